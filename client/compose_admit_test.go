package client

import (
	"context"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// counter are services that say of each member whether they know them.
type counter struct {
	*server
	says error
}

func (c counter) Account(context.Context, plan.Session) (plan.Account, error) {
	return plan.Account{}, c.says
}

// front is an identity server at which a sign-in ends, by whichever way it is asked.
type front struct {
	*server
	ends       plan.Purpose
	signedOut  int
	beginFails error
}

func (f *front) Begin(context.Context, plan.Purpose, *plan.Session) (plan.Step, error) {
	return plan.Credentials{Head: handled("fresh")}, f.beginFails
}
func (f *front) done() (plan.Step, error) {
	d := plan.Done{Head: handled("over")}
	d.Purpose = f.ends
	return d, nil
}
func (f *front) Submit(context.Context, plan.Step, plan.Answer) (plan.Step, error) { return f.done() }
func (f *front) Poll(context.Context, plan.Step) (plan.Step, error)                { return f.done() }
func (f *front) Resume(context.Context, plan.Handle) (plan.Step, error)            { return f.done() }
func (f *front) SignOut(context.Context, plan.Session) (string, error) {
	f.signedOut++
	return "", nil
}
func (f *front) Renew(context.Context, plan.Shelf) (plan.Done, error) {
	return plan.Done{Head: handled("renewed")}, nil
}
func (f *front) Rest(context.Context, plan.Session, plan.Shelf) error { return nil }

// admission is a plan of these two.
func admission(says error, ends plan.Purpose) (*front, plan.Identity) {
	f := &front{server: &server{}, ends: ends}
	c := counter{&server{}, says}
	return f, compose(&plan.Plan{Identity: f}, &plan.Plan{Identity: c, Services: c}).Identity
}

// ends are all ways by which a conversation may come to its end.
func ends(t *testing.T, i plan.Identity) map[string]func() (plan.Step, error) {
	at := plan.OpenBrowser{Head: handled("ihere")}
	return map[string]func() (plan.Step, error){
		"submit": func() (plan.Step, error) { return i.Submit(t.Context(), at, nil) },
		"poll":   func() (plan.Step, error) { return i.Poll(t.Context(), at) },
		"resume": func() (plan.Step, error) { return i.Resume(t.Context(), at.Handle) },
	}
}

// TestAStrangerToTheServicesStaysOutside: they are told so, the session is ended, and what is asked next leads in.
func TestAStrangerToTheServicesStaysOutside(t *testing.T) {
	f, i := admission(problem.New(problem.ProviderUnlinked), plan.SignIn)
	for name, end := range ends(t, i) {
		f.signedOut = 0
		step, err := end()
		if !problem.Is(err, problem.ProviderUnlinked) || f.signedOut != 1 || step == nil || string(step.At().Handle.Reveal()) != "ifresh" {
			t.Error(name, step, err, f.signedOut)
		}
		f.beginFails = problem.New(problem.NetDropped)
		if step, err := end(); step != nil || !problem.Is(err, problem.ProviderUnlinked) {
			t.Error(name, "and no new page:", step, err)
		}
		f.beginFails = nil
	}
	if _, err := i.(plan.Renewer).Renew(t.Context(), nil); !problem.Is(err, problem.SessionRevoked) {
		t.Error("taken up again:", err)
	}
}

// TestServicesInTroubleKeepNobodyOut, nor those that do not tell, and a step-up is none of their business.
func TestServicesInTroubleKeepNobodyOut(t *testing.T) {
	for name, c := range map[string]struct {
		says error
		ends plan.Purpose
	}{
		"known": {nil, plan.SignIn}, "not told": {problem.New(problem.Malformed), plan.SignIn}, "down": {problem.New(problem.NetDropped), plan.SignIn},
		"a step-up": {problem.New(problem.ProviderUnlinked), plan.StepUp},
	} {
		f, i := admission(c.says, c.ends)
		for how, end := range ends(t, i) {
			if step, err := end(); err != nil || step.Kind() != plan.KindDone || f.signedOut != 0 {
				t.Error(name, how, step, err)
			}
		}
		if c.ends != plan.SignIn {
			continue
		}
		if _, err := i.(plan.Renewer).Renew(t.Context(), nil); err != nil || f.signedOut != 0 {
			t.Error(name, "renewed:", err)
		}
	}
}
