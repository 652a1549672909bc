package plan

import "vestibule/app/secret"

// ShowRecoveryCodes hands out look-up secrets, once (NIST SP 800-63B, section 3.1.2). They count when the member says that
// they are kept; until then the set before goes on.
type ShowRecoveryCodes struct {
	Head
	// Codes are as they are printed, with dashes. They are cleared when the conversation leaves the step.
	Codes []secret.Bytes
	// Replaces is how many unused codes of the set before end with this.
	Replaces int
}

// Kind is KindShowRecoveryCodes.
func (ShowRecoveryCodes) Kind() Kind { return KindShowRecoveryCodes }

// Accepts reports whether a is a ShowRecoveryCodesAnswer.
func (ShowRecoveryCodes) Accepts(a Answer) bool { _, ok := a.(ShowRecoveryCodesAnswer); return ok }

// ShowRecoveryCodesAnswer is what ShowRecoveryCodes takes.
type ShowRecoveryCodesAnswer interface {
	Answer
	showRecoveryCodes()
}

// RecoveryCodesKept says that they are written down.
type RecoveryCodesKept struct{ plain }

func (RecoveryCodesKept) showRecoveryCodes() {}
