package mockplan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
)

// trust is one device that is asked for less.
type trust struct {
	id            plan.DeviceID
	member        *member
	device        string // as it names itself
	granted, used time.Time
}

// end is when the trust lapses by itself.
func (t *trust) end(rules plan.TrustRules) time.Time {
	return t.granted.AddDate(0, 0, rules.MaxAgeDays)
}

// trustsOf gives a member's trusted devices whose trust has not lapsed, oldest first.
func (p *Plan) trustsOf(m *member) []*trust {
	var out []*trust
	for _, t := range p.trusts {
		if t.member == m && p.now().Before(t.end(p.policy.TrustedDevice)) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *trust) int {
		return cmp.Or(a.granted.Compare(b.granted), strings.Compare(string(a.id), string(b.id)))
	})
	return out
}

// grantTrust trusts one more device; beyond the policy's number the oldest is forgotten.
func (p *Plan) grantTrust(m *member, device string) string {
	var oldest string
	devices := 0
	for token, t := range p.trusts {
		if t.member != m {
			continue
		}
		devices++
		if oldest == "" || t.granted.Before(p.trusts[oldest].granted) {
			oldest = token
		}
	}
	if devices > 0 && devices >= p.policy.TrustedDevice.MaxDevices {
		delete(p.trusts, oldest)
	}
	token := p.token(32)
	p.trusts[token] = &trust{plan.DeviceID(p.token(9)), m, device, p.now(), p.now()}
	p.note(m, plan.EventDeviceTrusted, device, "")
	return token
}

// trusted gives what came with the password and stands for a second factor, nil for nothing. What does not is not
// complained of: the member is simply asked.
func (p *Plan) trusted(m *member, a plan.NameAndPassword) *trust {
	t := p.trusts[string(a.Trust.Reveal())]
	if a.Shared || t == nil || t.member != m {
		return nil
	}
	_, expired := p.faults.on("trust.expired", m)
	_, revoked := p.faults.on("trust.revoked", m)
	if expired || revoked || !p.now().Before(t.end(p.policy.TrustedDevice)) {
		return nil
	}
	t.used = p.now()
	return t
}

// endTrusts forgets all of a member's trusted devices.
func (p *Plan) endTrusts(m *member) {
	for token, t := range p.trusts {
		if t.member == m {
			delete(p.trusts, token)
		}
	}
}
