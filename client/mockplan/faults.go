package mockplan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Setting is one knob as it is turned, for one member or for all. Which fields a knob takes, its line in Knobs says.
type Setting struct {
	Member  string `json:"member,omitempty"`  // any of the member's names; empty: everybody
	Times   int    `json:"times,omitempty"`   // how often it acts; 0: until it is cleared
	Kind    string `json:"kind,omitempty"`    // password, mfa, code_requests; hard, soft; employer …
	Until   string `json:"until,omitempty"`   // "+15m" from now, or a time (RFC 3339)
	Since   string `json:"since,omitempty"`   // "200d"
	Reason  string `json:"reason,omitempty"`  // the plan's own sentence
	Field   string `json:"field,omitempty"`   // of the card: family-name …
	Feature string `json:"feature,omitempty"` // sign-in, messages …
	Start   string `json:"start,omitempty"`   // like until
	End     string `json:"end,omitempty"`     // like until
	Path    string `json:"path,omitempty"`    // which addresses, by their beginning
	Seconds int    `json:"seconds,omitempty"` // may be negative for clock.skew
	MS      int    `json:"ms,omitempty"`      // milliseconds
	N       int    `json:"n,omitempty"`       // how many answers in a row
	// Authenticator names one of several, by its id or what it is called; empty: every one that the knob is about.
	Authenticator string `json:"authenticator,omitempty"`
	RetryAfter    int    `json:"retry_after,omitempty"` // seconds

	member                   *member
	turned                   time.Time // when the knob was turned
	until, since, start, end time.Time
	uses                     int
}

// lock is the kind of lock that acct.locked means.
func (s Setting) lock() lock { return lock(firstOf(s.Kind, string(lockPassword))) }

// faults are the knobs that are turned.
type faults map[string][]*Setting

// acts reports whether a setting touches a member and is not used up.
func (s *Setting) acts(m *member) bool {
	return (s.member == nil || s.member == m) && (s.Times == 0 || s.uses < s.Times)
}

// on gives the setting of a knob that touches a member, without using it up.
func (f faults) on(knob string, m *member) (Setting, bool) {
	for _, s := range f[knob] {
		if s.acts(m) {
			return *s, true
		}
	}
	return Setting{}, false
}

// use gives it and counts one use.
func (f faults) use(knob string, m *member) (Setting, bool) {
	for _, s := range f[knob] {
		if s.acts(m) {
			s.uses++
			return *s, true
		}
	}
	return Setting{}, false
}

// touch reports whether a knob touches one authenticator of a member.
func (f faults) touch(knob string, m *member, a *authenticator) bool {
	return slices.ContainsFunc(f[knob], func(s *Setting) bool {
		means := s.Authenticator == "" || s.Authenticator == string(a.id) || s.Authenticator == a.hint
		return means && s.acts(m)
	})
}

// setting gives a knob's setting, zero where it is off.
func (f faults) setting(knob string, m *member) Setting {
	s, _ := f.on(knob, m)
	return s
}

// all gives every setting of a knob.
func (f faults) all(knob string) []*Setting { return f[knob] }

// readFaults reads {"knob": {…} or [{…}, …], …}. Nothing is turned when one of them is not right.
func (p *Plan) readFaults(body []byte) (faults, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil || raw == nil {
		return nil, fmt.Errorf("faults are a JSON object of knobs; {} clears all")
	}
	out := faults{}
	for name, value := range raw {
		knob, known := knobNamed(name)
		if !known {
			return nil, fmt.Errorf("no knob %q; there are: %s", name, strings.Join(knobNames(), ", "))
		}
		settings, err := p.readSettings(knob, value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = settings
	}
	return out, nil
}

func (p *Plan) readSettings(knob Knob, value json.RawMessage) ([]*Setting, error) {
	list := []json.RawMessage{value}
	if bytes.HasPrefix(bytes.TrimSpace(value), []byte("[")) {
		if err := json.Unmarshal(value, &list); err != nil {
			return nil, err
		}
	}
	var out []*Setting
	for _, one := range list {
		s, err := p.readSetting(knob, one)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (p *Plan) readSetting(knob Knob, value json.RawMessage) (*Setting, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(value, &fields); err != nil || fields == nil {
		return nil, fmt.Errorf("a setting is a JSON object")
	}
	for name := range fields {
		if name != "times" && !slices.Contains(knob.Takes, name) {
			return nil, fmt.Errorf("takes %v and times, not %q", knob.Takes, name)
		}
	}
	s := &Setting{}
	if err := json.Unmarshal(value, s); err != nil {
		return nil, fmt.Errorf("a field has the wrong type")
	}
	return s, p.settle(s)
}

// settle finds the member and the times that a setting means.
func (p *Plan) settle(s *Setting) (err error) {
	if s.Member != "" {
		if s.member = p.anyone(s.Member); s.member == nil {
			return fmt.Errorf("no member %q", s.Member)
		}
	}
	s.turned = p.now()
	if s.N > 0 {
		s.Times = s.N
	}
	if s.until, err = p.moment(s.Until); err != nil {
		return err
	}
	if s.since, err = p.ago(s.Since); err != nil {
		return err
	}
	if s.start, err = p.moment(firstOf(s.Start, "+0s")); err != nil {
		return err
	}
	s.end, err = p.moment(firstOf(s.End, "+30m"))
	return err
}

// moment reads "+15m" as from now, and a time as itself.
func (p *Plan) moment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if after, ok := strings.CutPrefix(text, "+"); ok {
		d, err := time.ParseDuration(after)
		return p.now().Add(d), err
	}
	return time.Parse(time.RFC3339, text)
}

// ago reads "200d" as so many days before now.
func (p *Plan) ago(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	days, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	return p.now().AddDate(0, 0, -days), err
}
