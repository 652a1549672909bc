package plan_test

import (
	"slices"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

func TestNamesAreTrimmedAndComposed(t *testing.T) {
	name, trimmed := plan.CleanName("  ju\u0308rgen@example.org\t")
	if name != "j\u00fcrgen@example.org" || !trimmed {
		t.Fatalf("%q %v", name, trimmed)
	}
	if _, trimmed := plan.CleanName("ana"); trimmed {
		t.Fatal("nothing was trimmed")
	}
}

func TestPasswordsKeepTheirSpacesAndCase(t *testing.T) {
	for typed, want := range map[string]string{" Pw ": " Pw ", "pa\u0308ss": "p\u00e4ss", "AbC": "AbC"} {
		if got := string(plan.CleanPassword(secret.Of([]byte(typed))).Reveal()); got != want {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

func TestRecoveryCodesAsPeopleTypeThem(t *testing.T) {
	for _, typed := range []string{"a1b2-c3d4-e5f0", "A1B2 C3D4 E5FO", "aIb2–c3d4 e5f o", "alb2c3d4e5f0"} {
		if got := string(plan.CleanRecoveryCode(secret.Of([]byte(typed))).Reveal()); got != "A1B2C3D4E5F0" {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

func TestFourKindsOfName(t *testing.T) {
	for typed, want := range map[string]plan.Identifier{
		"": "", "dana.ortiz": plan.Username, "dana@example.org": plan.Email, "(555) 555-0123": plan.Phone,
		"+1 555 555 0123": plan.Phone, "8841-2093": plan.MemberNumber, "MB 88412093": plan.MemberNumber, "dana1987": plan.Username,
	} {
		if got := plan.IdentifierOf(typed); got != want {
			t.Errorf("%q is taken for %q, not %q", typed, got, want)
		}
	}
}

func TestEachRuleFailsAlone(t *testing.T) {
	r := plan.PasswordRules{MinLen: 8, MaxLen: 12, RequireUpper: true, RequireLower: true, RequireDigit: true}
	for typed, want := range map[string][]string{
		"Abcdef1": {"min_len"}, "Abcdefg1": nil, "Abcdefghijk12": {"max_len"}, "abcdefg1": {"require_upper"},
		"ABCDEFG1": {"require_lower"}, "Abcdefgh": {"require_digit"}, "xDANA1abc": {"name"}, "Äbcdéfg1": nil,
	} {
		if got := r.Unmet([]byte(typed), "dana"); !slices.Equal(got, want) {
			t.Errorf("%q: %v, not %v", typed, got, want)
		}
	}
	if got := (plan.PasswordRules{MinLen: 8}).Unmet([]byte("alllower"), ""); got != nil {
		t.Errorf("flags off: %v", got)
	}
}

func TestOutdated(t *testing.T) {
	r := plan.AppRules{MinSupported: "1.2", Recommended: "1.10.0", StoreURLs: map[string]string{"linux": "https://example.org/get"}}
	for version, want := range map[string]string{"1.1.9": "app.too-old", "1.2.0": "app.old", "1.9": "app.old", "1.10": "", "2": "", "dev": ""} {
		got := ""
		if p := r.Outdated(version, "linux"); p != nil {
			got = string(p.Code)
			if p.Facts.URL == "" || p.Facts.Version == "" {
				t.Errorf("%s: no version or store", version)
			}
		}
		if got != want {
			t.Errorf("%s: %q, not %q", version, got, want)
		}
	}
}
