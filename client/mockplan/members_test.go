package mockplan

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// meets is what each seeded member comes to with the right password: the step, and the problem or reason with it.
var meets = map[string][2]string{
	"anna": {"code", ""}, "tomas": {"code", ""}, "maximiliane": {"code", ""}, "sachiko": {"code", ""}, "jurgen": {"code", ""},
	"priya": {"choose-authenticator", ""}, "walter": {"code", ""}, "elena": {"code", ""}, "samuel": {"code", ""},
	"grace": {"choose-authenticator", ""}, "victor": {"recovery-code", ""}, "noah": {"code", ""},
	"rosa": {"choose-authenticator", ""}, "carmen": {"choose-authenticator", ""}, "henry": {"done", ""},
	"olga": {"code", ""}, "peter": {"code", ""}, "tessa": {"code", ""},
	"lucas": {"credentials", "locked.password"}, "mina": {"credentials", "locked.mfa"}, "oscar": {"credentials", "locked.code-requests"},
	"felix": {"refer", "locked.manual"}, "helen": {"refer", "account.held"}, "dmitri": {"refer", "account.disabled"},
	"nadia": {"refer", "account.not-activated"}, "edgar": {"refer", "portal.other-login"}, "ingrid": {"refer", "account.inactive"},
	"lucia": {"credentials", "locked.mfa"}, "leo": {"code", ""}, "beth": {"refer", "authenticator.none"}, "ravi": {"recovery-code", ""},
	"maria": {"code", ""}, "amara": {"refer", "account.not-activated"}, "pavel": {"refer", "account.not-activated"},
	"dolores": {"code", ""}, "agnes": {"code", ""},
	"simone": {"refer", "account.inactive"}, "harriet": {"refer", "account.disabled"}, "julia": {"code", ""}, "edith": {"recovery-code", ""},
}

func TestEveryMemberIsInTheDocumentedSituation(t *testing.T) {
	d := open(t)
	const cardsOnly = 1 // a card without an account signs in by no name
	if len(d.plan.members) < 25 || len(meets)+cardsOnly != len(d.plan.members) {
		t.Errorf("%d members, %d expectations", len(d.plan.members), len(meets))
	}
	for _, m := range d.plan.members {
		if m.Username == "" {
			d.begin().name(m.MemberNumber, "anything").says("credentials.wrong")
			continue
		}
		s := d.known(m.Username)
		why, _ := s.part()["why"].(string)
		if got := [2]string{s.now()["kind"].(string), s.code() + why}; got != meets[m.Username] {
			t.Errorf("%s (%s) meets %v, want %v", m.Username, m.Situation, got, meets[m.Username])
		}
	}
}

func TestMembersAreInvented(t *testing.T) {
	d := open(t)
	seen := map[string]bool{}
	phone := regexp.MustCompile(`^\(202\) 555-01\d\d$`)
	for _, m := range d.plan.members {
		if m.Phone != "" && !phone.MatchString(m.Phone) || m.Email != "" && !strings.HasSuffix(m.Email, ".example.org") || m.Situation == "" {
			t.Errorf("%s: %s, %s, %q", m.Username, m.Phone, m.Email, m.Situation)
		}
		for _, name := range append(m.identifiers(), string(m.ID)) {
			if name == "" {
				continue
			}
			if seen[normalise(name)] {
				t.Errorf("%s is given twice", name)
			}
			seen[normalise(name)] = true
			if name != string(m.ID) && m.Username != "" && d.plan.find(name) != m {
				t.Errorf("%s does not find %s", name, m.Username)
			}
		}
	}
}

func TestExpiredAndTemporaryPasswordsAreChangedInPlace(t *testing.T) { // S051, S094
	for username, reason := range map[string]string{"olga": "expired", "tessa": "temporary"} {
		d := open(t)
		s := d.known(username).typed(d.sent(username)).is("new-password")
		if s.part()["reason"] != reason || s.part()["name"] != username || s.now()["position"] != 3.0 || s.now()["length"] != 3.0 {
			t.Errorf("%s: %v", username, s.now())
		}
		done := s.answer("new-password.submit", map[string]any{"password": "Brisk-walnut7"}).is("done")
		if done.now()["back"] != false {
			t.Errorf("done leads back")
		}
		d.begin().name(username, "Brisk-walnut7").typed(d.sent(username)).is("done")
	}
}

func TestBornLockBeginsWhenTheMemberIsFirstMet(t *testing.T) {
	d := open(t)
	d.clock.Advance(100 * 24 * 60 * 60 * 1e9)
	s := d.known("lucia").says("locked.mfa")
	if s.header.Get("Retry-After") != "900" {
		t.Errorf("Retry-After %s", s.header.Get("Retry-After"))
	}
	d.clock.Advance(15 * 60 * 1e9)
	s = d.known("lucia").is("choose-authenticator").pick("sms").is("code")
	if m := d.newest("lucia"); m["state"] != stateStale {
		t.Errorf("her text is %v", m)
	}
	s.answer("code.another-way", nil).pick("email").typed(d.sent("lucia")).is("done")
}

func TestMaskedDestinations(t *testing.T) {
	for to, want := range map[string]string{"(202) 555-0134": "(•••) •••-0134", "anna@mail.example.org": "a•••@mail.example.org", "ü@x": "ü•••@x"} {
		if got := masked(to); got != want {
			t.Errorf("%s is masked as %s", to, got)
		}
	}
	d := open(t)
	for _, m := range d.ask("GET", "/mock/members", "").list("members") {
		for _, w := range m["authenticators"].([]any) {
			if uri, _ := w.(map[string]any)["uri"].(string); uri != "" {
				if u, err := url.Parse(uri); err != nil || u.Scheme != "otpauth" || u.Query().Get("secret") == "" {
					t.Errorf("the app's address is %s", uri)
				}
			}
		}
	}
}

func TestEveryMemberHasFacts(t *testing.T) {
	d := open(t)
	for _, m := range d.ask("GET", "/mock/members", "").list("members") {
		for _, fact := range []string{"given_name", "family_name", "group"} {
			if text, _ := m[fact].(string); text == "" {
				t.Errorf("%v has no %s", m["name"], fact)
			}
		}
		if birth, _ := m["birth_date"].(string); !isDate(birth) {
			t.Errorf("%v was born on %q", m["name"], birth)
		}
		if postal, _ := m["postal_code"].(string); len(postal) != 5 {
			t.Errorf("%v lives in %q", m["name"], postal)
		}
	}
}

func TestNamesAreTakenApart(t *testing.T) {
	for name, want := range map[string][2]string{"Anna Lindqvist": {"Anna", "Lindqvist"}, "田中 幸子": {"幸子", "田中"}, "Run": {"", "Run"},
		"Maximiliane Theodora von Hohenstein-Rothenfels": {"Maximiliane Theodora", "von Hohenstein-Rothenfels"}, "Tomás Varga": {"Tomás", "Varga"}} {
		if given, family := splitName(name); given != want[0] || family != want[1] {
			t.Errorf("%s is %q and %q", name, given, family)
		}
	}
}
