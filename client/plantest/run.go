package plantest

import (
	"slices"
	"testing"

	"vestibule/app/plan"
)

// Run plays the contract, or only the parts of these names. create is called for each part: parts know nothing of each other,
// though a world may share its server with the one before.
func Run(t *testing.T, create func(testing.TB) World, only ...string) {
	create(t).Plan(t) // without one nothing else is worth telling
	for _, part := range []struct {
		name string
		play func(*hand)
	}{
		{"says what it is", documentIsSane},
		{"what it cannot it says", purposesAreAsSaid},
		{"ports are as said", portsAreAsSaid},
		{"sign-in", signsIn},
		{"a wrong password", wrongPassword},
		{"going back in the browser", wentBack},
		{"a text message", func(h *hand) { second(h, plan.SMS) }},
		{"a code by e-mail", func(h *hand) { second(h, plan.EmailCode) }},
		{"an authenticator app", func(h *hand) { second(h, plan.TOTP) }},
		{"a recovery code", func(h *hand) { second(h, plan.RecoveryCodes) }},
		{"a new code ends the old", resend},
		{"another way", anotherWay},
		{"step-up", stepUp},
		{"sessions", sessions},
		{"ending all others", endOthers},
		{"recovery", recovery},
		{"recovery of nobody", recoveryOfNobody},
		{"binding", bind},
		{"binding given up", bindGivenUp},
		{"new recovery codes", newRecoveryCodes},
		{"a new contact", addContact},
		{"a new password", changePassword},
		{"sign-out", signOut},
		{"a session that never was", noSession},
		{"taken up again", resume},
		{"given up", abandon},
		{"given up at the end", abandonDone},
		{"said twice", repeated},
		{"said late", late},
		{"acting for somebody", actsFor},
		{"an invitation", invitation},
		{"an invitation that is over", invitationOver},
		{"an invitation taken back", invitationTakenBack},
		{"a grant ends", grantEnds},
		{"a grant changes", grantChanges},
		{"a grant of others", grantOfOthers},
		{"asking for a grant", wish},
		{"papers", papers},
		{"a deed", deedOnce},
		{"a deed for somebody", deedFor},
		{"a hand-off", handsOff},
		{"a hand-off that asks", handOffAsks},
		{"a hand-off that is over", handOffOver},
	} {
		if len(only) > 0 && !slices.Contains(only, part.name) {
			continue
		}
		t.Run(part.name, func(t *testing.T) {
			h := newHand(t, create(t))
			part.play(h)
			h.nothingPrinted()
		})
	}
}
