package vault

import (
	"encoding/binary"
	"encoding/hex"
	"time"

	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// CodeID names a code in its vault, for ever: 32 hexadecimal digits.
type CodeID string

// Place is where a code belongs: one member of one plan, zero: no plan. What belongs to one place is one section of the
// vault, with a key of its own.
type Place struct {
	Plan    plan.Key
	Subject plan.MemberID
}

// Code is everything about a one-time code but the secret.
type Code struct {
	ID              CodeID
	Place           Place
	Issuer, Account string
	Type            otp.Type
	Algorithm       otp.Algorithm
	Digits          int
	Period          time.Duration
	// Counter is of HOTP: the one the next code is made with.
	Counter uint64
	// Group is what the member files it under; empty: nothing.
	Group string
	// Added, LastUsed and Removed are zero where it was not, to the millisecond.
	Added, LastUsed, Removed time.Time
	Uses                     int
	// Authenticator is what the plan calls it, where it is bound to a sign-in.
	Authenticator plan.AuthenticatorID
	// Pending: the plan has not confirmed yet that it knows this code.
	Pending bool
	// Unusable says why no codes can be made of it; it is kept all the same. Empty: they can.
	Unusable otp.Reason
}

// The records of a code.
const (
	tagCodeID        tag = 1
	tagIssuer        tag = 2
	tagAccount       tag = 3
	tagType          tag = 4
	tagAlgorithm     tag = 5
	tagDigits        tag = 6
	tagPeriod        tag = 7 // nanoseconds
	tagCounter       tag = 8
	tagSecret        tag = 9
	tagGroup         tag = 10
	tagAdded         tag = 11 // milliseconds since 1970, as the other times
	tagUsed          tag = 12
	tagRemoved       tag = 13
	tagUses          tag = 14
	tagAuthenticator tag = 15
	tagPending       tag = 16
	tagUnusable      tag = 17
)

// held is a code as it rests: with its secret, and with what a newer app has added to it.
type held struct {
	Code
	secret  secret.Bytes
	unknown []record
}

// key gives what the code is made of; the secret is not a copy.
func (h *held) key() otp.Key {
	return otp.Key{Type: h.Type, Issuer: h.Issuer, Account: h.Account, Algorithm: h.Algorithm, Digits: h.Digits,
		Period: h.Period, Counter: h.Counter, Secret: h.secret}
}

// clear erases the secret and what is not known of it.
func (h *held) clear() {
	h.secret.Clear()
	wipe(h.unknown)
}

// size is how many bytes the records of a code take.
func (h *held) size() int {
	w := writer{counting: true}
	h.write(&w)
	return w.size
}

// append appends the code's records.
func (h *held) append(out []byte) []byte {
	w := writer{out: out}
	h.write(&w)
	return w.out
}

// write writes the code's records, by their tags. What is empty or zero takes no room.
func (h *held) write(w *writer) {
	var id [idSize]byte
	_, _ = hex.Decode(id[:], []byte(h.ID)) // it was made by nameOf
	w.bytes(tagCodeID, id[:])
	w.text(tagIssuer, h.Issuer)
	w.text(tagAccount, h.Account)
	w.text(tagType, string(h.Type))
	w.text(tagAlgorithm, string(h.Algorithm))
	w.number(tagDigits, uint64(h.Digits))
	w.number(tagPeriod, uint64(h.Period))
	w.number(tagCounter, h.Counter)
	w.bytes(tagSecret, h.secret.Reveal())
	w.text(tagGroup, h.Group)
	w.moment(tagAdded, h.Added)
	w.moment(tagUsed, h.LastUsed)
	w.moment(tagRemoved, h.Removed)
	w.number(tagUses, uint64(h.Uses))
	w.text(tagAuthenticator, string(h.Authenticator))
	w.flag(tagPending, h.Pending)
	w.text(tagUnusable, string(h.Unusable))
	for _, r := range h.unknown {
		w.record(r)
	}
}

// fields are the records of a code that this app knows, by tag.
type fields [tagUnusable + 1][]byte

// readCode reads a code and copies what it keeps. One without a name, with a field twice, or with a number of another size
// is broken.
func readCode(data []byte, place Place) (*held, error) {
	list, err := records(data)
	if err != nil || sizeOf(list) != len(data) {
		return nil, errBroken
	}
	var f fields
	h := &held{}
	for _, r := range list {
		if int(r.tag) >= len(f) {
			h.unknown = append(h.unknown, r.clone())
			continue
		}
		if f[r.tag] != nil || len(r.data) == 0 {
			h.clear()
			return nil, errBroken
		}
		f[r.tag] = r.data
	}
	if !f.numbers() {
		h.clear()
		return nil, errBroken
	}
	h.Code, h.secret = f.code(place), secret.Copy(f[tagSecret])
	return h, nil
}

// numbers reports whether what has one size has it.
func (f *fields) numbers() bool {
	for _, t := range []tag{tagDigits, tagPeriod, tagCounter, tagAdded, tagUsed, tagRemoved, tagUses} {
		if f[t] != nil && len(f[t]) != 8 {
			return false
		}
	}
	return len(f[tagCodeID]) == idSize && len(f[tagPending]) <= 1
}

func (f *fields) number(t tag) uint64 {
	if f[t] == nil {
		return 0
	}
	return binary.BigEndian.Uint64(f[t])
}

func (f *fields) moment(t tag) time.Time {
	if f[t] == nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(f.number(t))).UTC()
}

func (f *fields) code(place Place) Code {
	return Code{
		ID: nameOf(f[tagCodeID]), Place: place, Issuer: string(f[tagIssuer]), Account: string(f[tagAccount]),
		Type: otp.Type(f[tagType]), Algorithm: otp.Algorithm(f[tagAlgorithm]), Digits: int(f.number(tagDigits)),
		Period: time.Duration(f.number(tagPeriod)), Counter: f.number(tagCounter), Group: string(f[tagGroup]),
		Added: f.moment(tagAdded), LastUsed: f.moment(tagUsed), Removed: f.moment(tagRemoved), Uses: int(f.number(tagUses)),
		Authenticator: plan.AuthenticatorID(f[tagAuthenticator]), Pending: len(f[tagPending]) == 1,
		Unusable: otp.Reason(f[tagUnusable]),
	}
}

// nameOf writes 16 bytes as the name of a code.
func nameOf(id []byte) CodeID { return CodeID(hex.EncodeToString(id)) }
