package plantest_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/plantest"
)

// realSchedules is how many are played over a real line to a real Kratos.
const realSchedules = 500

// TestFaultsBetweenHereAndKratos: over a line that delays, cuts, resets and dribbles, a member signs in, looks, and signs out.
// After each schedule what the member was told is what Kratos itself says.
func TestFaultsBetweenHereAndKratos(t *testing.T) {
	plantest.Lane(t, "faults")
	x := plantest.StartToxiproxy(t)
	k := plantest.StartKratosBehind(t, x, plantest.TOTPOnly)
	m := k.Member(t)
	first, n := uint64(0), uint64(realSchedules)
	if seed, err := strconv.ParseUint(os.Getenv("VESTIBULE_FAULTS_SEED"), 10, 64); err == nil {
		first, n = seed, 1
	}
	tried := 0
	for seed := first; seed < first+n && !t.Failed(); seed++ {
		r := &realLine{t: t, x: x, k: k, m: m, seed: seed, chance: rand.New(rand.NewPCG(seed, 2))}
		r.plays()
		tried += r.tried
	}
	t.Logf("%d schedules from seed %d, %d tries on the line", n, first, tried)
}

// realLine is one schedule.
type realLine struct {
	t      *testing.T
	x      *plantest.Toxiproxy
	k      *plantest.Kratos
	m      *plantest.Member
	seed   uint64
	chance *rand.Rand
	plan   *plan.Plan
	tried  int
}

// How often the member tries on a harmed line, and on a good one after that.
const harmedTries, goodTries = 5, 5

func (r *realLine) plays() {
	r.t.Helper()
	r.must(r.x.Calm(r.t.Context(), "kratos"))
	r.plan = r.k.Plan(r.t)
	session, ok := r.signsIn()
	if !ok {
		return
	}
	if !r.k.Knows(r.t.Context(), session) {
		r.t.Errorf("seed %d: signed in here, and Kratos does not know it", r.seed)
	}
	r.must(r.x.Harm(r.t.Context(), "kratos", r.chance))
	for range 2 {
		err := r.within(func(ctx context.Context) error { _, err := r.plan.Identity.Account(ctx, session); return err })
		if ended(err) {
			r.t.Errorf("seed %d: a hiccup ended the session: %v", r.seed, err)
		}
	}
	out := r.tries(func(ctx context.Context) error { _, err := r.plan.Identity.SignOut(ctx, session); return err })
	if !out {
		r.t.Errorf("seed %d: nobody can sign out", r.seed)
	}
	if r.k.Knows(r.t.Context(), session) {
		r.t.Errorf("seed %d: signed out, and Kratos still has the session", r.seed)
	}
}

func ended(err error) bool {
	return problem.Is(err, problem.SessionRevoked) || problem.Is(err, problem.SessionIdle) || problem.Is(err, problem.SessionAbsolute)
}

// signsIn begins anew as often as it takes.
func (r *realLine) signsIn() (session plan.Session, ok bool) {
	r.t.Helper()
	r.must(r.x.Harm(r.t.Context(), "kratos", r.chance))
	ok = r.tries(func(ctx context.Context) error {
		step, err := r.plan.Identity.Begin(ctx, plan.SignIn, nil)
		if err != nil {
			return err
		}
		next, err := r.plan.Identity.Submit(ctx, step, plan.NameAndPassword{Name: r.m.Name, Password: secret.Of([]byte(r.m.Password))})
		if done, in := next.(plan.Done); in && err == nil {
			session = done.Session
			return nil
		}
		if err == nil {
			err = problem.New(problem.Unexpected)
		}
		return err
	})
	if !ok {
		r.t.Errorf("seed %d: nobody can sign in on a line that is good again", r.seed)
	}
	return session, ok
}

// tries does something on the harmed line, then on a good one.
func (r *realLine) tries(do func(context.Context) error) bool {
	r.t.Helper()
	for n := range harmedTries + goodTries {
		if n == harmedTries {
			r.must(r.x.Calm(r.t.Context(), "kratos"))
		}
		if r.within(do) == nil {
			return true
		}
	}
	return false
}

// within holds a call to the time that a screen may show nothing else.
func (r *realLine) within(do func(context.Context) error) error {
	r.t.Helper()
	began := time.Now()
	r.tried++
	err := do(r.t.Context())
	took := time.Since(began)
	if took > 5*time.Second {
		r.t.Logf("seed %d: %v on %s: %v", r.seed, took.Round(time.Second), r.x.On("kratos"), err)
	}
	if took > 65*time.Second { // two requests, 30 seconds each
		r.t.Errorf("seed %d: stuck for %v", r.seed, took)
	}
	return err
}

func (r *realLine) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}
