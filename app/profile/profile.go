package profile

import (
	"cmp"

	"vestibule/app/plan"
)

// Key names a record on this device: at which plan, who has signed in, and whose it is.
type Key struct {
	Plan           plan.Key
	Actor, Subject plan.MemberID
}

// whole reports whether it names two people. The key of a plan may be anything.
func (k Key) whole() bool { return k.Actor != "" && k.Subject != "" }

// Profile is one person whose record may be on screen: the member, or somebody they act for.
type Profile struct {
	Key
	Name string
	// Born is the year; 0: the plan does not tell.
	Born int
	// Grant is the plan's leave for it; the member's own record has none.
	Grant plan.Grant
	Badge Badge
}

// Own reports whether it is the member's own record.
func (p Profile) Own() bool { return p.whole() && p.Actor == p.Subject }

// Own gives the profile of the member who has signed in.
func Own(key plan.Key, a plan.Account) Profile {
	k := Key{Plan: key, Actor: a.Member, Subject: a.Member}
	name := cmp.Or(a.Name, a.Card.Name, a.Identifier)
	return Profile{Key: k, Name: name, Badge: badgeAt(home(k), name)}
}
