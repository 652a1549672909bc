package plan_test

import (
	"strings"
	"testing"

	"vestibule/app/plan"
)

func TestAddressIn(t *testing.T) {
	for text, want := range map[string]string{
		"plan.example.org":                                               "plan.example.org",
		"  https://Plan.Example.org/  ":                                  "https://plan.example.org",
		"https://plan.example.org/portal/?session=canary#top":            "https://plan.example.org/portal",
		"http://127.0.0.1:8089":                                          "http://127.0.0.1:8089",
		"localhost:8089":                                                 "localhost:8089",
		"[::1]:8089":                                                     "[::1]:8089",
		"Go to https://plan.example.org, then sign in.":                  "https://plan.example.org",
		"<https://plan.example.org>":                                     "https://plan.example.org",
		"“plan.example.org”":                                             "plan.example.org",
		"Your plan:\nplan.example.org.":                                  "plan.example.org",
		"vestibule://plan?address=https://plan.example.org":              "https://plan.example.org",
		"vestibule://plan?address=plan.example.org":                      "plan.example.org",
		"vestibule://plan/plan.example.org":                              "plan.example.org",
		"VESTIBULE://plan?plan=https%3A%2F%2Fplan.example.org%2Fmembers": "https://plan.example.org/members",
		"https://app.example.org/?plan=https://plan.example.org":         "https://plan.example.org",
		"https://app.example.org/?plan=plan.example.org&phone=1":         "plan.example.org",
		"ask anna@example.org or see plan.example.org":                   "plan.example.org",
	} {
		if got, found := plan.AddressIn(text); !found || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, found, want)
		}
	}
}

// TestNoAddressIn is what nobody means a plan by: words, codes, other schemes, and names put before a host to mislead.
func TestNoAddressIn(t *testing.T) {
	for _, text := range []string{"", "!.x", " ", "my plan", "12345678", "otpauth://totp/Example:anna?secret=JBSWY3DPEHPK3PXP", "anna@example.org",
		"https://plan.example.org@evil.example.org", "https://good:pass@evil.example.org", "javascript:alert(1)", "file:///etc/passwd",
		"vestibule://plan", "vestibule://plan?address=", "vestibule://plan?address=javascript:alert(1)", "https://",
		"vestibule://plan?plan=vestibule%3A%2F%2Fplan%3Fplan%3Dplan.example.org", ".", "...", "e.g.",
		"https://plan.example.org/" + strings.Repeat("a", 4<<10)} {
		if got, found := plan.AddressIn(text); found {
			t.Errorf("%q is taken for the address %q", text, got)
		}
	}
}

// FuzzAddressIn: whatever is found is found again in itself, and carries nothing of a query, a fragment or a name.
func FuzzAddressIn(f *testing.F) {
	for _, seed := range []string{"plan.example.org", "https://a.example.org/?plan=https://b.example.org", "vestibule://plan?address=x.example.org", "[::1]:80", "«a.b»", "vestibule://?address=!000000000.000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, found := plan.AddressIn(text)
		if !found {
			return
		}
		if strings.ContainsAny(got, "?#@ \n<>") {
			t.Errorf("%q of %q", got, text)
		}
		if again, same := plan.AddressIn(got); !same || again != got {
			t.Errorf("%q is found in %q, and %q in that", got, text, again)
		}
	})
}
