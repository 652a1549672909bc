package mockplan

import "encoding/base32"

// beginIn opens a conversation in a session.
func (d *door) beginIn(token, purpose string) step {
	return step{d, d.ask("POST", "/v1/flows", `{"purpose":"`+purpose+`"}`, "Authorization", "Bearer "+token)}
}

// shown gives the code that an app makes with the secret on the step, its clock ahead by so many steps.
func (s step) shown(ahead int64) string {
	s.door.t.Helper()
	letters, _ := s.part()["secret"].(string)
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(letters)
	if err != nil || len(key) != 20 {
		s.door.t.Fatalf("the secret is %q: %v", letters, err)
	}
	s.plan.mu.Lock()
	defer s.plan.mu.Unlock()
	rules := s.plan.policy.TOTP
	return totpCode(key, totpStep(s.plan.now(), rules)+ahead, rules)
}

func (s step) confirm(code, label string) step {
	return s.answer("show-secret.confirm", map[string]any{"code": code, "label": label})
}

// session gives the session object of a done step.
func (s step) session() map[string]any { m, _ := s.part()["session"].(map[string]any); return m }

// into signs a member in, whatever it takes, and gives the token.
func (d *door) into(name string) string {
	d.t.Helper()
	s := d.known(name)
	switch s.now()["kind"] {
	case "choose-authenticator":
		s = s.pick("sms").typed(d.sent(name))
	case "code":
		s = s.typed(d.sent(name))
	}
	return s.is("done").token()
}
