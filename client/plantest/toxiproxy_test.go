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

// realSchedules is how many are played over a real line to real servers.
const realSchedules = 500

// realPlan is a real server that can be asked itself whether it has a session.
type realPlan interface {
	plantest.World
	Knows(context.Context, plan.Session) bool
}

// realLines are the lines with what is behind them, which share the schedules: two to Kratos, which takes its time over a
// password, and one to an OpenID provider with records.
var realLines = []struct {
	test, name string
	start      func(testing.TB, *plantest.Toxiproxy) realPlan
}{
	{"openid", "openid", func(t testing.TB, x *plantest.Toxiproxy) realPlan { return plantest.StartOpenIDBehind(t, x).SMART() }},
	{"kratos", "kratos", startKratosBehind},
	{"another kratos", "kratos", startKratosBehind},
}

func startKratosBehind(t testing.TB, x *plantest.Toxiproxy) realPlan {
	return plantest.StartKratosBehind(t, x, plantest.TOTPOnly)
}

// TestFaultsOnARealLine: over a line that delays, cuts, resets and dribbles, a member signs in, looks, and signs out. After each
// schedule what the member was told is what the server itself says.
func TestFaultsOnARealLine(t *testing.T) {
	plantest.Lane(t, "faults")
	first, n := uint64(0), uint64(realSchedules)
	if seed, err := strconv.ParseUint(os.Getenv("VESTIBULE_FAULTS_SEED"), 10, 64); err == nil {
		first, n = seed, 1
	}
	for i, line := range realLines {
		t.Run(line.test, func(t *testing.T) {
			t.Parallel()
			x := plantest.StartToxiproxy(t)
			w := line.start(t, x)
			m := w.Member(t)
			played, tried := 0, 0
			for seed := first; seed < first+n && !t.Failed(); seed++ {
				if seed%uint64(len(realLines)) != uint64(i) {
					continue
				}
				r := &realLine{t: t, x: x, name: line.name, w: w, m: m, seed: seed, chance: rand.New(rand.NewPCG(seed, 2))}
				r.plays()
				played, tried = played+1, tried+r.tried
			}
			t.Logf("%d schedules, %d tries on the line", played, tried)
		})
	}
}

// realLine is one schedule.
type realLine struct {
	t      *testing.T
	x      *plantest.Toxiproxy
	name   string // of the line
	w      realPlan
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
	r.must(r.x.Calm(r.t.Context(), r.name))
	r.plan = r.w.Plan(r.t)
	done, ok := r.signsIn()
	if !ok {
		return
	}
	session := done.Session
	if !r.w.Knows(r.t.Context(), session) {
		r.t.Errorf("seed %d: signed in here, and the server does not know it", r.seed)
	}
	r.must(r.x.Harm(r.t.Context(), r.name, r.chance))
	for range 2 {
		if err := r.within(func(ctx context.Context) error { return r.looks(ctx, done) }); ended(err) {
			r.t.Errorf("seed %d: a hiccup ended the session: %v", r.seed, err)
		}
	}
	out := r.tries(func(ctx context.Context) error { _, err := r.plan.Identity.SignOut(ctx, session); return err })
	if !out {
		r.t.Errorf("seed %d: nobody can sign out", r.seed)
	}
	if r.w.Knows(r.t.Context(), session) {
		r.t.Errorf("seed %d: signed out, and the server still has the session", r.seed)
	}
}

// looks asks for what is the member's: records where there are some, else the account.
func (r *realLine) looks(ctx context.Context, done plan.Done) error {
	if r.plan.Server.Kind == plan.SMART {
		_, err := r.plan.Records.List(ctx, plan.For(done.Session, done.Account.Member), plan.Results)
		return err
	}
	_, err := r.plan.Identity.Account(ctx, done.Session)
	return err
}

func ended(err error) bool {
	return problem.Is(err, problem.SessionRevoked) || problem.Is(err, problem.SessionIdle) || problem.Is(err, problem.SessionAbsolute)
}

// signsIn begins anew as often as it takes.
func (r *realLine) signsIn() (done plan.Done, ok bool) {
	r.t.Helper()
	r.must(r.x.Harm(r.t.Context(), r.name, r.chance))
	ok = r.tries(func(ctx context.Context) (err error) { done, err = r.enters(ctx); return err })
	if !ok {
		r.t.Errorf("seed %d: nobody can sign in on a line that is good again", r.seed)
	}
	return done, ok
}

// enters goes all the way once, here or in the browser, which is on the same line.
func (r *realLine) enters(ctx context.Context) (plan.Done, error) {
	step, err := r.plan.Identity.Begin(ctx, plan.SignIn, nil)
	for range 3 {
		if err != nil {
			return plan.Done{}, err
		}
		var answer plan.Answer
		switch s := step.(type) {
		case plan.Done:
			return s, nil
		case plan.Credentials:
			answer = plan.NameAndPassword{Name: r.m.Name, Password: secret.Of([]byte(r.m.Password))}
		case plan.OpenBrowser:
			if answer, err = r.w.Visit(ctx, r.m, s); err != nil {
				return plan.Done{}, err
			}
		}
		step, err = r.plan.Identity.Submit(ctx, step, answer)
	}
	return plan.Done{}, problem.New(problem.Unexpected)
}

// tries does something on the harmed line, then on a good one.
func (r *realLine) tries(do func(context.Context) error) bool {
	r.t.Helper()
	for n := range harmedTries + goodTries {
		if n == harmedTries {
			r.must(r.x.Calm(r.t.Context(), r.name))
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
		r.t.Logf("seed %d: %v on %s: %v", r.seed, took.Round(time.Second), r.x.On(r.name), err)
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
