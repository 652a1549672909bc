package plantest

import (
	"context"
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// hand is a member at the plan, who answers what is asked. It goes through the ports alone, and notes everything that came,
// so that no secret is printed by any of it.
type hand struct {
	t    testing.TB
	w    World
	plan *plan.Plan
	m    *Member
	// by is the way that is chosen where there are more; empty: the first.
	by plan.AuthenticatorKind
	// newPassword is given where one is asked for.
	newPassword string
	// newContact is given where one is asked for.
	newContact plan.ContactTyped

	due     int                                // how many codes will have been sent
	sent    map[plan.AuthenticatorID]time.Time // when the newest of each went out
	seen    []any
	secrets [][]byte
}

func newHand(t testing.TB, w World) *hand {
	return &hand{t: t, w: w, plan: w.Plan(t), newPassword: "Marble-Garden-2731", sent: map[plan.AuthenticatorID]time.Time{}}
}

// can skips the part where the plan says that it cannot, and counts what it does in the browser only as that.
func (h *hand) can(what plan.Capability) {
	h.t.Helper()
	if how := h.plan.Document.Can(what).How; how != plan.InApp {
		h.t.Skipf("this plan says it cannot: %s", what)
	}
}

// native skips the part where members type nothing here: they are at the provider's own page.
func (h *hand) native() {
	h.t.Helper()
	if _, elsewhere := h.begin(plan.SignIn, nil).(plan.OpenBrowser); elsewhere {
		h.t.Skip("members of this plan sign in at a page of its own")
	}
}

// member makes the member of this part, or skips it.
func (h *hand) member(ways ...plan.AuthenticatorKind) {
	h.t.Helper()
	if !h.found(ways...) {
		h.t.Skipf("this plan has no members with %v", ways)
	}
}

// found makes the member of this part, where this kind of plan has such.
func (h *hand) found(ways ...plan.AuthenticatorKind) bool {
	h.t.Helper()
	m := h.w.Member(h.t, ways...)
	if m == nil {
		return false
	}
	h.m, h.by = m, ""
	if len(ways) > 0 {
		h.by = ways[0]
	}
	h.secret([]byte(m.Password), m.App)
	for _, code := range m.Recovery {
		h.secret([]byte(code))
	}
	return true
}

// anyMember makes the plainest member that this kind of plan has.
func (h *hand) anyMember() {
	h.t.Helper()
	if !h.found() && !h.found(plan.SMS) && !h.found(plan.TOTP) {
		h.t.Fatal("nobody can sign in here")
	}
}

// careful makes a member with one more proof than the password, where the plan has such.
func (h *hand) careful() {
	h.t.Helper()
	if !h.found(plan.SMS) && !h.found(plan.TOTP) && !h.found() {
		h.t.Fatal("nobody can sign in here")
	}
}

// secret notes what must never be printed.
func (h *hand) secret(secrets ...[]byte) {
	for _, s := range secrets {
		if len(s) > 0 {
			h.secrets = append(h.secrets, slices.Clone(s))
		}
	}
}

// begin opens a conversation.
func (h *hand) begin(purpose plan.Purpose, session *plan.Session) plan.Step {
	h.t.Helper()
	h.count()
	step, err := h.plan.Identity.Begin(h.t.Context(), purpose, session)
	if err != nil || step == nil {
		h.t.Fatalf("%s cannot be begun: %v", purpose, err)
	}
	h.saw(step, err)
	h.expectCode(step)
	return step
}

// submit answers and notes what came of it.
func (h *hand) submit(step plan.Step, answer plan.Answer) (plan.Step, error) {
	h.t.Helper()
	if !step.Accepts(answer) {
		h.t.Fatalf("%s does not take a %T", step.Kind(), answer)
	}
	if _, typed := answer.(plan.CodeTyped); !typed {
		h.count()
	}
	next, err := h.plan.Identity.Submit(h.t.Context(), step, answer)
	h.saw(next, err)
	if err == nil {
		h.expectCode(next)
	}
	return next, err
}

// accepted is submit of what must be right.
func (h *hand) accepted(step plan.Step, answer plan.Answer) plan.Step {
	h.t.Helper()
	next, err := h.submit(step, answer)
	if err != nil || next == nil {
		h.t.Fatalf("%s refused a %T: %v", step.Kind(), answer, err)
	}
	return next
}

// refused is submit of what must be refused, with one of these problems, and with the step that now stands.
func (h *hand) refused(step plan.Step, answer plan.Answer, codes ...problem.Code) plan.Step {
	h.t.Helper()
	next, err := h.submit(step, answer)
	p := problem.Of(err)
	switch {
	case err == nil:
		h.t.Fatalf("%s took a wrong %T and went on to %s", step.Kind(), answer, next.Kind())
	case !slices.Contains(codes, p.Code):
		h.t.Fatalf("%s refused a %T with %v, want one of %v", step.Kind(), answer, err, codes)
	case next == nil:
		h.t.Fatalf("%s refused a %T with %v, and leaves nothing to answer", step.Kind(), answer, err)
	}
	return next
}

// count notes how many codes there are, so that one that is still on its way is told from the one before it.
func (h *hand) count() {
	if h.m != nil {
		h.due = len(h.codes(0))
	}
}

// expectCode counts the code that a step says was sent; one that it has told of before is not a new one.
func (h *hand) expectCode(step plan.Step) {
	code, is := step.(plan.Code)
	if !is || h.m == nil || !code.Authenticator.Kind.Sent() {
		return
	}
	if code.Sent.IsZero() || !code.Sent.Equal(h.sent[code.Authenticator.ID]) {
		h.due++
	}
	h.sent[code.Authenticator.ID] = code.Sent
}

// codes are those sent to the member, once there are at least n.
func (h *hand) codes(n int) []string {
	h.t.Helper()
	ctx, stop := context.WithTimeout(h.t.Context(), patience)
	defer stop()
	codes, err := h.w.Codes(ctx, h.m, n)
	if err != nil {
		h.t.Fatalf("of %d codes %d were sent: %v", n, len(codes), err)
	}
	for _, code := range codes {
		h.secret([]byte(code))
	}
	return codes
}

// newest is the newest code that was sent.
func (h *hand) newest() string {
	h.t.Helper()
	codes := h.codes(max(1, h.due))
	return codes[len(codes)-1]
}

// saw notes what a plan gave, and its secrets.
func (h *hand) saw(step plan.Step, err error) {
	if err != nil {
		h.seen = append(h.seen, err, problem.Of(err))
	}
	if step == nil {
		return
	}
	h.seen = append(h.seen, step)
	h.secret(step.At().Handle.Reveal())
	switch s := step.(type) {
	case plan.Done:
		h.secret(s.Session.Token.Reveal(), s.Trust.Reveal())
	case plan.ShowSecret:
		h.secret(s.Secret.Reveal())
	case plan.ShowRecoveryCodes:
		for _, code := range s.Codes {
			h.secret(code.Reveal())
		}
	}
}

func text(s string) secret.Bytes { return secret.Of([]byte(s)) }
