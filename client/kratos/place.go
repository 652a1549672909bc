package kratos

import (
	"encoding/binary"
	"encoding/json"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// place is where a conversation stands. It travels in the handle of each step, whole, so that any step can be answered by
// whoever holds it, after a restart too, and an earlier one again.
type place struct {
	// token is the session's, once there is one; exchange and state are what a sign-in in the browser is finished with.
	token, exchange, state secret.Bytes

	Purpose plan.Purpose
	At      phase
	Number  int
	// Root names the conversation: its first flow.
	Root string
	// Flow takes the next answer; Query is how it was begun, where another may have to take its place.
	Flow, Query string
	// Owns: the conversation opened the session.
	Owns bool
	// Name is what the member typed, or whom a proof is for; Address where codes of a flow without ways go.
	Name, Address string
	Ways          []way `json:",omitempty"`
	Way           int
	Sent          time.Time `json:",omitzero"`
	Expires       time.Time `json:",omitzero"`
	// Providers are who else can say who the member is.
	Providers []plan.Provider `json:",omitempty"`
	// Codes: the sign-in takes a code in the place of the password, too.
	Codes, Shared bool
	// First is how the first proof of a recovery came: by e-mail, say, which is no second proof then. Empty: by a password.
	First plan.AuthenticatorKind `json:",omitempty"`
	// Later and LaterFlow are what the conversation was at before it asked for a proof.
	Later     phase  `json:",omitempty"`
	LaterFlow string `json:",omitempty"`
}

// phase is what an answer of the member is to.
type phase string

// The phases.
const (
	atPassword    phase = "password"
	atName        phase = "name"     // whom a code in the place of the password is for
	atNameCode    phase = "code"     // that code
	atChoose      phase = "choose"   // of the second proofs
	atProof       phase = "proof"    // the second proof chosen
	atAddress     phase = "address"  // whom a recovery is for
	atRecovery    phase = "recovery" // the code of a recovery
	atNewPassword phase = "new-password"
	atSecret      phase = "secret"
	atCodes       phase = "codes"
	atContact     phase = "contact"
	atConfirm     phase = "confirm" // the code sent to a new contact
	atBrowser     phase = "browser"
	atEnd         phase = "end"
)

// way is one second proof that the flow offers.
type way struct {
	Kind    plan.AuthenticatorKind
	Address string `json:",omitempty"` // bare; empty: nothing is sent
}

// version begins every handle of this format.
const version = 1

// handle writes the place down. The secrets go in as bytes; encoding/json sees none of them.
func (at place) handle() plan.Handle {
	rest, err := json.Marshal(at)
	if err != nil { // strings, numbers and times: it cannot
		return plan.Handle{}
	}
	out := make([]byte, 0, 1+3*binary.MaxVarintLen64+at.token.Len()+at.exchange.Len()+at.state.Len()+len(rest))
	out = append(out, version)
	for _, s := range []secret.Bytes{at.token, at.exchange, at.state} {
		out = binary.AppendUvarint(out, uint64(s.Len()))
		out = append(out, s.Reveal()...)
	}
	return plan.Handle{Bytes: secret.Of(append(out, rest...))}
}

// placeOf reads a handle; ok is false for one that was not written here. The place has copies, which are the caller's to
// clear.
func placeOf(h plan.Handle) (at place, ok bool) {
	in := h.Reveal()
	if len(in) == 0 || in[0] != version {
		return place{}, false
	}
	in = in[1:]
	for _, s := range []*secret.Bytes{&at.token, &at.exchange, &at.state} {
		n, used := binary.Uvarint(in)
		if used <= 0 || n > uint64(len(in)-used) {
			at.clear()
			return place{}, false
		}
		in = in[used:]
		*s, in = secret.Copy(in[:n]), in[n:]
	}
	if json.Unmarshal(in, &at) != nil || at.Way < 0 || at.Way >= max(len(at.Ways), 1) {
		at.clear()
		return place{}, false
	}
	return at, true
}

// clear erases the copies of what is secret.
func (at place) clear() {
	at.token.Clear()
	at.exchange.Clear()
	at.state.Clear()
}

// head is the head of the step at this place.
func (at place) head() plan.Head {
	return plan.Head{Purpose: at.Purpose, Handle: at.handle(), Number: at.Number, Back: true}
}

// to moves on to another question.
func (at place) to(next phase) place {
	at.At, at.Number = next, at.Number+1
	return at
}

// holding puts another token into the place, as a copy.
func (at place) holding(token secret.Bytes) place {
	old := at.token
	at.token = token.Clone()
	old.Clear()
	return at
}

// way is the one that was chosen.
func (at place) way() way {
	if at.Way < len(at.Ways) {
		return at.Ways[at.Way]
	}
	return way{Kind: plan.EmailCode, Address: at.Address}
}
