package session

import (
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Config is what a Keeper is handed.
type Config struct {
	// Post brings a function onto the thread that the Keeper is used on; it may be called from any goroutine.
	Post func(func())
	// OnChange is called on that thread when a session begins, is warned about, is in use again or ends. Nil: nobody.
	OnChange func(Change)
}

// Change is news of one plan's session.
type Change struct {
	Plan     plan.Key
	Standing Standing
	// Wipe: it was on a shared device and is over. Whatever anybody keeps of the member at this plan is to go.
	Wipe bool
}

// Entry is somebody signed in at a plan. Clock is that plan's.
type Entry struct {
	Plan    plan.Key
	Clock   *clock.Plan
	Session plan.Session
	Account plan.Account
}

// Keeper keeps the sessions of all plans. Its methods are to be called on one thread only, that of Post.
type Keeper struct {
	config Config
	kept   map[plan.Key]*kept
	owed   []Owed
}

// kept is an Entry and what happened to it.
type kept struct {
	Entry
	used     time.Time // by the plan's clock
	extended time.Time // when the plan last heard that the member is there
	standing Standing
	stop     func() // takes the alarm back
}

// New gives a Keeper of nobody.
func New(c Config) *Keeper {
	if c.OnChange == nil {
		c.OnChange = func(Change) {}
	}
	return &Keeper{config: c, kept: map[plan.Key]*kept{}}
}

// Enter keeps a new session and its secrets: whoever enters it gives it away. An earlier session at the same plan is
// signed out, unless it is the same one, proved further.
func (k *Keeper) Enter(e Entry) {
	if old := k.live(e.Plan); old != nil {
		old.rest()
		switch {
		case !old.Session.Same(e.Session):
			k.owe(old.Entry)
		case !old.Session.Token.Equal(e.Session.Token):
			old.Session.Token.Clear()
		}
	}
	now := e.Clock.Now()
	in := &kept{Entry: e, used: now, extended: now, stop: func() {}}
	k.kept[e.Plan] = in
	k.look(in)
}

// Renew takes a copy of a session as it now stands, after an Extend or a step-up; without a token, the one at hand goes
// on. One that comes after the end of the session it renews, or after somebody else has signed in, is signed out.
func (k *Keeper) Renew(key plan.Key, s plan.Session) {
	known := k.kept[key]
	if known == nil {
		return
	}
	s.Token = s.Token.Clone()
	in := k.live(key)
	if in == nil || in.Session.Actor != s.Actor {
		k.owe(Entry{Plan: key, Clock: known.Clock, Session: s})
		return
	}
	if s.Token.Empty() {
		s.Token = in.Session.Token.Clone()
	}
	in.Session.Token.Clear()
	in.Session = s
	in.used, in.extended = in.Clock.Now(), in.Clock.Now()
	in.standing = Standing{} // its end may have moved: that is news
	k.look(in)
}

// Current gives who is signed in, with a copy of the token that is the caller's to clear: a call may still be on its way
// when the session ends. After an end it gives the account, without a token and never on a shared device, and false.
func (k *Keeper) Current(key plan.Key) (Entry, bool) {
	in := k.kept[key]
	if in == nil {
		return Entry{}, false
	}
	e := in.Entry
	if k.now(in).Phase == Over {
		e.Session.Token = secret.Bytes{}
		return e, false
	}
	e.Session.Token = e.Session.Token.Clone()
	return e, true
}

// Standing tells how a plan's session stands now. Like Current it can be asked while drawing: what it finds changed is
// told through OnChange later.
func (k *Keeper) Standing(key plan.Key) Standing {
	if in := k.kept[key]; in != nil {
		return k.now(in)
	}
	return Standing{}
}

// extendEvery is how often the plan is told that the member is there. Each telling is a request; a minute is short
// against every idle time in use, and where it is not, a quarter of that counts.
const extendEvery = time.Minute

// Touch tells that the member did something: the idle time starts anew. The absolute end does not move. It reports
// whether to tell the plan so as well (plan.Extender, then Renew); it never does twice in a short time.
func (k *Keeper) Touch(key plan.Key) (extend bool) {
	in := k.live(key)
	if in == nil {
		return false
	}
	now := in.Clock.Now()
	extend = in.wantsExtending(now)
	in.used = now
	if extend {
		in.extended = now
	}
	k.look(in)
	return extend
}

func (in *kept) wantsExtending(now time.Time) bool {
	idle := in.Session.Idle
	return idle > 0 && now.Sub(in.extended) >= min(extendEvery, idle/4)
}

// SignOut ends a session for the member; the plan is still to be told (see Owed).
func (k *Keeper) SignOut(key plan.Key) { k.End(key, SignedOut) }

// End ends a session for a reason that the plan gave, or the member.
func (k *Keeper) End(key plan.Key, why Why) {
	if in := k.live(key); in != nil {
		k.end(in, Standing{Phase: Over, Why: why, Ends: in.Clock.Now()})
	}
}

// Close clears every token and ends nothing at the plans: sign out before.
func (k *Keeper) Close() {
	for key, in := range k.kept {
		in.rest()
		in.Session.Token.Clear()
		delete(k.kept, key)
	}
	k.dropOwed(func(Owed) bool { return true })
}

// live is the session of a plan that is not over by now; nil: there is none.
func (k *Keeper) live(key plan.Key) *kept {
	in := k.kept[key]
	if in == nil {
		return nil
	}
	k.look(in)
	if in.standing.Phase == Over {
		return nil
	}
	return in
}
