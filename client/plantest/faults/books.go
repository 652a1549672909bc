package faults

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"vestibule/app/plan"
	"vestibule/client"
)

// This file is what the plan itself knows, and what must be true of it after every schedule.

// back asks behind the members' backs, beside the line.
func (p *play) back(method, path, body string) []byte {
	q, err := http.NewRequestWithContext(context.Background(), method, "http://localhost"+path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	res, err := client.InProcess{Handler: p.mock}.RoundTrip(q)
	if err != nil {
		panic(err)
	}
	defer func() { _ = res.Body.Close() }()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		panic(err)
	}
	return said
}

// account is what the backstage tells of the story's member.
type account struct {
	password, secret string
	secrets          []string // of every authenticator app
	recovery         []string
	contacts         []string
	wrong, mfa       int // wrong ones that were counted
}

func (p *play) backstage() account {
	var all struct {
		Members []struct {
			Username, Password string
			RecoveryCodes      []string                  `json:"recovery_codes"`
			Authenticators     []struct{ Secret string } `json:"authenticators"`
			Contacts           []struct{ Value string }  `json:"contacts"`
			Tries              struct{ Password, MFA int }
		}
	}
	if err := json.Unmarshal(p.back("GET", "/mock/members", ""), &all); err != nil {
		panic(err)
	}
	for _, m := range all.Members {
		if m.Username != p.story.who {
			continue
		}
		a := account{password: m.Password, recovery: m.RecoveryCodes, wrong: m.Tries.Password, mfa: m.Tries.MFA}
		for _, way := range m.Authenticators {
			if way.Secret != "" {
				a.secret, a.secrets = way.Secret, append(a.secrets, way.Secret)
			}
		}
		for _, c := range m.Contacts {
			a.contacts = append(a.contacts, c.Value)
		}
		return a
	}
	panic("no member " + p.story.who)
}

// newest is the newest code that was sent to the member by a channel, or to the contact that is added.
func (p *play) newest(kind plan.AuthenticatorKind) string {
	var box struct {
		Messages []struct{ Code, Channel string }
	}
	if err := json.Unmarshal(p.back("GET", "/mock/outbox?to="+p.story.who, ""), &box); err != nil {
		panic(err)
	}
	for _, m := range box.Messages {
		if m.Code != "" && m.Channel == string(kind) {
			return m.Code
		}
	}
	return ""
}

// books compares what the member was told with what the plan did.
func (p *play) books() error {
	ctx, a := context.Background(), p.backstage()
	var wrong []error
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	// What was delivered late may be a code that counts no more: it is counted, though the member heard nothing of it.
	most := p.misses + p.line.Times("stray") + p.line.Times("slow")
	if p.untold {
		most++
	}
	if a.wrong+a.mfa > most {
		say("%d wrong passwords and %d wrong codes were counted, of %d at most", a.wrong, a.mfa, most)
	}
	for _, key := range a.secrets {
		if p.story.purpose == plan.Bind && !slices.Contains(p.vault, key) {
			say("the plan has an authenticator whose secret this device has lost")
		}
	}
	if n := len(a.secrets); p.story.purpose == plan.Bind && n > len(p.vault) {
		say("%d authenticators were bound, of %d secrets", n, len(p.vault))
	}
	if n := count(a.contacts, newAddress); n > 1 {
		say("the contact is there %d times", n)
	}
	if p.session == nil {
		return errors.Join(wrong...)
	}
	if _, err := p.calm.Identity.Account(ctx, *p.session); err != nil {
		say("signed in here, and the plan does not know it: %w", err)
		return errors.Join(wrong...)
	}
	events, err := p.calm.Security.Activity(ctx, *p.session)
	if err != nil {
		say("the activity log: %w", err)
	}
	did := map[plan.EventWhat]int{}
	for _, e := range events {
		did[e.What]++
	}
	for what, most := range map[plan.EventWhat]int{plan.EventPassword: len(p.passwords) - 1, plan.EventAuthAdded: len(p.vault),
		plan.EventRecoveryCodes: len(p.sheets), plan.EventContactAdded: 1} {
		if did[what] > most {
			say("%s happened %d times, the member did it %d times", what, did[what], most)
		}
	}
	o, err := p.calm.Security.Overview(ctx, *p.session)
	if err != nil {
		say("the overview: %w", err)
	}
	if n := len(o.Sessions); p.line.Harmed() == 0 && n != 1 {
		say("%d sessions are open, on a line that did nothing", n)
	}
	return errors.Join(wrong...)
}

func count(all []string, one string) (n int) {
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}
