package plan_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

func TestSame(t *testing.T) {
	of := func(id plan.SessionID, token string) plan.Session {
		return plan.Session{ID: id, Token: secret.Of([]byte(token))}
	}
	for _, c := range []struct {
		a, b plan.Session
		same bool
	}{
		{of("", "t"), of("", "t"), true}, {of("", "t"), of("", "u"), false},
		{of("1", "t"), of("1", "u"), true}, {of("1", "t"), of("2", "t"), false}, {of("1", "t"), of("", "t"), false},
	} {
		if c.a.Same(c.b) != c.same || c.b.Same(c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a.ID, c.b.ID, c.same)
		}
	}
}
