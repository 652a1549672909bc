package oidc

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"time"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// talk is one conversation: all of it, so that it can be taken up again from its handle alone.
type talk struct {
	purpose plan.Purpose
	// session is the one that a step-up is for; empty: none.
	session plan.SessionID
	began   time.Time // by the plan's clock
	number  int
	// client is who we are in it, redirect where the browser comes back to.
	client, redirect string
	// state, nonce and verifier are 256 bits of chance each, as text.
	state, nonce, verifier secret.Bytes
	// device is the way over another device, once it was asked for.
	device grant
}

// grant is a device grant under way (RFC 8628, section 3.2).
type grant struct {
	code             secret.Bytes
	user, page, link string
	expires          time.Time
	every            time.Duration
}

// begin gives a fresh conversation. What chance there is not is an error: a state that can be guessed is worse than none.
func newTalk(purpose plan.Purpose, chance io.Reader, now time.Time) (talk, error) {
	t := talk{purpose: purpose, began: now, number: 1}
	for _, to := range []*secret.Bytes{&t.state, &t.nonce, &t.verifier} {
		var raw [32]byte
		if _, err := io.ReadFull(chance, raw[:]); err != nil {
			return talk{}, err
		}
		*to = secret.Of(base64.RawURLEncoding.AppendEncode(nil, raw[:])) // 43 characters (RFC 7636, section 4.1)
		clear(raw[:])
	}
	return t, nil
}

// The form of a handle: a version, and fields that each say how long they are; base64, because a handle may travel as text.
const (
	talkVersion  = 1
	talkFields   = 14
	longestField = 8 << 10
)

var errHandle = errors.New("oidc: not a handle of ours")

// handle gives what takes the conversation up again.
func (t talk) handle() plan.Handle {
	raw := pack(talkVersion,
		[]byte(t.purpose), []byte(t.session), number(t.began.UnixMilli()), number(int64(t.number)), []byte(t.client), []byte(t.redirect),
		t.state.Reveal(), t.nonce.Reveal(), t.verifier.Reveal(),
		t.device.code.Reveal(), []byte(t.device.user), []byte(t.device.page), []byte(t.device.link),
		append(number(t.device.expires.UnixMilli()), number(int64(t.device.every))...))
	defer clear(raw)
	return plan.Handle{Bytes: secret.Of(base64.RawURLEncoding.AppendEncode(nil, raw))}
}

// taken reads a handle.
func taken(h plan.Handle) (talk, error) {
	raw, err := base64.RawURLEncoding.AppendDecode(nil, h.Reveal())
	defer clear(raw)
	if err != nil {
		return talk{}, errHandle
	}
	f, err := unpack(talkVersion, talkFields, raw)
	if err != nil || len(f[2]) != 8 || len(f[3]) != 8 || len(f[13]) != 16 || len(f[6]) == 0 || len(f[7]) == 0 || len(f[8]) == 0 {
		return talk{}, errHandle
	}
	t := talk{
		purpose: plan.Purpose(f[0]), session: plan.SessionID(f[1]), began: time.UnixMilli(numbered(f[2])).UTC(), number: int(numbered(f[3])),
		client: string(f[4]), redirect: string(f[5]), state: secret.Copy(f[6]), nonce: secret.Copy(f[7]), verifier: secret.Copy(f[8]),
	}
	if len(f[9]) > 0 {
		t.device = grant{secret.Copy(f[9]), string(f[10]), string(f[11]), string(f[12]), time.UnixMilli(numbered(f[13][:8])).UTC(),
			time.Duration(numbered(f[13][8:]))}
	}
	return t, nil
}

func (t talk) head() plan.Head {
	return plan.Head{Purpose: t.purpose, Handle: t.handle(), Number: t.number}
}

// clear erases what is secret in it.
func (t talk) clear() {
	for _, s := range []secret.Bytes{t.state, t.nonce, t.verifier, t.device.code} {
		s.Clear()
	}
}

func number(n int64) []byte   { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
func numbered(b []byte) int64 { return int64(binary.BigEndian.Uint64(b)) }
func sized(fields [][]byte) (n int) {
	for _, f := range fields {
		n += len(f) + binary.MaxVarintLen32
	}
	return n + 1
}

// pack joins fields into one buffer that is never grown, so that no copy of a secret is left.
func pack(version byte, fields ...[]byte) []byte {
	out := append(make([]byte, 0, sized(fields)), version)
	for _, f := range fields {
		out = append(binary.AppendUvarint(out, uint64(len(f))), f...)
	}
	return out
}

// unpack takes them apart; the fields share the memory of raw.
func unpack(version byte, count int, raw []byte) ([][]byte, error) {
	if len(raw) == 0 || raw[0] != version {
		return nil, errHandle
	}
	raw = raw[1:]
	var out [][]byte
	for len(out) < count {
		size, n := binary.Uvarint(raw)
		if n <= 0 || size > longestField || uint64(len(raw)-n) < size {
			return nil, errHandle
		}
		out, raw = append(out, raw[n:n+int(size)]), raw[n+int(size):]
	}
	if len(raw) > 0 {
		return nil, errHandle
	}
	return out, nil
}
