package session

import (
	"time"

	"vestibule/app/plan"
)

// lookEvery is how long we go without looking, whatever the alarm says: a plan's clock may be learned to be ahead of what
// we took it for, and a device may sleep through an alarm.
const lookEvery = time.Minute

// look brings a session's standing up to now, tells what changed, and sets the alarm for the next look.
func (k *Keeper) look(in *kept) {
	if in.standing.Phase == Over {
		return
	}
	was, is := in.standing, At(in.Session, in.used, in.Clock.Now())
	if is.Phase == Over {
		k.end(in, is)
		return
	}
	in.standing = is
	k.alarm(in)
	if was.Phase != is.Phase || is.Phase == Warned && was != is {
		k.config.OnChange(Change{Plan: in.Plan, Standing: is})
	}
}

// now tells how a session stands without doing anything about it; when that is not what the alarms have found so far (a
// device may sleep through them), a look is on its way.
func (k *Keeper) now(in *kept) Standing {
	if in.standing.Phase == Over {
		return in.standing
	}
	is := At(in.Session, in.used, in.Clock.Now())
	if is.Phase != in.standing.Phase {
		k.lookLater(in)
	}
	return is
}

func (k *Keeper) lookLater(in *kept) {
	k.config.Post(func() {
		if k.kept[in.Plan] == in {
			k.look(in)
		}
	})
}

func (k *Keeper) alarm(in *kept) {
	in.rest()
	if in.standing.Next.IsZero() {
		return
	}
	after := min(lookEvery, in.Clock.Until(in.standing.Next))
	in.stop = in.Clock.AfterFunc(after, func() { k.lookLater(in) })
}

// rest takes the alarm back.
func (in *kept) rest() {
	in.stop()
	in.stop = func() {}
}

// end clears what is over. What the plan has ended by itself is not signed out; an idle end is ours to tell, because the
// plan may have heard of the member a little later than we think.
func (k *Keeper) end(in *kept, is Standing) {
	in.rest()
	in.standing = is
	if is.Why == SignedOut || is.Why == Idle {
		k.owe(in.Entry)
	} else {
		in.Session.Token.Clear()
	}
	shared := in.Session.Shared
	in.Session = plan.Session{Actor: in.Session.Actor}
	if shared {
		in.Session, in.Account = plan.Session{}, plan.Account{}
	}
	k.config.OnChange(Change{Plan: in.Plan, Standing: is, Wipe: shared})
}
