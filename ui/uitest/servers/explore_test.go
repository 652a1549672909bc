package servers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/client/plantest"
	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

// TestServersNothingDead: over configurations that this app was not made for, every button of every page leads somewhere, and
// none to a thing that the plan cannot do.
func TestServersNothingDead(t *testing.T) {
	plantest.Lane(t, "servers")
	for _, variant := range []string{plantest.CodeOnly, plantest.TOTPOnly, plantest.NoRecovery, plantest.OtherSchema} {
		t.Run(variant, func(t *testing.T) {
			k := plantest.StartKratos(t, variant)
			tour := &tour{t: t, met: map[string]bool{}}
			tour.whole(func() *app { return newApp(t, k.Address, newDevice(t), nil) })
			tour.whole(func() *app { return signedIn(t, k) })
			t.Logf("%d things were pressed", len(tour.met))
			if len(tour.met) < 12 {
				t.Errorf("only %d things to press were found", len(tour.met))
			}
		})
	}
}

// signedIn is the app with a member of this Kratos at home.
func signedIn(t *testing.T, k *plantest.Kratos) *app {
	t.Helper()
	m := k.Member(t)
	if m == nil {
		m = k.Member(t, plan.SMS)
	}
	a := newApp(t, k.Address, newDevice(t), nil)
	enter(a, k, m)
	return a
}

// enter answers the pages of a sign-in, whichever this configuration has.
func enter(a *app, k *plantest.Kratos, m *plantest.Member) {
	a.t.Helper()
	const name, password, code = "Username, e-mail, phone or member number", "Password", `textbox "Code`
	before, err := k.Codes(a.t.Context(), m, 0)
	if err != nil {
		a.t.Fatal(err)
	}
	outline := a.see(`textbox "` + name)
	a.must(a.Type(name, m.Name))
	if strings.Contains(outline, `textbox "`+password) {
		a.must(a.Type(password, m.Password))
		a.press("Sign in")
	} else {
		a.press("Continue")
	}
	if a.either(`heading 1 "Hello,`, code) == code {
		ctx, stop := context.WithTimeout(a.t.Context(), patience)
		defer stop()
		codes, err := k.Codes(ctx, m, len(before)+1)
		a.must(err)
		a.fill("Code", codes[len(codes)-1])
		a.press("Continue")
	}
	a.see(`heading 1 "Hello,`)
}

// tour presses everything once, from wherever the app first stands. One app runs at a time.
type tour struct {
	t     *testing.T
	start func() *app
	app   *app
	met   map[string]bool // what was pressed, by page and name
}

// deepest is how many presses a tour goes from where it starts.
const deepest = 2

// whole goes everywhere from where start leaves the app.
func (u *tour) whole(start func() *app) {
	u.start = start
	u.follow(nil)
	u.look(nil)
	u.app.must(u.app.Close())
}

// look presses everything new on the page that these presses led to, and on each page that comes of it.
func (u *tour) look(path []string) {
	page := pageOf(u.app)
	for name := u.next(page); name != ""; name = u.next(page) {
		u.met[page+" → "+name] = true
		u.press(name, page+" → "+name)
		if len(path)+1 < deepest && pageOf(u.app) != page {
			u.look(append(slices.Clone(path), name))
		}
		u.back(path, page)
	}
}

// next is something on the page that was not pressed yet; empty: nothing.
func (u *tour) next(page string) string {
	for _, name := range pressable(u.app) {
		if !u.met[page+" → "+name] {
			return name
		}
	}
	return ""
}

// back stands at a page again: by its own way back, where that leads there, else from the beginning.
func (u *tour) back(path []string, page string) {
	if pageOf(u.app) != page && slices.Contains(pressable(u.app), "Back") {
		u.app.must(u.app.Press("Back"))
		u.app.settled()
	}
	if pageOf(u.app) != page {
		u.app.must(u.app.Close())
		u.follow(path)
	}
}

// follow starts the app and makes these presses.
func (u *tour) follow(path []string) {
	u.app = u.start()
	u.app.settled()
	for _, name := range path {
		u.app.must(u.app.Press(name))
		u.app.settled()
	}
}

// press presses one thing and looks at what comes of it.
func (u *tour) press(name, key string) {
	before, visits := u.app.settled(), u.app.visits()
	if err := u.app.Press(name); err != nil {
		u.t.Errorf("%s: %v", key, err)
		return
	}
	after := u.app.settled()
	switch {
	case after == before && u.app.visits() == visits && !quiet(name):
		u.t.Errorf("%s: nothing comes of it", key)
	case dead(after):
		u.t.Errorf("%s leads to\n%s", key, after)
	}
}

// quiet are presses of which nothing is to be seen: the same page, again.
func quiet(name string) bool { return strings.HasPrefix(name, "Copy") }

// dead is a page that says the plan cannot do what was offered, or that nobody thought of it.
func dead(outline string) bool {
	return strings.Contains(outline, "Something broke in this app") || strings.Contains(outline, "Your plan does not open this for you") || !strings.Contains(outline, "heading 1")
}

// pageOf names the page that is on screen.
func pageOf(a *app) string {
	outline, _ := a.Outline()
	_, after, _ := strings.Cut(outline, "heading 1 ")
	name, _, _ := strings.Cut(after, "\n")
	return name
}

// pressable are the names of all that can be pressed, each once. What ends the tour is left: it has walks of its own.
func pressable(a *app) (names []string) {
	a.tree().Each(func(n *a11y.Node) {
		if n.Press == nil || n.Disabled || n.Role != a11y.Button && n.Role != a11y.Link {
			return
		}
		if _, err := uitest.FindAny(a.tree(), n.Name, a11y.Button, a11y.Link); err == nil && !slices.Contains(names, n.Name) {
			names = append(names, n.Name)
		}
	})
	return names
}

// settled is the page once nothing is on its way to it.
func (a *app) settled() string {
	a.t.Helper()
	a.must(a.Queue.Rest("vestibule/ui.", "vestibule/app/flow."))
	ctx, stop := context.WithTimeout(a.t.Context(), patience)
	defer stop()
	outline, err := a.Wait(ctx, func(outline string) bool { return !strings.Contains(outline, `status "Reaching your plan`) })
	a.must(err)
	return outline
}
