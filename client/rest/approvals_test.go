package rest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func TestApprovalsAreListedAndJudged(t *testing.T) {
	want := plan.Approval{ID: "a?1", Place: "Here", Device: "A Mac", Asked: noon, Expires: noon.Add(time.Minute), Digits: 2}
	p, s := open(t, clock.At(noon), says(200, "application/json", jsonOf(t, wire.FromApprovals([]plan.Approval{want}, noon))),
		says(204, "", ""), says(204, "", ""), says(204, "", ""))
	session := plan.Session{Token: text("tok")}
	list, err := p.Approvals.Pending(t.Context(), session)
	if err != nil || len(list) != 1 || list[0] != want {
		t.Fatal(list, err)
	}
	number := text("42")
	for _, err := range []error{p.Approvals.Approve(t.Context(), session, want.ID, number),
		p.Approvals.Deny(t.Context(), session, want.ID, false), p.Approvals.Deny(t.Context(), session, want.ID, true)} {
		if err != nil {
			t.Error(err)
		}
	}
	if string(number.Reveal()) != "42" {
		t.Error("the caller's number was cleared")
	}
	for i, body := range []string{"", `{"approve":{"number":"42"}}`, `{"deny":{"not_me":false}}`, `{"deny":{"not_me":true}}`} {
		if q := s.seen[i]; q.Body != body || q.Auth != "Bearer tok" || i > 0 && q.Path != "/v1/approvals/a?1" {
			t.Errorf("request %d was %+v", i, q)
		}
	}
}

func TestAVerdictIsNotRepeated(t *testing.T) {
	p, s := open(t, clock.At(noon), cut)
	err := p.Approvals.Approve(t.Context(), plan.Session{Token: text("tok")}, "a", text("42"))
	if !problem.Is(err, problem.NetDropped) || len(s.seen) != 1 {
		t.Error(err, len(s.seen))
	}
	p, _ = open(t, clock.At(noon), says(422, wire.ProblemType, `{"code":"approval.number-wrong","left":2}`))
	err = p.Approvals.Approve(t.Context(), plan.Session{Token: text("tok")}, "a", text("42"))
	if trouble := problem.Of(err); trouble.Code != problem.ApprovalNumber || *trouble.Facts.Left != 2 {
		t.Error(err)
	}
}

func TestAnApprovalWithoutWhatItsPageNeedsIsRefused(t *testing.T) {
	whole := `{"id":"a","asked":"2026-03-02T12:00:00Z","expires":"2026-03-02T12:01:00Z","digits":2}`
	for name, entry := range map[string]string{
		"no id": strings.Replace(whole, `"id":"a",`, "", 1), "no digits": strings.Replace(whole, `,"digits":2`, "", 1),
		"eleven digits": strings.Replace(whole, `:2}`, `:11}`, 1), "over before it began": strings.Replace(whole, "12:01", "11:59", 1),
		"never asked": strings.Replace(whole, `"asked":"2026-03-02T12:00:00Z",`, "", 1),
	} {
		p, _ := open(t, clock.At(noon), says(200, "application/json", fmt.Sprintf(`{"approvals":[%s]}`, entry)))
		if list, err := p.Approvals.Pending(t.Context(), plan.Session{Token: text("tok")}); !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v %v", name, list, err)
		}
	}
}
