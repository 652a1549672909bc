package diagnose

import (
	"time"

	"vestibule/app/problem"
)

// Class is where the cause lies: the first line of every verdict (catalogue S059).
type Class string

// The classes.
const (
	Account Class = "account" // what is typed, proved or locked
	Device  Class = "device"  // this app, and what it runs on
	Network Class = "network" // what lies between
	Service Class = "service" // the plan itself
	Unclear Class = "unclear" // none of what can be looked at
)

// Cause is what is wrong; it is the key of its words.
type Cause string

// The causes, by class.
const (
	Locked        Cause = "locked"
	LockedCodes   Cause = "locked-codes"
	Held          Cause = "held" // only a person, or two proofs, can open it
	Asleep        Cause = "asleep"
	NotActivated  Cause = "not-activated"
	OtherPage     Cause = "other-page"     // the account belongs to another sign-in page
	PasswordNewer Cause = "password-newer" // it was changed after the last good sign-in here
	WrongName     Cause = "name"
	WrongPassword Cause = "password"
	LostProof     Cause = "proof-lost"
	LateCode      Cause = "code-late"
	RefusedCode   Cause = "code-refused"
	OtherPlan     Cause = "other-plan"

	AppTooOld  Cause = "app-old"
	ClockWrong Cause = "clock"
	OnlyHere   Cause = "only-here" // it works on another device

	NotReached Cause = "not-reached"

	Outage      Cause = "outage"
	Maintenance Cause = "maintenance"
	Trouble     Cause = "trouble" // it answers, and makes no sense

	Unknown Cause = "unknown"
)

// Fix is the one thing to do.
type Fix string

// The fixes. Each leads to a way that the app has already; Person is the one that is always there.
const (
	GoBack        Fix = "go-back" // to the page, to try once more
	WaitForIt     Fix = "wait"
	ResetPassword Fix = "reset-password"
	FindName      Fix = "find-name"
	LiftLock      Fix = "lift-lock"
	ReplaceProof  Fix = "replace-proof"
	AnotherProof  Fix = "another-proof"
	ActivateIt    Fix = "activate"
	WakeUp        Fix = "wake-up"
	SetClock      Fix = "set-clock"
	UpdateApp     Fix = "update"
	PickPlan      Fix = "pick-plan"
	Person        Fix = "person"
)

// Verdict is what was found.
type Verdict struct {
	Class Class
	Cause Cause
	Fix   Fix
	// Until is when it ends by itself, by the plan's clock; zero: not told.
	Until time.Time
}

// causes gives each cause its class and its fix.
var causes = map[Cause]Verdict{
	Locked: {Class: Account, Fix: LiftLock}, LockedCodes: {Class: Account, Fix: ReplaceProof}, Held: {Class: Account, Fix: Person},
	Asleep: {Class: Account, Fix: WakeUp}, NotActivated: {Class: Account, Fix: ActivateIt}, OtherPage: {Class: Account, Fix: Person},
	PasswordNewer: {Class: Account, Fix: ResetPassword}, WrongName: {Class: Account, Fix: FindName},
	WrongPassword: {Class: Account, Fix: ResetPassword}, LostProof: {Class: Account, Fix: ReplaceProof},
	LateCode: {Class: Account, Fix: AnotherProof}, RefusedCode: {Class: Account, Fix: AnotherProof}, OtherPlan: {Class: Account, Fix: PickPlan},
	AppTooOld: {Class: Device, Fix: UpdateApp}, ClockWrong: {Class: Device, Fix: SetClock}, OnlyHere: {Class: Device, Fix: GoBack},
	NotReached: {Class: Network, Fix: GoBack},
	Outage:     {Class: Service, Fix: WaitForIt}, Maintenance: {Class: Service, Fix: WaitForIt}, Trouble: {Class: Service, Fix: WaitForIt},
	Unknown: {Class: Unclear, Fix: Person},
}

// Causes is every cause.
func Causes() []Cause {
	return []Cause{Locked, LockedCodes, Held, Asleep, NotActivated, OtherPage, PasswordNewer, WrongName, WrongPassword, LostProof, LateCode,
		RefusedCode, OtherPlan, AppTooOld, ClockWrong, OnlyHere, NotReached, Outage, Maintenance, Trouble, Unknown}
}

// Fixes is every fix.
func Fixes() []Fix {
	return []Fix{GoBack, WaitForIt, ResetPassword, FindName, LiftLock, ReplaceProof, AnotherProof, ActivateIt, WakeUp, SetClock, UpdateApp,
		PickPlan, Person}
}

// Of gives the verdict of a cause.
func Of(c Cause) Verdict {
	v := causes[c]
	v.Cause = c
	return v
}

// until gives the verdict with the end that a problem names.
func (v Verdict) until(p *problem.Problem) Verdict {
	v.Until = p.Until
	return v
}
