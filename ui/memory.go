package ui

import (
	"context"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// This file is what this device keeps of a member, and only if they want: the name, the trust the plan gave the device,
// the password.

// Memory keeps it. Every call may take seconds (a keychain asks its owner), so none is made on the UI thread. An error is,
// or holds, a *problem.Problem that says why nothing can be kept.
type Memory interface {
	// Recall gives what is kept for a plan; nothing kept is no error.
	Recall(ctx context.Context, key plan.Key) (vault.Entry, error)
	// Remember keeps a copy of what comes of a session, replacing what was kept. An empty entry is forgotten.
	Remember(ctx context.Context, key plan.Key, session plan.Session, what vault.Entry) error
}

// keeping is what is kept for the open plan, and why nothing can be.
type keeping struct {
	name            string
	password, trust secret.Bytes
	why             *problem.Problem
	agreed          bool // the member knows, and goes on without
}

// clear erases the secrets.
func (k keeping) clear() { k.password.Clear(); k.trust.Clear() }

// recall asks the device what it keeps. A device that cannot keep anything stops nobody from signing in.
func (u *UI) recall(ctx context.Context, key plan.Key) keeping {
	r, err := u.cfg.Memory.Recall(ctx, key)
	return keeping{name: r.Name, password: r.Password, trust: r.Trust, why: problem.Of(err)}
}

// keepChoice is what the member wants kept, should this sign-in succeed.
type keepChoice struct {
	name             string
	password         secret.Bytes
	shared, keepName bool
}

// renew takes a new password in place of the old, where the member wants it kept.
func (k *keepChoice) renew(password secret.Bytes) {
	if !k.password.Empty() {
		k.password.Clear()
		k.password = password.Clone()
	}
}

// remembering gives what is to be done once the member is in; nil: leave everything as it is (a shared device).
func (c *conversation) remembering(done plan.Done) func(context.Context) error {
	u, choice := c.ui, c.choice
	if choice.shared || done.Session.Shared || u.kept.why != nil {
		return nil
	}
	what := vault.Entry{Trust: done.Trust.Clone()}
	if what.Trust.Empty() && choice.name == u.kept.name {
		what.Trust = u.kept.trust.Clone()
	}
	if choice.keepName {
		what.Name, what.Password = choice.name, choice.password.Clone()
	}
	if choice.keepName || !what.Trust.Empty() {
		// Trust belongs to a name: the device has to know whose it is.
		what.Name = choice.name
	}
	if what.Name == "" && choice.name != u.kept.name {
		return nil // somebody else uses this device too: what is kept is not theirs to take away
	}
	u.kept.clear()
	u.kept = keeping{name: what.Name, password: what.Password.Clone(), trust: what.Trust.Clone()}
	key, session := u.plan.Key, plan.Session{Shared: done.Session.Shared}
	return func(ctx context.Context) error {
		defer what.Clear()
		return u.cfg.Memory.Remember(ctx, key, session, what)
	}
}

// keptOrNot says so when nothing could be kept after all.
func (u *UI) keptOrNot(p *problem.Problem) {
	if p == nil {
		return
	}
	u.kept = keeping{why: p}
	u.redraw()
}

// recallAgain asks the device once more, after its owner has unlocked or allowed what it keeps.
func (u *UI) recallAgain() {
	key := u.plan.Key
	background(u, func(ctx context.Context) (keeping, error) { return u.recall(ctx, key), nil }, func(k keeping, _ *problem.Problem) {
		u.kept = k
		u.talk.rebuild()
	})
}

// agreeToForget goes on without keeping anything.
func (u *UI) agreeToForget() {
	u.kept.agreed = true
	u.redraw()
}

// rebuild makes the first page anew: what can be kept has changed. What was typed stays.
func (c *conversation) rebuild() {
	if c == nil {
		return
	}
	key := string(plan.KindCredentials)
	if old, ok := c.pages[key].(*credentialsPage); ok {
		fresh := newCredentialsPage(c).(*credentialsPage)
		if old.name.Text() != "" {
			fresh.name.SetText(old.name.Text())
			typed := old.password.Take()
			fresh.password.Set(typed.Reveal())
			typed.Clear()
		}
		old.forget()
		c.pages[key] = fresh
		c.version++
	}
	c.ui.redraw()
}
