package ui

import (
	"context"
	"slices"

	"vestibule/app/diagnose"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// This file is what this device keeps of a member, and only if they want: the name, the trust the plan gave the device,
// the password.

// Memory finds the vaults of this device, one for each person who uses it. Every call may take seconds (a keychain asks its
// owner), so none is made on the UI thread. An error is, or holds, a *problem.Problem.
type Memory interface {
	// Vaults lists them, the one used last first.
	Vaults(ctx context.Context) ([]vault.Holder, error)
	// Open gives one, always the same; with "" the one used last, or a fresh one where there is none. A vault that cannot
	// be opened is given too: its Rest says why. Its keychain is asked again each time, unless the vault was locked.
	Open(ctx context.Context, id vault.HolderID) (*vault.Vault, error)
	// New gives a fresh one beside those that are there, which stay as they are.
	New(ctx context.Context) (*vault.Vault, error)
	// EraseAll takes all of them off the device, and their keys.
	EraseAll(ctx context.Context) error
}

// keeping is what is kept for the open plan, and why nothing can be.
type keeping struct {
	name            string
	password, trust secret.Bytes
	// seen is what the last good sign-in was like.
	seen diagnose.Seen
	// why nothing can be kept, or what is kept is shut.
	why    *problem.Problem
	agreed bool // the member knows, and goes on without
}

// clear erases the secrets.
func (k keeping) clear() { k.password.Clear(); k.trust.Clear() }

// recalled gives what a vault keeps for a plan; without a vault there is nothing, and why says so.
func recalled(v *vault.Vault, why *problem.Problem, key plan.Key) keeping {
	if v == nil {
		return keeping{why: why}
	}
	rest := v.Rest()
	e, _ := v.Lookup(key)
	return keeping{name: e.Name, password: e.Password, trust: e.Trust, seen: diagnose.ReadSeen(e.Seen), why: rest.Why}
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

// remembering gives what is to be done once the member is in; nil: leave everything as it is (a shared device, nobody
// here knows by which name).
func (c *conversation) remembering(done plan.Done) func(context.Context) error {
	u, choice := c.ui, c.choice
	if choice.name == "" || choice.shared || done.Session.Shared || u.kept.why != nil {
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
	seen := u.seenNow(done.Account)
	what.Seen = seen.Encode()
	u.kept.clear()
	u.kept = keeping{name: what.Name, password: what.Password.Clone(), trust: what.Trust.Clone(), seen: seen}
	return u.keep(what)
}

// keep gives what makes the vault keep an entry for the open plan; one without a name is forgotten.
func (u *UI) keep(what vault.Entry) func(context.Context) error {
	v, key := u.vault, u.plan.Key
	return func(ctx context.Context) error {
		defer what.Clear()
		if what.Name == "" {
			v.Forget(key)
		} else if err := v.Remember(key, plan.Session{}, what); err != nil {
			return err
		}
		return v.Save(ctx)
	}
}

// keptOrNot says so when nothing could be kept after all, and notes when something is for the first time.
func (u *UI) keptOrNot(first bool, p *problem.Problem) {
	if p != nil {
		u.kept, u.resting = keeping{why: p}, false
	}
	u.firstKept = u.firstKept || first && p == nil
	u.guard()
	u.redraw()
}

// recallAgain opens the vault once more, after its owner has unlocked or allowed what guards it.
func (u *UI) recallAgain() {
	keeps := u.reopen()
	background(u, func(ctx context.Context) (reopened, error) { return keeps(ctx), nil }, func(o reopened, _ *problem.Problem) {
		u.openGate(o, u.goOn)
	})
}

// reopened is a vault, or why there is none.
type reopened struct {
	vault *vault.Vault
	why   *problem.Problem
}

// reopen gives what opens the vault used last, or asks again for the one at hand.
func (u *UI) reopen() func(context.Context) reopened {
	return func(ctx context.Context) reopened {
		v, err := u.cfg.Memory.Open(ctx, "")
		return reopened{v, problem.Of(err)}
	}
}

// openGate takes a vault and goes on, through a gate where there is a way to open it that the member has at hand.
func (u *UI) openGate(o reopened, then func()) {
	u.vault, u.vaultWhy = o.vault, o.why
	u.takeVault()
	if o.vault == nil || !asksMember(o.vault.Rest()) {
		then()
		return
	}
	u.raise(&gate{vault: o.vault, said: "start", then: func() { u.takeVault(); then() }, without: then})
}

// asksMember reports that a vault is shut and a member can open it by something they know. One that only the keychain opens
// has had its try; what came of it is said before sign-in.
func asksMember(r vault.Rest) bool {
	return r.Phase == vault.Shut && slices.ContainsFunc(r.Ways, func(w vault.Way) bool { return w != vault.Keychain })
}

// takeVault reads again what the vault keeps for the open plan, and looks after it while it is open.
func (u *UI) takeVault() {
	u.atEach(func() {
		u.kept.clear()
		if u.plan != nil {
			u.kept = recalled(u.vault, u.vaultWhy, u.plan.Key)
		}
	})
	u.stopGuard()
	u.guard()
}

// agreeToForget goes on without keeping anything.
func (u *UI) agreeToForget() {
	u.kept.agreed = true
	u.redraw()
}

// goOn shows what was on screen, as it is with what is kept now.
func (u *UI) goOn() {
	if u.talk != nil {
		u.talk.rebuild()
	} else {
		u.redraw()
	}
	u.offerResume()
}

// rebuild makes the first page anew: what can be kept has changed. What was typed stays.
func (c *conversation) rebuild() {
	key := string(plan.KindCredentials)
	if old, ok := c.pages[key].(*credentialsPage); ok {
		fresh := newCredentialsPage(c).(*credentialsPage)
		typed := old.password.Take()
		if name := old.name.Text(); name != "" && (name != fresh.name.Text() || !typed.Empty()) {
			fresh.name.SetText(name)
			fresh.password.Set(typed.Reveal())
		}
		typed.Clear()
		old.forget()
		c.pages[key] = fresh
		c.version++
	}
	c.ui.redraw()
}
