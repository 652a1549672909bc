package mockplan

import (
	"testing"
	"time"
)

func TestRemindersBeforeAnAccountLapses(t *testing.T) { // S156: days 149, 151, 170, 181
	d := open(t)
	d.signIn("anna")
	told := func() (n int) {
		for _, to := range d.noticesTo("Please sign in soon") {
			if to == "anna@mail.example.org" {
				n++
			}
		}
		return n
	}
	on := 0
	for _, c := range []struct{ on, told int }{{149, 0}, {151, 1}, {152, 1}, {170, 2}, {180, 2}, {181, 2}} {
		d.clock.Advance(time.Duration(c.on-on) * day)
		if on = c.on; told() != c.told {
			t.Errorf("on day %d she was told %d times, want %d", c.on, told(), c.told)
		}
	}
	d.known("anna").is("refer")
	d.beginFor("reactivate").card(d.back("anna")).activation(d.sent("anna")).
		answer("credentials.submit", map[string]any{"password": d.password("anna")}).typed(d.sent("anna")).is("done")
	d.clock.Advance(150 * day)
	if told() != 3 {
		t.Errorf("after signing in again she was told %d times", told())
	}
}
