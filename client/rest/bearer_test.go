package rest_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client"
	"vestibule/client/rest"
)

// TestServicesCarryTheOtherServersToken: where another server signs members in, its token goes with every request in a
// session, is erased here afterwards, and goes with no other request.
func TestServicesCarryTheOtherServersToken(t *testing.T) {
	var carried []string
	services := strings.Replace(document(t), `"kind":"rest"`, `"kind":"kratos","identity":{"base":"https://id.example.org"}`, 1)
	handler := func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/.well-known/member-client" {
			says(200, "application/json", services)(w, q)
			return
		}
		carried = append(carried, q.Header.Get("Authorization"))
		says(401, "application/problem+json", `{"code":"session.revoked","kind":"reauth","status":401}`)(w, q)
	}
	var given []secret.Bytes
	var fails error
	bearer := func(_ context.Context, s plan.Session) (secret.Bytes, error) {
		given = append(given, text("bearer of "+string(s.Actor)))
		return given[len(given)-1], fails
	}
	look := func() *plan.Plan {
		p, elsewhere, err := rest.Look(t.Context(), rest.Config{Origin: &url.URL{Scheme: "https", Host: "plan.example.org"},
			Transport: client.InProcess{Handler: http.HandlerFunc(handler)}, Clock: clock.At(noon), Bearer: bearer})
		if err != nil || (elsewhere != nil) != strings.Contains(services, "kratos") {
			t.Fatal(elsewhere, err)
		}
		return p
	}
	p, in := look(), session()
	_, _ = p.Records.List(t.Context(), plan.For(in, "m1"), plan.Results)
	_, _ = p.Services.(plan.Helpdesk).SendPacket(t.Context(), nil, nil)
	if !slices.Equal(carried, []string{"Bearer bearer of m1", ""}) || len(given) != 1 || !given[0].Empty() || in.Token.Empty() {
		t.Errorf("%q, of %d tokens", carried, len(given))
	}
	fails = problem.New(problem.SessionRevoked).Because(errors.New("ended there"))
	if _, err := p.Records.List(t.Context(), plan.For(in, "m1"), plan.Results); !problem.Is(err, problem.SessionRevoked) || len(carried) != 2 {
		t.Error(err, carried)
	}
	services = document(t) // who signed in here has a session of ours
	_, _ = look().Records.List(t.Context(), plan.For(in, "m1"), plan.Results)
	if carried[2] != "Bearer tok-"+canary {
		t.Error(carried[2])
	}
}
