package servers_test

import (
	"context"
	"testing"

	"vestibule/app/plan"
	"vestibule/client/plantest"
)

// walk is a member of a Kratos, and the app before them.
type walk struct {
	*app
	k   *plantest.Kratos
	m   *plantest.Member
	had int // codes that were read already
}

func newWalk(t *testing.T, k *plantest.Kratos, ways ...plan.AuthenticatorKind) *walk {
	t.Helper()
	m := k.Member(t, ways...)
	if m == nil {
		t.Fatalf("no member with %v", ways)
	}
	codes, err := k.Codes(t.Context(), m, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &walk{newApp(t, k.Address, newDevice(t), nil), k, m, len(codes)}
}

// code is the next one that is sent.
func (w *walk) code() string {
	w.t.Helper()
	ctx, stop := context.WithTimeout(w.t.Context(), patience)
	defer stop()
	codes, err := w.k.Codes(ctx, w.m, w.had+1)
	if err != nil {
		w.t.Fatal(err)
	}
	w.had++
	return codes[w.had-1]
}

// signIn signs in with a text code, and stands at home.
func (w *walk) signIn() {
	w.t.Helper()
	w.credentials(w.m.Name, w.m.Password)
	w.see(`heading 1 "Enter the code we texted"`)
	w.fill("Code", w.code())
	w.press("Continue")
	w.see(`heading 1 "Hello, `)
}

// TestServersWalkKratos plays E01, E05, E06 and E09 as far as a Kratos alone can.
func TestServersWalkKratos(t *testing.T) {
	plantest.Lane(t, "servers")
	k := plantest.StartKratos(t, plantest.Default)
	t.Run("E01 a plain sign-in", func(t *testing.T) { plainSignIn(newWalk(t, k, plan.SMS)) })
	t.Run("E05 a forgotten password", func(t *testing.T) { forgotten(newWalk(t, k, plan.SMS)) })
	t.Run("E06 a dead phone", func(t *testing.T) { deadPhone(newWalk(t, k, plan.SMS, plan.RecoveryCodes)) })
	t.Run("E09 the app as authenticator", func(t *testing.T) { authenticator(newWalk(t, k, plan.SMS)) })
}

func plainSignIn(w *walk) {
	w.credentials(w.m.Name, "not-this-one-9")
	w.see("That name and password do not match")
	w.credentials(w.m.Name, w.m.Password)
	w.see(`heading 1 "Enter the code we texted"`)
	code := w.code()
	w.fill("Code", wrong(code))
	w.press("Continue")
	w.see("That is not the code we sent")
	w.fill("Code", code)
	w.press("Continue")
	w.see(`heading 1 "Hello, `, "You signed in with your password and a text code.")
	w.press("Sign out")
	w.see("Sign in again")
}

// wrong is another code.
func wrong(code string) string {
	if code[0] == '9' {
		return "0" + code[1:]
	}
	return string(code[0]+1) + code[1:]
}

func forgotten(w *walk) {
	w.press("Forgot password")
	w.see(`heading 1 "Get a new password"`)
	w.fill("Username, e-mail, phone or member number", w.m.Email)
	w.press("Continue")
	w.see(`textbox "Code`)
	w.fill("Code", w.code())
	w.press("Continue")
	w.see(`heading 1 "Enter the code we texted"`)
	w.fill("Code", w.code())
	w.press("Continue")
	w.fill("New password", "Brisk-walnut-tree-7")
	w.press("Save and go on")
	w.see(`heading 1 "Hello, `)
	w.press("Sign out")
	w.press("Sign in again")
	w.credentials(w.m.Name, w.m.Password)
	w.see("That name and password do not match")
	w.m.Password = "Brisk-walnut-tree-7"
	w.signIn()
}

func deadPhone(w *walk) {
	w.credentials(w.m.Name, w.m.Password)
	w.press("Use another way")
	w.choose("Use a recovery code")
	w.fill("Recovery code", w.m.Recovery[0])
	w.press("Continue")
	w.see(`heading 1 "Hello, `)
}

func authenticator(w *walk) {
	w.signIn()
	w.press("Use this app as a way to sign in")
	w.see(`heading 1 "Use this app as a way to sign in"`)
	w.press("Use this app")
	w.see("This app now makes your codes")
	w.press("Sign out")
	w.press("Sign in again")
	w.credentials(w.m.Name, w.m.Password)
	w.choose("Use my authenticator app")
	w.press("Use this device’s code")
	w.press("Continue")
	w.see(`heading 1 "Hello, `)
}
