package plan_test

import (
	"testing"

	"vestibule/app/plan"
)

func TestCleanContact(t *testing.T) {
	for typed, want := range map[string]struct {
		kind  plan.ContactKind
		value string
		rule  plan.ContactRule
	}{
		"":                      {"", "", plan.ContactMissing},
		"  ":                    {"", "", plan.ContactMissing},
		" ana@mail.example.org": {plan.ContactEmail, "ana@mail.example.org", ""},
		"ana@example":           {plan.ContactEmail, "ana@example", plan.ContactNoDomain},
		"ana@example.":          {plan.ContactEmail, "ana@example.", plan.ContactNoDomain},
		"ana@.org":              {plan.ContactEmail, "ana@.org", plan.ContactNoDomain},
		"@example.org":          {plan.ContactEmail, "@example.org", plan.ContactNoAt},
		"ana@b@example.org":     {plan.ContactEmail, "ana@b@example.org", plan.ContactNoAt},
		"ana b@example.org":     {plan.ContactEmail, "ana b@example.org", plan.ContactSpaces},
		"ana.example.org":       {"", "ana.example.org", plan.ContactNoAt},
		"(555) 010-0142":        {plan.ContactPhone, "(555) 010-0142", ""},
		"555 0142":              {plan.ContactPhone, "555 0142", plan.ContactShortNumber},
		"+1 555 010 0142":       {plan.ContactPhone, "+1 555 010 0142", ""},
		"1234567890123456":      {plan.ContactPhone, "1234567890123456", plan.ContactLongNumber},
		"+":                     {"", "+", plan.ContactNoAt},
	} {
		kind, value, rule := plan.CleanContact(typed)
		if kind != want.kind || value != want.value || rule != want.rule {
			t.Errorf("%q is a %q %q, rule %q; want %+v", typed, kind, value, rule, want)
		}
	}
}
