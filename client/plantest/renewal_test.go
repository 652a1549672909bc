package plantest_test

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/plantest"
)

// renewals is how often a token is renewed over a real line.
const renewals = 30

// TestFaultsRenewalOnARealLine: the tokens of a real provider follow each other over a line that delays, cuts and dribbles. The
// session is dropped where the program has heard that its grant is worth nothing, and for nothing else; then the member gets in
// anew.
func TestFaultsRenewalOnARealLine(t *testing.T) {
	plantest.Lane(t, "faults")
	t.Parallel()
	x := plantest.StartToxiproxy(t)
	o := plantest.StartHastyOpenIDBehind(t, x)
	r := &renewing{T: t, x: x, o: o, m: o.Member(t), heard: &heard{to: client.Transport()}, chance: rand.New(rand.NewPCG(7, 2))}
	r.signsIn()
	for range renewals {
		r.must(x.Harm(t.Context(), "openid", r.chance))
		r.renews()
	}
	r.must(x.Calm(t.Context(), "openid"))
	r.renews()
	t.Logf("%d tokens, %d times out of reach, %d grants ended by an answer that was lost", r.tokens, r.lost, r.ended)
	if r.tokens < renewals/3 {
		t.Error("too few tokens to tell anything")
	}
}

// renewing is a member whose tokens are renewed.
type renewing struct {
	*testing.T
	x      *plantest.Toxiproxy
	o      *plantest.OpenID
	m      *plantest.Member
	heard  *heard
	chance *rand.Rand

	identity            plan.Identity
	session             plan.Session
	tokens, lost, ended int
}

func (r *renewing) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// signsIn signs in on a good line.
func (r *renewing) signsIn() {
	r.Helper()
	r.must(r.x.Calm(r.Context(), "openid"))
	finder := plantest.Finder(client.Device{}, r.o.Door)
	finder.Transport = r.heard
	p, err := finder.Find(r.Context(), r.o.Address)
	r.must(err)
	r.heard.ended.Store(false)
	r.identity, r.session = p.Identity, signedIn(r.T, r.o, p, r.m).Session
}

// renews waits until the token has run out, and asks for another.
func (r *renewing) renews() {
	r.Helper()
	over := time.NewTimer(2 * time.Second)
	defer over.Stop()
	select {
	case <-over.C:
	case <-r.Context().Done():
		r.Fatal("the test is over")
	}
	token, err := r.identity.(interface {
		Bearer(context.Context, plan.Session) (secret.Bytes, error)
	}).Bearer(r.Context(), r.session)
	defer token.Clear()
	switch {
	case err == nil:
		r.tokens++
	case !problem.Is(err, problem.SessionRevoked):
		r.lost++
	case !r.heard.ended.Load():
		r.Fatalf("dropped, and nobody has said that the grant is worth nothing: %v; on %s", err, r.x.On("openid"))
	default:
		r.ended++
		r.signsIn()
	}
}

// heard is a transport that notes the provider's word that a grant is worth nothing.
type heard struct {
	to    http.RoundTripper
	ended atomic.Bool
}

// RoundTrip implements http.RoundTripper.
func (h *heard) RoundTrip(q *http.Request) (*http.Response, error) {
	res, err := h.to.RoundTrip(q)
	if err != nil || q.URL.Path != "/token" || res.StatusCode/100 != 4 {
		return res, err
	}
	said, err := io.ReadAll(res.Body)
	if err == nil && bytes.Contains(said, []byte(`"invalid_grant"`)) {
		h.ended.Store(true)
	}
	_ = res.Body.Close()
	res.Body = io.NopCloser(bytes.NewReader(said))
	return res, err
}
