package plantest

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/client"
)

// BenchmarkSignIn tells for each kind of plan how many requests a sign-in takes, how long the servers and the way there take
// over them, and what the client takes besides. The member's own time, and that of a page in the browser, is nobody's.
func BenchmarkSignIn(b *testing.B) {
	b.Run("mock", func(b *testing.B) {
		m := NewMock(b)
		signIns(b, m, client.Finder{Clock: m.Time, Agent: "Vestibule/test", Transport: m.backstage.client.Transport}, "http://localhost", plan.SMS)
	})
	b.Run("kratos", func(b *testing.B) {
		Lane(b, "servers")
		k := StartKratos(b, Default)
		signIns(b, k, Finder(client.Device{}, k.Door), k.Address, plan.SMS)
	})
	b.Run("kratos-pair", func(b *testing.B) {
		Lane(b, "servers")
		p := StartPair(b)
		signIns(b, p, Finder(client.Device{}, p.Door), p.Address, plan.SMS)
	})
	b.Run("oidc", func(b *testing.B) {
		Lane(b, "servers")
		o := StartOpenID(b)
		signIns(b, o, Finder(client.Device{}, o.Door), o.Address)
	})
}

// signIns signs one member in again and again.
func signIns(b *testing.B, w World, f client.Finder, address string, ways ...plan.AuthenticatorKind) {
	m := &meter{next: f.Transport}
	f.Transport = m
	p, err := f.Find(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	discovery := m.requests.Swap(0)
	m.bare.Store(0)
	timed := &timed{Identity: p.Identity}
	p.Identity = timed
	h := newHand(b, w)
	h.plan = p
	h.member(ways...)
	for b.Loop() {
		w.Pass(time.Minute)
		h.signIn()
	}
	n := float64(b.N)
	b.ReportMetric(float64(discovery), "requests/discovery")
	b.ReportMetric(float64(m.requests.Load())/n, "requests/sign-in")
	b.ReportMetric(float64(m.bare.Load())/n/1e6, "bare-ms/sign-in")
	b.ReportMetric(float64(timed.spent.Load()-m.bare.Load())/n/1e6, "client-ms/sign-in")
}

// timed is how long the port takes, in nanoseconds.
type timed struct {
	plan.Identity
	spent atomic.Int64
}

// Begin implements plan.Identity.
func (t *timed) Begin(ctx context.Context, purpose plan.Purpose, session *plan.Session) (plan.Step, error) {
	defer since(&t.spent, time.Now())
	return t.Identity.Begin(ctx, purpose, session)
}

// Submit implements plan.Identity.
func (t *timed) Submit(ctx context.Context, step plan.Step, answer plan.Answer) (plan.Step, error) {
	defer since(&t.spent, time.Now())
	return t.Identity.Submit(ctx, step, answer)
}

// meter counts requests, and how long they and their answers take, in nanoseconds.
type meter struct {
	next     http.RoundTripper
	requests atomic.Int64
	bare     atomic.Int64
}

// RoundTrip implements http.RoundTripper.
func (m *meter) RoundTrip(q *http.Request) (*http.Response, error) {
	defer since(&m.bare, time.Now())
	m.requests.Add(1)
	res, err := m.next.RoundTrip(q)
	if err == nil {
		res.Body = metered{res.Body, m}
	}
	return res, err
}

type metered struct {
	io.ReadCloser
	by *meter
}

// Read reads, against the clock.
func (m metered) Read(p []byte) (int, error) {
	defer since(&m.by.bare, time.Now())
	return m.ReadCloser.Read(p)
}

func since(sum *atomic.Int64, began time.Time) { sum.Add(int64(time.Since(began))) }
