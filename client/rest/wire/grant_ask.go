package wire

import (
	"encoding/json"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// GrantWish is what an actor asks for.
type GrantWish struct {
	Kind         string `json:"kind"`
	Name         string `json:"name"`
	MemberNumber string `json:"member_number"`
	Born         string `json:"born"`
}

// WishBody gives the request body of a wish, in one buffer that is never grown: it tells of somebody, and the caller clears it.
func WishBody(w plan.GrantWish) []byte {
	return object(field{name: "kind", text: []byte(w.Kind)}, field{name: "name", text: []byte(w.Name)},
		field{name: "member_number", text: []byte(w.MemberNumber)}, field{name: "born", text: []byte(w.Born)})
}

// ReadWish reads the request body of a wish, as a plan does: problem.BadField or problem.MissingField with the field's name.
func ReadWish(body []byte) (plan.GrantWish, error) {
	b, err := read[GrantWish](body)
	err = first(err, neededText(b.Kind, "kind", longestValue), neededText(b.Name, "name", longestName),
		neededText(b.MemberNumber, "member_number", longestValue), neededText(b.Born, "born", len(time.DateOnly)))
	if _, bad := time.Parse(time.DateOnly, b.Born); bad != nil {
		err = first(err, refused(problem.BadField, "born"))
	}
	return plan.GrantWish{Kind: plan.GrantKind(b.Kind), Name: b.Name, MemberNumber: b.MemberNumber, Born: b.Born}, err
}

// GrantOffer is what a subject lets somebody see, and until when.
type GrantOffer struct {
	Name  string            `json:"name,omitempty"`
	Scope map[string]string `json:"scope"`
	Ends  time.Time         `json:"ends,omitzero"`
}

// OfferBody gives the request body of an offer; an error is a time that JSON cannot tell.
func OfferBody(o plan.GrantOffer) ([]byte, error) {
	return json.Marshal(GrantOffer{o.Name, fromScope(o.Scope), o.Ends})
}

// ReadOffer reads the request body of an offer, as a plan does. An access that has no word is problem.BadField: what is let in
// is never guessed.
func ReadOffer(body []byte) (plan.GrantOffer, error) {
	b, err := read[GrantOffer](body)
	var c check
	scope := c.scope(b.Scope)
	if c.fault != "" || len(scope) != len(b.Scope) {
		err = first(err, refused(problem.BadField, "scope"))
	}
	err = first(err, bounded(len(scope), "scope", mostKinds))
	if len(b.Name) > longestName {
		err = first(err, refused(problem.BadField, "name"))
	}
	return plan.GrantOffer{Name: b.Name, Scope: scope, Ends: b.Ends}, err
}

// Ask is what the plan is to ask of the subject.
type Ask struct {
	Kind string `json:"kind"`
	Want string `json:"want"`
}

// AskBody gives the request body of an ask.
func AskBody(a plan.Ask) []byte {
	want := wordLook
	if a.Want == plan.MayAct {
		want = wordAct
	}
	return object(field{name: "kind", text: []byte(a.Kind)}, field{name: "want", text: []byte(want)})
}

// ReadAsk reads the request body of an ask, as a plan does.
func ReadAsk(body []byte) (plan.Ask, error) {
	b, err := read[Ask](body)
	a := plan.Ask{Kind: plan.RecordKind(b.Kind), Want: plan.MayLook}
	if err = first(err, neededText(b.Kind, "kind", longestValue)); b.Want == wordAct {
		a.Want = plan.MayAct
	} else if b.Want != wordLook {
		err = first(err, refused(problem.BadField, "want"))
	}
	return a, err
}

// Asked tells where the plan asked, masked.
type Asked struct {
	ServerTime time.Time `json:"server_time"`
	Hints      []string  `json:"hints"`
}

// FromAsked gives where the plan asked as it travels; now is the plan's time.
func FromAsked(a plan.Asked, now time.Time) Asked { return Asked{now, append([]string{}, a.Hints...)} }

// Asked gives where the plan asked, or problem.Malformed.
func (w Asked) Asked() (plan.Asked, error) {
	var c check
	c.within(int64(len(w.Hints)), 0, mostContacts, "hints")
	var a plan.Asked
	for _, h := range w.Hints {
		a.Hints = append(a.Hints, cut(h))
	}
	return a, c.malformed("asked")
}

// Acts is what was seen and done under one grant, newest first. Grant says under which.
type Acts struct {
	ServerTime time.Time `json:"server_time"`
	Grant      string    `json:"grant"`
	Acts       []Act     `json:"acts"`
}

// Act is one entry of it. What is empty where somebody looked, On where it was the list.
type Act struct {
	At   time.Time `json:"at"`
	Who  string    `json:"who"`
	Kind string    `json:"kind"`
	What string    `json:"what,omitempty"`
	On   string    `json:"on,omitempty"`
}

// FromActs gives what was seen and done under a grant as it travels; now is the plan's time.
func FromActs(id plan.GrantID, list []plan.Act, now time.Time) Acts {
	w := Acts{ServerTime: now, Grant: string(id), Acts: []Act{}}
	for _, a := range list {
		w.Acts = append(w.Acts, Act{a.At, a.Who, string(a.Kind), string(a.What), a.On})
	}
	return w
}

// List gives the entries, or problem.Malformed. What the app has no word for is kept: a member must see it all the same.
func (w Acts) List() ([]plan.Act, error) {
	var c check
	c.within(int64(len(w.Acts)), 0, mostEvents, "acts")
	out := make([]plan.Act, 0, len(w.Acts))
	for _, a := range w.Acts {
		c.that(!a.At.IsZero(), "at")
		c.that(a.Who != "", "who")
		c.that(a.Kind != "", "kind")
		out = append(out, plan.Act{At: a.At, Who: cut(a.Who), Kind: plan.RecordKind(cut(a.Kind)), What: plan.DeedKind(cut(a.What)), On: cut(a.On)})
	}
	return out, c.malformed("acts")
}
