package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Commands that assert. What is on screen is waited for; what the plan has counted is asked once.

// sight is a thing on screen: of a role, by its whole name; without a role, anything that says the words.
type sight struct{ role, name string }

func (s sight) is(t thing) bool {
	if s.role == "" {
		return t.says(s.name)
	}
	return t.role == s.role && t.name == s.name
}

type see struct {
	sight
	value  string // what stands in it; empty: anything
	detail string // what is said of it besides, in part
	states []string
}

func (see) asserts() {}

func (c see) do(p *play) (err error) {
	if c.value, err = p.expand(c.value); err != nil {
		return err
	}
	what := fmt.Sprintf("%s %q", c.role, c.name)
	if c.value != "" {
		what += fmt.Sprintf(" = %q", c.value)
	}
	if c.detail != "" {
		what += fmt.Sprintf(" with %q", c.detail)
	}
	what = strings.TrimSpace(what + " " + strings.Join(c.states, " "))
	return p.waitFor("not seen: "+what, func(outline string) bool {
		return slices.ContainsFunc(things(outline), c.holds)
	})
}

func (c see) holds(t thing) bool {
	if !c.is(t) || c.value != "" && t.value != c.value || !strings.Contains(t.detail, c.detail) {
		return false
	}
	return !slices.ContainsFunc(c.states, func(s string) bool { return !t.stands(s) })
}

type gone struct{ sight }

func (gone) asserts() {}

func (c gone) do(p *play) error {
	what := strings.TrimSpace(fmt.Sprintf("%s %q", c.role, c.name))
	return p.waitFor("still there: "+what, func(outline string) bool {
		return !slices.ContainsFunc(things(outline), c.is)
	})
}

// left looks for a countdown, give or take leeway: real drivers take real seconds.
type left struct{ want time.Duration }

const leeway = time.Minute

var countdown = regexp.MustCompile(`\b(\d{1,3}):(\d{2})$`)

func (left) asserts() {}

func (c left) do(p *play) error {
	return p.waitFor(fmt.Sprintf("no countdown at %v", c.want), func(outline string) bool {
		return slices.ContainsFunc(things(outline), func(t thing) bool {
			d, counts := t.counts()
			return counts && (d-c.want).Abs() <= leeway
		})
	})
}

// counts gives what a timer, or a button that cannot be pressed yet, counts down.
func (t thing) counts() (time.Duration, bool) {
	m := countdown.FindStringSubmatch(t.value)
	if t.role == "button" {
		m = countdown.FindStringSubmatch(t.name)
	}
	if m == nil || t.role != "button" && t.role != "timer" {
		return 0, false
	}
	d, err := time.ParseDuration(m[1] + "m" + m[2] + "s")
	return d, err == nil
}

type attempts struct {
	member string
	want   int
}

func (attempts) asserts() {}

func (c attempts) do(p *play) error {
	j, err := p.stage.Backstage().Journal(p.ctx)
	if err != nil {
		return err
	}
	if got := j.Attempts(c.member); got != c.want {
		return fmt.Errorf("%d tries of %s were used, not %d", got, c.member, c.want)
	}
	return nil
}

type requests struct{ most int }

func (requests) asserts() {}

func (c requests) do(p *play) error {
	j, err := p.stage.Backstage().Journal(p.ctx)
	if err != nil {
		return err
	}
	if made := j.Requests[len(p.before.Requests):]; len(asked(made)) > c.most {
		return fmt.Errorf("%d requests, more than %d: %s", len(asked(made)), c.most, strings.Join(asked(made), ", "))
	}
	return nil
}

type sent struct {
	from source
	want int
}

func (sent) asserts() {}

func (c sent) do(p *play) error {
	all, err := p.messages(c.from)
	if err != nil {
		return err
	}
	if len(all) != c.want {
		return fmt.Errorf("%d messages were sent, not %d", len(all), c.want)
	}
	return nil
}

type keptNothing struct{}

func (keptNothing) asserts() {}

func (keptNothing) do(p *play) error {
	k, ok := p.stage.(Keeper)
	if !ok {
		return ErrCannot
	}
	kept, err := k.Kept()
	if err == nil && len(kept) > 0 {
		err = fmt.Errorf("the device still holds: %s", strings.Join(kept, ", "))
	}
	return err
}

type outline struct{ name string }

func (outline) asserts() {}

func (c outline) do(p *play) error {
	if p.golden == nil {
		return ErrCannot
	}
	got, err := p.app.Outline()
	if err != nil {
		return err
	}
	p.golden(fmt.Sprintf("outline/%s-%s.%s", p.script.Name, c.name, p.form), got)
	return nil
}
