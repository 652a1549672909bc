package diagnose_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"vestibule/app/diagnose"
	"vestibule/app/plan"
	"vestibule/app/problem"
)

var now = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func met(codes ...problem.Code) (out []*problem.Problem) {
	for _, c := range codes {
		out = append(out, problem.New(c))
	}
	return out
}

func until(code problem.Code, at time.Time) []*problem.Problem {
	p := problem.New(code)
	p.Until = at
	return []*problem.Problem{p}
}

func TestWhatCanBeMeasuredIsNotAsked(t *testing.T) { // S059
	out := plan.Status{Outages: []plan.Outage{{Feature: plan.SignInFeature}}}
	for name, c := range map[string]struct {
		facts diagnose.Facts
		class diagnose.Class
		cause diagnose.Cause
		fix   diagnose.Fix
	}{
		"a lock":                        {diagnose.Facts{Met: until(problem.AccountLocked, now.Add(time.Minute))}, diagnose.Account, diagnose.Locked, diagnose.LiftLock},
		"a lock of the second proof":    {diagnose.Facts{Met: until(problem.LockedMFA, now.Add(time.Minute))}, diagnose.Account, diagnose.LockedCodes, diagnose.ReplaceProof},
		"asleep":                        {diagnose.Facts{Met: met(problem.AccountInactive)}, diagnose.Account, diagnose.Asleep, diagnose.WakeUp},
		"an app too old":                {diagnose.Facts{Old: problem.New(problem.AppTooOld)}, diagnose.Device, diagnose.AppTooOld, diagnose.UpdateApp},
		"a clock":                       {diagnose.Facts{Met: met(problem.CodeClock)}, diagnose.Device, diagnose.ClockWrong, diagnose.SetClock},
		"no line":                       {diagnose.Facts{Deaf: problem.New(problem.NetOffline)}, diagnose.Network, diagnose.NotReached, diagnose.GoBack},
		"an outage":                     {diagnose.Facts{Status: out}, diagnose.Service, diagnose.Outage, diagnose.WaitForIt},
		"nonsense":                      {diagnose.Facts{Deaf: problem.New(problem.Malformed)}, diagnose.Service, diagnose.Trouble, diagnose.WaitForIt},
		"no line, and a lock of before": {diagnose.Facts{Deaf: problem.New(problem.NetOffline), Met: met(problem.LockedManually)}, diagnose.Network, diagnose.NotReached, diagnose.GoBack},
		"another's password":            {diagnose.Facts{Met: met(problem.BadCredentials), Last: diagnose.Seen{At: now, PasswordGone: true}}, diagnose.Account, diagnose.PasswordNewer, diagnose.ResetPassword},
	} {
		c.facts.Now = now
		q, v := diagnose.Next(c.facts, nil)
		if q != "" || v.Class != c.class || v.Cause != c.cause || v.Fix != c.fix {
			t.Errorf("%s: asks %q, says %+v", name, q, v)
		}
		if fix := diagnose.Shortest(c.facts); fix != c.fix {
			t.Errorf("%s: the shortest way is %s", name, fix)
		}
	}
}

func TestWhatIsOverIsNoCauseAnyMore(t *testing.T) {
	for name, f := range map[string]diagnose.Facts{
		"a lock that has ended":           {Met: until(problem.AccountLocked, now)},
		"a problem before another":        {Met: met(problem.AccountInactive, problem.CodeWrong)},
		"a status that nobody keeps":      {Deaf: problem.New(problem.StatusUnknown)},
		"a newer password, not refused":   {Last: diagnose.Seen{At: now, PasswordGone: true}},
		"an outage of something else":     {Status: plan.Status{Outages: []plan.Outage{{Feature: "messages"}}}},
		"maintenance that is yet to come": {Status: plan.Status{Maintenances: []plan.Maintenance{{Feature: plan.SignInFeature, From: now.Add(1), To: now.Add(2)}}}},
	} {
		f.Now = now
		if q, v := diagnose.Next(f, nil); q == "" {
			t.Errorf("%s: %+v", name, v)
		}
		if fix := diagnose.Shortest(f); fix != diagnose.ResetPassword {
			t.Errorf("%s: the shortest way is %s", name, fix)
		}
	}
}

// walk answers in every way there is, and hands over each verdict with what was asked for it.
func walk(f diagnose.Facts, given diagnose.Given, asked []diagnose.Question, found func([]diagnose.Question, diagnose.Verdict)) {
	q, v := diagnose.Next(f, given)
	if q == "" {
		found(asked, v)
		return
	}
	for _, r := range q.Replies() {
		more := maps.Clone(given)
		more[q] = r
		walk(f, more, append(slices.Clone(asked), q), found)
	}
}

func TestFourQuestionsAtMostAndNoneTwice(t *testing.T) { // S141
	causes := map[diagnose.Cause]bool{}
	for _, before := range [][]*problem.Problem{nil, met(problem.BadCredentials), met(problem.CodeWrong), met(problem.Unexpected)} {
		walk(diagnose.Facts{Now: now, Met: before}, diagnose.Given{}, nil, func(asked []diagnose.Question, v diagnose.Verdict) {
			causes[v.Cause] = true
			sorted := slices.Clone(asked)
			slices.Sort(sorted)
			if len(asked) > diagnose.MostAsked || len(slices.Compact(sorted)) != len(asked) {
				t.Errorf("asked %v", asked)
			}
			order := func(a, b diagnose.Question) int {
				return slices.Index(diagnose.Questions(), a) - slices.Index(diagnose.Questions(), b)
			}
			if !slices.IsSortedFunc(asked, order) {
				t.Errorf("not in the order of cost: %v", asked)
			}
			if v.Class == "" || v.Fix == "" {
				t.Errorf("%v leads to %+v", asked, v)
			}
		})
	}
	for _, c := range []diagnose.Cause{diagnose.WrongName, diagnose.WrongPassword, diagnose.LostProof, diagnose.LateCode, diagnose.RefusedCode,
		diagnose.OnlyHere, diagnose.OtherPlan, diagnose.Unknown} {
		if !causes[c] {
			t.Errorf("no answers lead to %s", c)
		}
	}
}

// TestWhatStoodOnScreenIsNotAsked: the first question is answered by the problem.
func TestWhatStoodOnScreenIsNotAsked(t *testing.T) {
	for code, first := range map[problem.Code]diagnose.Question{problem.BadCredentials: diagnose.KnowsName,
		problem.CodeExpired: diagnose.HasProof, problem.Unexpected: diagnose.Symptom} {
		if q, _ := diagnose.Next(diagnose.Facts{Now: now, Met: met(code)}, nil); q != first {
			t.Errorf("after %s: %s", code, q)
		}
	}
}

func TestEveryCauseIsKnown(t *testing.T) {
	for _, c := range diagnose.Causes() {
		if v := diagnose.Of(c); v.Class == "" || !slices.Contains(diagnose.Fixes(), v.Fix) {
			t.Errorf("%s: %+v", c, v)
		}
	}
}

func TestWhatChangedSinceTheLastGoodSignIn(t *testing.T) { // S057
	good := diagnose.Seen{At: now.Add(-time.Hour), App: "1.0.0", System: "linux", Expires: now.AddDate(1, 0, 0)}
	for name, c := range map[string]struct {
		change func(*diagnose.Facts)
		want   []diagnose.Change
	}{
		"nothing":         {func(*diagnose.Facts) {}, nil},
		"the app":         {func(f *diagnose.Facts) { f.Here.App = "1.1.0" }, []diagnose.Change{diagnose.NewApp}},
		"the system":      {func(f *diagnose.Facts) { f.Here.System = "web" }, []diagnose.Change{diagnose.NewSystem}},
		"the password":    {func(f *diagnose.Facts) { f.Last.PasswordGone = true }, []diagnose.Change{diagnose.NewPassword}},
		"its age":         {func(f *diagnose.Facts) { f.Last.Expires = now }, []diagnose.Change{diagnose.RanOut}},
		"a lock":          {func(f *diagnose.Facts) { f.Met = until(problem.AccountLocked, now.Add(1)) }, []diagnose.Change{diagnose.LockedSince}},
		"a lock, over":    {func(f *diagnose.Facts) { f.Met = until(problem.AccountLocked, now) }, nil},
		"the time":        {func(f *diagnose.Facts) { f.Last.At = now.AddDate(0, -4, 0) }, []diagnose.Change{diagnose.LongAgo}},
		"two of them":     {func(f *diagnose.Facts) { f.Here.App, f.Last.Expires = "2.0.0", now }, []diagnose.Change{diagnose.NewApp, diagnose.RanOut}},
		"never been here": {func(f *diagnose.Facts) { f.Last = diagnose.Seen{} }, nil},
	} {
		f := diagnose.Facts{Now: now, Last: good, Here: diagnose.Seen{App: good.App, System: good.System}}
		c.change(&f)
		if got := diagnose.Changed(f); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatWasSeenRests(t *testing.T) {
	s := diagnose.Seen{At: now, App: "1.0.0", System: "linux", Password: now.AddDate(0, -1, 0), Expires: now.AddDate(1, 0, 0), PasswordGone: true}
	if got := diagnose.ReadSeen(s.Encode()); got != s {
		t.Errorf("%+v", got)
	}
	for _, text := range []string{"", "x", "[]", `{"at":5}`} {
		if got := diagnose.ReadSeen([]byte(text)); got != (diagnose.Seen{}) {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// probe is a plan that only tells how it stands.
type probe struct {
	status plan.Status
	err    error
}

func (p probe) Status(context.Context) (plan.Status, error) { return p.status, p.err }

func TestAPlanIsAskedHowItStands(t *testing.T) {
	var f diagnose.Facts
	f.Measure(t.Context(), probe{err: errors.New("no problem of ours")})
	if f.Deaf == nil || f.Deaf.Code != problem.Unexpected {
		t.Errorf("%v", f.Deaf)
	}
	f.Measure(t.Context(), probe{status: plan.Status{Checked: now}})
	if f.Deaf != nil || f.Status.Checked != now {
		t.Errorf("%+v", f)
	}
}
