package mockplan

import (
	"fmt"
	"time"
)

// remind tells members whose account is about to lapse, by the policy's days (S156). The plan has no clockwork: what is due
// is written when somebody looks at what was sent.
func (p *Plan) remind() {
	rules := p.policy.Inactivity
	for _, m := range p.members {
		if m.activation.state != active || m.lastSignIn.IsZero() || p.standingOf(m).why != "" {
			continue
		}
		idle := int(p.now().Sub(m.lastSignIn) / day)
		due := 0
		for _, after := range rules.WarnDays {
			if idle >= after {
				due = max(due, after)
			}
		}
		if due > m.reminded {
			m.reminded = due
			p.tellAll(m, reminderWords(m.lastSignIn.AddDate(0, 0, rules.DeactivateDays)))
		}
	}
}

func reminderWords(end time.Time) words {
	return words{subject: "Please sign in soon", body: fmt.Sprintf("You have not signed in to your %s account for a long time. Please sign in before %s, "+
		"or it closes. You can open it again then.", planName, end.Format("January 2, 2006"))}
}
