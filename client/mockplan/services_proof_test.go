package mockplan

import (
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// TestNobodyIsLetInOnAnOldProofOfAnotherServer: the services see when it was, and take a new one at once.
func TestNobodyIsLetInOnAnOldProofOfAnotherServer(t *testing.T) {
	d, e := beside(t)
	d.plan.config.Beside.Proofs = true
	const offer = `{"scope":{"results":"look"},"ends":"2026-03-20T12:00:00Z"}`
	prove := func(at time.Time) { e.holds["anna"] = Bearer{ID: "6f1", Names: []string{"anna"}, Proved: at} }
	window := d.plan.policy.Session.ReauthWindow
	prove(d.clock.Now().Add(-window - time.Second))
	if got := d.bearing("anna", "GET", "/v1/account", ""); got.status != 200 {
		t.Fatal(got.status, got.body)
	}
	if got := d.bearing("anna", "POST", "/v1/invitations", offer); got.body["code"] != string(problem.NeedsReauth) {
		t.Errorf("on an old proof: %d %v", got.status, got.body)
	}
	prove(d.clock.Now())
	if got := d.bearing("anna", "POST", "/v1/invitations", offer); got.status != 200 || got.body["code"] == "" {
		t.Errorf("on a new proof: %d %v", got.status, got.body)
	}
	delete(e.holds, "anna")
	if got := d.bearing("anna", "POST", "/v1/invitations", offer); got.status != 401 {
		t.Errorf("signed out there a moment ago: %d %v", got.status, got.body)
	}
}

// TestAccessIsGivenOnlyWhereAProofCanBeSeen, as it cannot at a provider that tells nothing of it.
func TestAccessIsGivenOnlyWhereAProofCanBeSeen(t *testing.T) {
	for _, proofs := range []bool{true, false} {
		d, _ := beside(t)
		d.plan.config.Beside.Proofs = proofs
		if can := d.plan.servicesDocument().Can(plan.CanGiveAccess).How == plan.InApp; can != proofs {
			t.Errorf("proofs %v, access given %v", proofs, can)
		}
	}
}
