package ui

import (
	"fmt"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/assets"
)

// say writes times and numbers the way a member reads them. It holds the words, and the plan's rules for passwords,
// which some sentences name, and the zone in which the member reads times.
type say struct {
	*assets.Words
	zone      *time.Location
	passwords plan.PasswordRules
}

// span gives a length of time in its two largest parts: "14 minutes 32 seconds", "30 days".
func (s say) span(d time.Duration) string {
	secs := int((d + time.Second - 1) / time.Second)
	switch {
	case secs <= 0:
		return s.Say("time.now")
	case secs < 60:
		return s.Count("time.second", secs)
	case secs < 3600:
		return s.two("time.minute", secs/60, "time.second", secs%60)
	case secs < 48*3600:
		return s.two("time.hour", secs/3600, "time.minute", secs/60%60)
	}
	return s.Count("time.day", secs/86400)
}

func (s say) two(large string, n int, small string, m int) string {
	if m == 0 {
		return s.Count(large, n)
	}
	return s.Say("time.and", assets.Facts{"first": s.Count(large, n), "last": s.Count(small, m)})
}

// digits gives a countdown as a clock: "14:32", "1:02:03". Its width changes only with the hour.
func digits(d time.Duration) string {
	secs := int((d + time.Second - 1) / time.Second)
	if secs >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", secs/3600, secs/60%60, secs%60)
	}
	return fmt.Sprintf("%02d:%02d", secs/60, secs%60)
}

// clock gives the time of day as this device's owner reads it; another day is named.
func (s say) clock(t, now time.Time) string {
	t, now = t.In(s.zone), now.In(s.zone)
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("2 January, 15:04")
}

// day gives a date.
func (s say) day(t time.Time) string { return t.In(s.zone).Format("2 January 2006") }

// moment gives a date with its time of day.
func (s say) moment(t time.Time) string { return t.In(s.zone).Format("2 January 2006, 15:04") }

// on and at give a day and a moment to a sentence.
func (s say) on(t time.Time) assets.Facts { return assets.Facts{"when": s.day(t)} }

func (s say) at(t time.Time) assets.Facts { return assets.Facts{"when": s.moment(t)} }

// skew says how wrong a clock is: "3 minutes 10 seconds fast".
func (s say) skew(ahead time.Duration) string {
	if ahead < 0 {
		return s.Say("code.clock.slow", assets.Facts{"time": s.span(-ahead)})
	}
	return s.Say("code.clock.fast", assets.Facts{"time": s.span(ahead)})
}

// feature names a part of the plan; one the app has no word for is named as the plan does.
func (s say) feature(name string) string {
	if s.Has("feature." + name) {
		return s.Say("feature." + name)
	}
	return name
}

// rules names the rules of a new password that are not met.
func (s say) rules(names []string) string {
	said := make([]string, 0, len(names))
	for _, n := range names {
		said = append(said, strings.ToLower(s.rule(n)))
	}
	return strings.Join(said, ", ")
}

// rule gives one rule of a new password; one the app has no words for is named as the plan does.
func (s say) rule(name string) string {
	limit := map[string]int{"min_len": s.passwords.MinLen, "max_len": s.passwords.MaxLen}[name]
	if !s.Has("rule." + name) {
		return name
	}
	return s.Say("rule."+name, assets.Facts{"n": fmt.Sprint(limit)})
}

// methods says how somebody signed in: "your password and a text code".
func (s say) methods(names []string) string {
	said := make([]string, 0, len(names))
	for _, n := range names {
		if s.Has("home.methods." + n) {
			n = s.Say("home.methods." + n)
		}
		said = append(said, n)
	}
	if len(said) < 2 {
		return strings.Join(said, "")
	}
	last := len(said) - 1
	return s.Say("home.methods.and", assets.Facts{"first": strings.Join(said[:last], ", "), "last": said[last]})
}
