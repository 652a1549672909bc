package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"vestibule/app/account"
	"vestibule/app/plan"
	"vestibule/ui/wizard"
)

// This file is the member at one plan. Several plans stand side by side: each has its own screen, conversation and
// account, and one of them is drawn.

// seat is all that belongs to one plan and not to this device. What happens at a plan that is not on screen happens at its
// seat, and is there to be seen when the member comes back.
type seat struct {
	// number tells pages of one seat from those of another; the first is 0.
	number int
	plan   *plan.Plan // nil until one is open
	// address is what the plan was opened by; empty: it is the bundled one.
	address string
	// added: it was put on the list since the program began.
	added bool
	kept  keeping
	// bared: the screen stands for one that a lock took away.
	bared bool
	talk  *conversation // nil when nobody is signing in
	// resume is what of it outlives the app.
	resume resuming
	// help is what is noted for a person at the plan.
	help help
	// said is what came of the last act, until another screen is shown.
	said *wizard.Notice
	// unheard are the requests for an approval that are not to be shown again; approval is the page of one, nil: none is on
	// screen.
	unheard  map[plan.ApprovalID]bool
	approval *approvalPage
	// account is who is signed in; the card in it stays readable without a connection.
	account plan.Account
	// resting: what takes the session up again rests in the vault.
	resting bool
	// renewals counts them, so that one that comes late is dropped.
	renewals int
	// owing: the plan was not yet told of a sign-out. wiped: the last session was on a shared device.
	owing, wiped bool
	// farewellPage is where the plan ends what it has in the browser; empty: nowhere.
	farewellPage string
	// want is what to show after sign-in, place what of it is on screen; empty: the home.
	want, place plan.RecordKind
	status      plan.Status
	// statusUnknown: the plan's status could not be had when it was last asked for.
	statusUnknown bool
	// outlook is what the home says of what would lock the member out next.
	outlook outlook
	// whose is whose records the member may see, and whose is on screen.
	whose whose
	// invited is an invitation that came before anybody was signed in; empty: none.
	invited string
	// review is what was looked over since the member said "it wasn't me"; nil: there is nothing to look over.
	review *account.Review
	// names have signed in since the program began.
	names []string

	// screen draws what is shown now, over what lies over it for a while (nil: nothing); lifted clears what that held.
	screen, over func() wizard.Page
	lifted       func()
	// visit numbers the screens, so that what comes late for an earlier one is dropped.
	visit  int
	cancel []func() // what is on its way for the present screen
	// plainFoot stands under every page, lockedFoot where the member is locked out, gateFoot before a vault that is shut.
	plainFoot, lockedFoot, gateFoot fyne.CanvasObject
}

// at does something at a seat, and draws nothing of it unless that seat is on screen.
func (u *UI) at(s *seat, do func()) {
	if s == u.seat {
		do()
		return
	}
	shown, passwords := u.seat, u.say.passwords
	u.elsewhere++
	u.sit(s)
	do()
	u.seat, u.say.passwords = shown, passwords
	u.elsewhere--
}

// atEach does something at every seat.
func (u *UI) atEach(do func()) {
	for _, s := range u.seats {
		u.at(s, do)
	}
}

// sit makes a seat the present one, without drawing it.
func (u *UI) sit(s *seat) {
	u.seat, u.say.passwords = s, plan.PasswordRules{}
	if s.plan != nil {
		u.say.passwords = s.plan.Document.Policy.Password
	}
}

// poster gives what brings a function onto the UI thread, to the seat that is the present one now.
func (u *UI) poster() func(func()) {
	here := u.seat
	return func(do func()) {
		u.cfg.Post(func() { u.at(here, do) })
	}
}

// seatOf gives the seat at a plan; nil: there is none.
func (u *UI) seatOf(key plan.Key) *seat {
	for _, s := range u.seats {
		if s.plan != nil && s.plan.Key == key {
			return s
		}
	}
	return nil
}

// move draws another seat. What lay over the one before, and a list of codes, is put away first.
func (u *UI) move(to *seat) {
	u.forgetCodes()
	u.lift()
	u.sit(to)
	u.dress()
	u.redraw()
}

// dress puts what surrounds every page of the open plan around it.
func (u *UI) dress() {
	u.wearWhose()
	if u.plan == nil {
		u.frame.SetTop(nil)
		u.frame.SetBanner(nil)
		u.frame.SetSide(nil)
		return
	}
	u.frame.SetTop(u.top())
	u.frame.SetBanner(u.banner())
	u.frame.SetSide(u.side())
}

// leaveOthers ends what is open at the plans that are not on screen. A seat stays where its plan may still have to be told.
func (u *UI) leaveOthers() {
	for _, s := range slices.Clone(u.seats) {
		if s == u.seat {
			continue
		}
		in := false
		u.at(s, func() {
			in = u.signedIn()
			u.standUp()
		})
		if !in {
			u.leaveSeat(s)
		}
	}
}

// standUp ends what is open at the present seat, and forgets whose it was.
func (u *UI) standUp() {
	u.lift()
	u.leaveConversation()
	if u.signedIn() {
		u.signOut()
	}
	u.kept.clear()
	u.kept, u.account, u.want, u.names = keeping{}, plan.Account{}, "", nil
}

// newSeat goes to a seat where no plan is open yet: the present one, or one more.
func (u *UI) newSeat() {
	if u.plan == nil {
		return
	}
	number := 0
	for _, s := range u.seats {
		number = max(number, s.number)
	}
	s := &seat{number: number + 1}
	u.seats = append(u.seats, s)
	u.move(s)
}

// leaveSeat takes a seat away for good; there is always one.
func (u *UI) leaveSeat(s *seat) {
	u.seats = slices.DeleteFunc(u.seats, func(other *seat) bool { return other == s })
	if len(u.seats) == 0 {
		u.seats = []*seat{{number: s.number + 1}}
	}
	if u.seat == s {
		u.sit(u.seats[0])
	}
}
