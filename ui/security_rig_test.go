package ui_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// This file is a plan whose side of the account is held in a test's hand, and how tests come to the pages of it.

// finding finds a plan and changes it.
type finding struct {
	plan.Finder
	found func(*plan.Plan)
}

func (f finding) Find(ctx context.Context, address string) (*plan.Plan, error) {
	p, err := f.Finder.Find(ctx, address)
	if err == nil && f.found != nil {
		f.found(p)
	}
	return p, err
}

// window is how long a proof counts at the fake.
const window = 5 * time.Minute

// fakeSecurity keeps the contract of plan.Security: what takes something away wants a fresh proof, and changes what the next
// look gives.
type fakeSecurity struct {
	clock clock.Clock
	// held keeps every call waiting until it is closed; nil: nothing waits. deaf: what waits hears of no cancelling, as a
	// plan does that has taken the request.
	held chan struct{}
	deaf bool
	// here hears of each call that waits.
	here chan struct{}
	// refuse is what the next changing call gets, once.
	refuse error

	mu    sync.Mutex
	all   plan.Overview
	log   []plan.Event
	asked []string
}

func newFakeSecurity(c clock.Clock) *fakeSecurity {
	ago := func(d time.Duration) time.Time { return noon.Add(-d) }
	day := 24 * time.Hour
	return &fakeSecurity{clock: c, all: plan.Overview{
		Contacts: []plan.ContactOnFile{{ID: "c1", Kind: plan.ContactEmail, Hint: "a•••@example.org", Confirmed: ago(400 * day)},
			{ID: "c2", Kind: plan.ContactPhone, Hint: "(•••) •••-0107", Confirmed: ago(40 * day)}},
		Authenticators: []plan.Authenticator{{ID: "sms", Kind: plan.SMS, Hint: "(•••) •••-0107", Added: ago(400 * day), LastUsed: ago(2 * day)},
			{ID: "app", Kind: plan.TOTP, Hint: "Pixel", Added: ago(30 * day)}, {ID: "codes", Kind: plan.RecoveryCodes, Remaining: 8}},
		Sessions: []plan.OpenSession{{ID: "s1", Device: "Vestibule on Linux", Place: "Tallowmere", Began: noon, Used: noon, This: true},
			{ID: "s2", Device: "Firefox on Windows", Began: ago(3 * time.Hour), Used: ago(time.Hour)}},
		Devices: []plan.TrustedDevice{{ID: "d1", Name: "Family tablet", Added: ago(200 * day), LastUsed: ago(100 * day), Until: noon.Add(day)},
			{ID: "d2", Name: "Vestibule on Linux", Added: ago(10 * day), LastUsed: ago(day), Until: noon.Add(20 * day), This: true}},
		PasswordChanged: ago(90 * day),
	}, log: []plan.Event{
		{ID: "e3", What: plan.EventSignIn, At: noon, Device: "Vestibule on Linux", Place: "Tallowmere"},
		{ID: "e2", What: plan.EventContactAdded, At: ago(day), Hint: "x•••@example.net", Device: "Firefox on Windows"},
		{ID: "e1", What: "badge-printed", At: ago(2 * day)},
	}}
}

// waits lets a call through.
func (f *fakeSecurity) waits(ctx context.Context) error {
	f.mu.Lock()
	held, gone := f.held, ctx.Done()
	f.mu.Unlock()
	if f.deaf {
		gone = nil
	}
	if held == nil {
		return nil
	}
	f.here <- struct{}{}
	select {
	case <-held:
		return nil
	case <-gone:
		return problem.New(problem.NetTimeout).Because(ctx.Err())
	}
}

// holds keeps the next calls waiting, until let.
func (f *fakeSecurity) holds(deaf bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held, f.deaf, f.here = make(chan struct{}), deaf, make(chan struct{}, 8)
}

// waiting returns once a call waits; what comes after it is answered at once.
func (f *fakeSecurity) waiting() (let func()) {
	<-f.here
	f.mu.Lock()
	defer f.mu.Unlock()
	held := f.held
	f.held = nil
	return sync.OnceFunc(func() { close(held) })
}

// does is one call that changes something.
func (f *fakeSecurity) does(ctx context.Context, s plan.Session, what string, guarded bool, do func()) error {
	f.mu.Lock()
	f.asked = append(f.asked, what)
	refuse := f.refuse
	f.refuse = nil
	f.mu.Unlock()
	if err := f.waits(ctx); err != nil {
		return err
	}
	switch {
	case refuse != nil:
		return refuse
	case guarded && f.clock.Now().Sub(s.Proved) > window:
		return problem.New(problem.NeedsReauth)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
	return nil
}

func (f *fakeSecurity) Overview(ctx context.Context, s plan.Session) (all plan.Overview, err error) {
	err = f.does(ctx, s, "look", false, func() {
		all = f.all
		all.Contacts, all.Authenticators = slices.Clone(f.all.Contacts), slices.Clone(f.all.Authenticators)
		all.Sessions, all.Devices = slices.Clone(f.all.Sessions), slices.Clone(f.all.Devices)
	})
	return all, err
}

func (f *fakeSecurity) Activity(ctx context.Context, s plan.Session) (log []plan.Event, err error) {
	err = f.does(ctx, s, "log", false, func() { log = slices.Clone(f.log) })
	return log, err
}

func (f *fakeSecurity) RemoveContact(ctx context.Context, s plan.Session, id plan.ContactID) error {
	return f.does(ctx, s, "remove "+string(id), true, func() {
		f.all.Contacts = slices.DeleteFunc(f.all.Contacts, func(c plan.ContactOnFile) bool { return c.ID == id })
	})
}

func (f *fakeSecurity) RemoveAuthenticator(ctx context.Context, s plan.Session, id plan.AuthenticatorID) error {
	return f.does(ctx, s, "remove "+string(id), true, func() {
		f.all.Authenticators = slices.DeleteFunc(f.all.Authenticators, func(a plan.Authenticator) bool { return a.ID == id })
	})
}

func (f *fakeSecurity) EndSession(ctx context.Context, s plan.Session, id plan.SessionID) error {
	return f.does(ctx, s, "end "+string(id), true, func() {
		f.all.Sessions = slices.DeleteFunc(f.all.Sessions, func(o plan.OpenSession) bool { return o.ID == id })
	})
}

func (f *fakeSecurity) EndOthers(ctx context.Context, s plan.Session) error {
	return f.does(ctx, s, "end others", true, f.onlyThis)
}

func (f *fakeSecurity) onlyThis() {
	f.all.Sessions = slices.DeleteFunc(f.all.Sessions, func(o plan.OpenSession) bool { return !o.This })
	f.all.Devices = nil
}

func (f *fakeSecurity) ForgetDevice(ctx context.Context, s plan.Session, id plan.DeviceID) error {
	return f.does(ctx, s, "forget "+string(id), true, func() {
		f.all.Devices = slices.DeleteFunc(f.all.Devices, func(d plan.TrustedDevice) bool { return d.ID == id })
	})
}

func (f *fakeSecurity) NotMe(ctx context.Context, s plan.Session, id plan.EventID) error {
	return f.does(ctx, s, "not me "+string(id), false, func() { f.onlyThis(); f.all.MustChange = true })
}

func (f *fakeSecurity) Freeze(ctx context.Context, s plan.Session) error {
	return f.does(ctx, s, "freeze", false, func() {})
}

// calls gives what was asked for besides looks.
func (f *fakeSecurity) calls() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.asked), func(what string) bool { return what == "look" || what == "log" })
}

// guards gives the program a plan whose account is the fake's.
func guards(f **fakeSecurity) func(*rig) {
	return func(r *rig) {
		*f = newFakeSecurity(r.clock)
		r.found = func(p *plan.Plan) {
			p.Security = *f
			p.Document.Capabilities[plan.CanSecurity] = plan.Ability{How: plan.InApp}
		}
	}
}

// atSecurity has Anna at the list of her account's parts.
func atSecurity(r *rig) {
	r.in("anna", "Hello, Anna")
	r.must(r.Press("Security"))
	r.see(`heading 1 "Security"`, `button "Freeze my account"`)
	r.settle()
}

// opens goes from page to page of the account, by the names of buttons.
func (r *rig) goes(buttons ...string) string {
	r.t.Helper()
	for _, b := range buttons {
		r.must(r.Press(b))
		r.settle()
	}
	return r.settle()
}

// account begins a test at the account.
func account(t testing.TB, form uitest.FormFactor) (*rig, *fakeSecurity) {
	t.Helper()
	var f *fakeSecurity
	r := newRig(t, form, guards(&f))
	atSecurity(r)
	return r, f
}
