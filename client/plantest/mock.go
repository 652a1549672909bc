package plantest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/client"
	"vestibule/client/mockplan"
)

// Mock is the bundled plan in this process, with a clock moved by hand.
type Mock struct {
	Time      *clock.Manual
	plan      *mockplan.Plan
	backstage api
}

// NewMock makes one as it is on the first day.
func NewMock(t testing.TB) *Mock {
	t.Helper()
	now := clock.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	mock, err := mockplan.New(mockplan.Config{Clock: now, Chance: rand.Reader, KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return &Mock{now, mock, api{base: "http://localhost", client: http.Client{Transport: client.InProcess{Handler: mock}}}}
}

// Plan opens it.
func (w *Mock) Plan(t testing.TB) *plan.Plan {
	t.Helper()
	p, err := client.Finder{Clock: w.Time, Bundled: w.plan, Agent: "vestibule/test"}.Find(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// seeded is a member as the mock tells the tests.
type seeded struct {
	Username, Password string
	RecoveryCodes      []string                        `json:"recovery_codes"`
	Ways               []struct{ Kind, Secret string } `json:"authenticators"`
}

// Member finds the seeded one who has exactly these ways, or these among others.
func (w *Mock) Member(t testing.TB, ways ...plan.AuthenticatorKind) *Member {
	t.Helper()
	name := map[string]string{"[]": "henry", "[sms]": "anna", "[totp]": "tomas", "[email]": "elena", "[recovery-code]": "samuel",
		"[sms totp]": "rosa"}[fmt.Sprint(ways)]
	if name == "" {
		return nil
	}
	var all struct{ Members []seeded }
	if err := w.backstage.call(t.Context(), http.MethodGet, "/mock/members", nil, &all); err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Members {
		if m.Username == name {
			return m.member(ways)
		}
	}
	t.Fatalf("the mock has no %q", name)
	return nil
}

func (b seeded) member(ways []plan.AuthenticatorKind) *Member {
	m := &Member{ID: b.Username, Name: b.Username, Password: b.Password, Email: b.Username + "@mail.example.org", Ways: ways}
	for _, code := range b.RecoveryCodes {
		m.Recovery = append(m.Recovery, code)
	}
	for _, way := range b.Ways {
		if way.Kind == string(plan.TOTP) {
			key, _ := otp.ParseSecret([]byte(way.Secret)) // the mock's own
			m.App = key.Reveal()
		}
	}
	return m
}

// Codes gives what the outbox has.
func (w *Mock) Codes(ctx context.Context, m *Member, n int) ([]string, error) {
	var box struct{ Messages []struct{ Code string } }
	if err := w.backstage.call(ctx, http.MethodGet, "/mock/outbox?to="+m.ID, nil, &box); err != nil {
		return nil, err
	}
	var codes []string
	for _, message := range slices.Backward(box.Messages) {
		if message.Code != "" {
			codes = append(codes, message.Code)
		}
	}
	if len(codes) < n {
		return codes, fmt.Errorf("the mock sends at once, and sent %d", len(codes))
	}
	return codes, nil
}

// Pass moves the clock.
func (w *Mock) Pass(by time.Duration) bool {
	w.Time.Advance(by)
	return true
}

// Visit is not: the mock sends nobody to a browser.
func (w *Mock) Visit(context.Context, *Member, plan.OpenBrowser) (plan.Arrived, error) {
	return plan.Arrived{}, errors.New("the mock has no page for members")
}
