package kratos

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// remembered is how long what an answer led to is given again for the same answer to the same step.
const remembered = time.Minute

// twice gives the same answer the same result: Kratos would send a second code, or open a second session. Safe for concurrent
// use.
type twice struct {
	device clock.Clock
	key    []byte

	mu  sync.Mutex
	led map[string]led
}

// led is what an answer led to. Of the answer itself four bytes of a keyed sum are left: enough to tell two answers apart,
// and nothing that a password could be found by.
type led struct {
	sum  [4]byte
	step plan.Step
	at   time.Time
}

func newTwice(device clock.Clock) *twice {
	return &twice{device: device, key: []byte(rand.Text()), led: map[string]led{}}
}

// before gives what the same answer led to.
func (t *twice) before(at place, a plan.Answer) (plan.Step, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	had, is := t.led[at.root()]
	if !is || t.device.Now().Sub(had.at) > remembered || had.sum != t.sum(a) {
		return nil, false
	}
	return copied(had.step), true
}

// leads notes what an answer led to.
func (t *twice) leads(at place, a plan.Answer, step plan.Step) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.device.Now()
	for root, one := range t.led {
		if now.Sub(one.at) > remembered {
			one.clear()
			delete(t.led, root)
		}
	}
	t.led[at.root()] = led{t.sum(a), copied(step), now}
}

// forget lets go of a conversation.
func (t *twice) forget(root string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, one := range t.led {
		if at, ok := placeOf(one.step.At().Handle); ok && at.Root == root {
			at.clear()
			one.clear()
			delete(t.led, name)
		}
	}
}

func (l led) clear() {
	for _, s := range secretsOf(l.step) {
		s.Clear()
	}
}

// sum tells answers apart.
func (t *twice) sum(a plan.Answer) (out [4]byte) {
	h := hmac.New(sha256.New, t.key)
	add := func(parts ...[]byte) {
		for _, p := range parts {
			_ = binary.Write(h, binary.BigEndian, uint64(len(p)))
			_, _ = h.Write(p)
		}
	}
	_, _ = fmt.Fprintf(h, "%T", a)
	switch a := a.(type) {
	case plan.NameAndPassword:
		add([]byte(a.Name), a.Password.Reveal(), fmt.Append(nil, a.Shared))
	case plan.CodeTyped:
		add(a.Code.Reveal())
	case plan.RecoveryCodeTyped:
		add(a.Code.Reveal())
	case plan.NewPasswordTyped:
		add(a.Password.Reveal(), fmt.Append(nil, a.EndOthers))
	case plan.ShowSecretConfirmed:
		add(a.Code.Reveal())
	case plan.Arrived:
		add(a.Address.Reveal())
	default: // nothing secret is in it
		add(fmt.Append(nil, a))
	}
	copy(out[:], h.Sum(nil))
	return out
}

// secretsOf gives what a step shows or brings that is the taker's to clear.
func secretsOf(step plan.Step) []secret.Bytes {
	switch s := step.(type) {
	case plan.Done:
		return []secret.Bytes{s.Session.Token}
	case plan.ShowSecret:
		return []secret.Bytes{s.Secret}
	case plan.ShowRecoveryCodes:
		return s.Codes
	case plan.OpenBrowser:
		return []secret.Bytes{s.State}
	}
	return nil
}

// copied gives a step with secrets of its own: whoever has the other clears it.
func copied(step plan.Step) plan.Step {
	switch s := step.(type) {
	case plan.Done:
		s.Session.Token = s.Session.Token.Clone()
		return s
	case plan.ShowSecret:
		s.Secret = s.Secret.Clone()
		return s
	case plan.ShowRecoveryCodes:
		codes := make([]secret.Bytes, len(s.Codes))
		for i, c := range s.Codes {
			codes[i] = c.Clone()
		}
		s.Codes = codes
		return s
	case plan.OpenBrowser:
		s.State = s.State.Clone()
		return s
	}
	return step
}
