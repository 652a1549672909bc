package support_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/support"
)

func TestAPageDrawnAgainIsNoSecondProblem(t *testing.T) {
	var j support.Journal
	for range 5 {
		j.Meet(met(problem.AccountHeld), redactor)
	}
	if got := j.Met(); len(got) != 1 || got[0].Times != 1 {
		t.Fatalf("%+v", got)
	}
	again := met(problem.AccountHeld)
	again.Reference = "TM-XYZ999"
	j.Meet(again, redactor)
	again.Number++
	j.Meet(again, redactor)
	if got := j.Met(); len(got) != 1 || got[0].Times != 3 || got[0].Reference != "TM-XYZ999" || !got[0].Plan.Equal(noon) {
		t.Fatalf("%+v", got)
	}
}

func TestTheNewestIsLast(t *testing.T) {
	var j support.Journal
	for _, c := range []problem.Code{problem.CodeWrong, problem.CodeExpired, problem.CodeWrong} {
		m := met(c)
		m.Number = len(j.Met()) + 7
		m.Title = string(c)
		j.Meet(m, redactor)
	}
	got := j.Met()
	if len(got) != 2 || got[1].Code != problem.CodeWrong || got[1].Times != 2 {
		t.Fatalf("%+v", got)
	}
}

// TestItIsBounded: hundreds of problems, and words without end.
func TestItIsBounded(t *testing.T) {
	var j support.Journal
	for i := range 500 {
		m := met(problem.Code(fmt.Sprint("code.", i)))
		m.Detail = strings.Repeat("wörd ", 1000)
		j.Meet(m, redactor)
		j.Try(support.Tried{Purpose: plan.Purpose(fmt.Sprint(i)), Step: plan.KindCode})
	}
	all := j.Met()
	if len(all) != 24 || len(j.Tried()) != 24 || all[23].Code != "code.499" || len(all[0].Detail) > 1024 {
		t.Fatal(len(all), len(j.Tried()), all[23].Code, len(all[0].Detail))
	}
}

func TestALockForgetsWhoItWas(t *testing.T) {
	var j support.Journal
	j.SignedIn(noon)
	j.SignedIn(noon.Add(-time.Hour))
	if !j.LastSignIn().Equal(noon) {
		t.Error("an earlier sign-in took the place of a later one")
	}
	masked, plain := met(problem.CodeNotSent), met(problem.AccountHeld)
	masked.Detail = "We could not send to a•••@example.org."
	j.Meet(masked, redactor)
	j.Meet(plain, redactor)
	j.Lock()
	got := j.Met()
	if !j.LastSignIn().IsZero() || got[0].Detail != "" || got[0].Code != problem.CodeNotSent || got[1].Detail != plain.Detail {
		t.Fatalf("%v %+v", j.LastSignIn(), got)
	}
	if line := text(packet(&j, support.Member{})); !strings.Contains(line, "words=gone code=code.not-sent") {
		t.Error(line)
	}
	j.Forget()
	if len(j.Met())+len(j.Tried()) != 0 {
		t.Error("something is left")
	}
}

func TestTheClocksAreTold(t *testing.T) {
	m := met(problem.CodeClock)
	if skew, known := m.Skew(); !known || skew != 90*time.Second {
		t.Error(skew, known)
	}
	m.Plan = time.Time{}
	if _, known := m.Skew(); known {
		t.Error("a skew against nothing")
	}
}

func TestMasksHideWhatNamesSomebody(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{support.MaskNumber("TM-4471-82093"), "••• 093"}, {support.MaskNumber("12345"), "•••"}, {support.MaskNumber(" "), ""},
		{support.MaskPhone("+1 (213) 555-0142"), "••• 42"}, {support.MaskPhone("911"), "•••"}, {support.MaskPhone(""), ""},
		{support.MaskBirth("1984-03-05"), "••• 1984"}, {support.MaskBirth("March 5th"), "•••"}, {support.MaskBirth(""), ""},
		{support.MaskEmail("dana@example.org"), "d•••@example.org"}, {support.MaskEmail("d@example.org"), "•••"}, {support.MaskEmail("dana"), "•••"},
		{support.MaskEmail("a b@c@d"), "•••"}, {support.MaskEmail(""), ""}, {support.MaskEmail("élan@example.org"), "é•••@example.org"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

// TestAPersonComesAfterTheAutomaticWays.
func TestAPersonComesAfterTheAutomaticWays(t *testing.T) {
	met := func(code problem.Code, at plan.Kind) support.Journal {
		var j support.Journal
		j.Meet(support.Met{Title: "T", Code: code, Step: at}, redactor)
		return j
	}
	tried := func(p plan.Purpose, at plan.Kind) support.Journal {
		var j support.Journal
		j.Try(support.Tried{Purpose: p, Step: at})
		return j
	}
	for name, c := range map[string]struct {
		j    support.Journal
		want bool
	}{
		"nothing yet":                {support.Journal{}, false},
		"a wrong password":           {met(problem.BadCredentials, plan.KindCredentials), false},
		"a lock that ends":           {met(problem.AccountLocked, plan.KindCredentials), false},
		"lifted by a person only":    {met(problem.LockedManually, plan.KindCredentials), true},
		"the plan refers":            {met(problem.AccountInactive, plan.KindRefer), true},
		"a code nobody knows":        {met("moon.phase", plan.KindCode), false},
		"a sign-in":                  {tried(plan.SignIn, plan.KindCode), false},
		"a recovery just begun":      {tried(plan.RecoverPassword, plan.KindIdentify), false},
		"a recovery as far as codes": {tried(plan.RecoverPassword, plan.KindCode), true},
		"something in a session":     {tried(plan.AddContact, plan.KindCode), false},
	} {
		if got := c.j.PersonNext(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
