package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the look over everything after "it wasn't me": each part is opened and found to be the member's own (E22).

func (s *security) showReview() {
	if s.ui.review == nil { // wanted by the plan since an earlier visit
		s.ui.review = s.newReview()
	}
	s.turn(s.reviewPage)
}

// newReview begins a look over the parts that the plan has in the app.
func (s *security) newReview() *account.Review {
	r := new(account.Review)
	for _, part := range account.Parts() {
		if !s.does(part) {
			r.Look(part)
		}
	}
	return r
}

// does reports whether a part can be looked over here; the ways to sign in always can.
func (s *security) does(part account.Part) bool {
	needs := map[account.Part]plan.Capability{account.Password: plan.CanChangePassword, account.Contacts: plan.CanContacts,
		account.Devices: plan.CanSessions, account.Codes: plan.CanRecoveryCodes}
	return part == account.SignIns || s.ui.plan.Document.Can(needs[part]).How == plan.InApp
}

func (s *security) reviewPage() wizard.Page {
	r := s.ui.review
	p := wizard.Page{Key: s.key("review", r.Left()), Title: s.say("review.title"), Lead: s.say("review.lead"), Body: s.reviewRows, Back: s.home}
	if r.Left() == 0 {
		p.Lead = s.say("review.done")
		p.Next = &wizard.Action{Label: s.say("review.end"), Do: s.endReview}
	}
	return p
}

func (s *security) reviewRows() fyne.CanvasObject {
	pages := map[account.Part]func(){account.Password: s.showPassword, account.Contacts: s.showContacts, account.SignIns: s.showWays,
		account.Devices: s.showDevices, account.Codes: s.showRecoveryCodes}
	var rows []fyne.CanvasObject
	for _, part := range account.Parts() {
		if !s.does(part) {
			continue
		}
		state := "review.open"
		if s.ui.review.Looked(part) {
			state = "review.looked"
		} else if part == account.Password {
			state = "review.password"
		}
		rows = append(rows, control.NewRow(s.say("security."+string(part)), s.say(state), pages[part]))
	}
	return control.NewGroup(s.say("review.title"), rows...)
}

// reviewed gives the page of a part its ways on. In a review the filled button says that all of it is the member's own, and
// Back leads to the list of parts.
func (s *security) reviewed(p *wizard.Page, part account.Part, ways ...wizard.Action) {
	if s.ui.review != nil {
		p.Back = s.showReview
		p.Next = &wizard.Action{Label: s.say("review.mine"), Do: func() {
			s.ui.review.Look(part)
			s.showReview()
		}}
		p.Others = ways
		return
	}
	if len(ways) > 0 {
		p.Next, p.Others = &ways[0], ways[1:]
	}
}

func (s *security) endReview() {
	s.ui.review = nil
	s.home()
}
