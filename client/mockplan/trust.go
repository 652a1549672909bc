package mockplan

import (
	"time"

	"vestibule/app/plan"
)

// trust is one device that is asked for less.
type trust struct {
	member  *member
	granted time.Time
}

// grantTrust trusts one more device; beyond the policy's number the oldest is forgotten.
func (p *Plan) grantTrust(m *member) string {
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
	p.trusts[token] = &trust{m, p.now()}
	return token
}

// trusted reports whether what came with the password stands for a second factor. What does not is not complained of:
// the member is simply asked.
func (p *Plan) trusted(m *member, a plan.NameAndPassword) bool {
	t := p.trusts[string(a.Trust.Reveal())]
	if a.Shared || t == nil || t.member != m {
		return false
	}
	_, expired := p.faults.on("trust.expired", m)
	_, revoked := p.faults.on("trust.revoked", m)
	end := t.granted.AddDate(0, 0, p.policy.TrustedDevice.MaxAgeDays)
	return !expired && !revoked && p.now().Before(end)
}

// endTrusts forgets all of a member's trusted devices.
func (p *Plan) endTrusts(m *member) {
	for token, t := range p.trusts {
		if t.member == m {
			delete(p.trusts, token)
		}
	}
}
