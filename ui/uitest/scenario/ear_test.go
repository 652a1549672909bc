package scenario_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"vestibule/ui/uitest/scenario"
)

// This file learns which secrets there are: from what travels between an app and its plan, and from behind the plan.

// ear marks the secrets that pass it on their way to a plan and back: tokens, handles, passwords, keys.
type ear struct {
	to    http.Handler
	marks *marks
}

func (e *ear) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		e.marks.add("a session's token", token)
	}
	answer := &overheard{ResponseWriter: w}
	e.to.ServeHTTP(answer, r)
	if strings.HasPrefix(r.URL.Path, "/v1/") {
		e.listen(answer.said.Bytes())
	}
}

// aKey is what the secret of an authenticator is called here.
const aKey = "a code's key"

// named are the members of an answer that hold secrets, with what they are.
var named = map[string]string{"token": "a session's token", "flow": "a conversation's handle", "trust": "a device's trust"}

func (e *ear) listen(answer []byte) {
	var all any
	if json.Unmarshal(answer, &all) == nil {
		e.mark(all)
	}
}

func (e *ear) mark(part any) {
	switch part := part.(type) {
	case []any:
		for _, p := range part {
			e.mark(p)
		}
	case map[string]any:
		for name, p := range part {
			text, _ := p.(string)
			switch {
			case name == "secret":
				e.marks.addKey(aKey, text)
			case named[name] != "":
				e.marks.add(named[name], text)
			}
			e.mark(p)
		}
	}
}

// overheard is an answer of which a copy is kept.
type overheard struct {
	http.ResponseWriter
	said bytes.Buffer
}

func (o *overheard) Write(b []byte) (int, error) {
	o.said.Write(b)
	return o.ResponseWriter.Write(b)
}

func (o *overheard) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// behind marks what the plan knows of its members: their passwords, keys and recovery codes.
func (m *marks) behind(b *scenario.Backstage) error {
	answer, err := b.Client.Get(b.Base + "/mock/members")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var all struct {
		Members []struct {
			scenario.Member
			Password string `json:"password"`
		} `json:"members"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		return err
	}
	for _, member := range all.Members {
		m.add("a password", member.Password)
		for _, code := range member.RecoveryCodes {
			m.add("a recovery code", code)
		}
		for _, way := range member.Ways {
			m.addKey(aKey, way.Secret)
		}
	}
	return nil
}
