package mockplan

import "vestibule/app/plan"

// note writes one line of a member's activity log: what happened, on which device, and about what (masked).
func (p *Plan) note(m *member, what plan.EventWhat, device, hint string) {}

// tellAll tells a member of a change at every contact on file and at the others given in full: the old ones of a change
// (NIST SP 800-63B, section 4.6).
func (p *Plan) tellAll(m *member, w words, others ...string) { p.notify(m, w) }
