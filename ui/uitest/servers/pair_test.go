package servers_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/client/plantest"
)

// TestServersWalkPair kills one of two Kratos in the middle, as kill -9 does: the member notices at most that a press has to be
// made once more.
func TestServersWalkPair(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Run("in the middle of a sign-in", func(t *testing.T) {
		pair := plantest.StartPair(t)
		w := newWalk(t, pair.Kratos, plan.SMS)
		w.credentials(w.m.Name, w.m.Password)
		w.see(`heading 1 "Enter the code we texted"`)
		code := w.code()
		pair.Kill()
		w.fill("Code", code)
		w.goOn("Continue", `heading 1 "Hello, `)
		w.press("Sign out")
		w.see("Sign in again")
	})
	t.Run("in the middle of a recovery", func(t *testing.T) {
		pair := plantest.StartPair(t)
		w := newWalk(t, pair.Kratos, plan.SMS)
		w.press("Forgot password")
		w.fill("Username, e-mail, phone or member number", w.m.Email)
		w.press("Continue")
		w.fill("Code", w.code())
		pair.Kill()
		w.goOn("Continue", `heading 1 "Enter the code we texted"`)
		w.fill("Code", w.code())
		w.goOn("Continue", `textbox "New password"`)
		w.fill("New password", "Brisk-walnut-tree-7")
		w.goOn("Save and go on", `heading 1 "Hello, `)
		w.press("Sign out")
		w.press("Sign in again")
		w.m.Password = "Brisk-walnut-tree-7"
		w.signIn()
	})
}

// goOn presses a button and, where the page asks for it, once more.
func (w *walk) goOn(button, then string) {
	w.t.Helper()
	w.press(button)
	if w.either(then, "alert ") == then {
		return
	}
	w.t.Logf("noticed: %s", w.named(`alert "`))
	w.press(button)
	w.see(then)
}
