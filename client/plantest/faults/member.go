package faults

import (
	"encoding/base32"
	"fmt"
	"slices"
	"time"

	"vestibule/app/flow"
	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// This file is the member: what is said to each step, with what they know and what reaches them beside the line.

func text(s string) secret.Bytes { return secret.Of([]byte(s)) }

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// answer gives the member's answer to what is on screen; nil: they wait.
func (p *play) answer(at flow.Asking) plan.Answer {
	switch s := at.Step.(type) {
	case plan.Credentials:
		return p.credentials(s, at.Problem)
	case plan.Identify:
		return plan.Identified{Names: []string{p.story.who}}
	case plan.Choose:
		return p.choice(s)
	case plan.Code:
		return p.code(s, at.Problem)
	case plan.RecoveryCode:
		return plan.RecoveryCodeTyped{Code: text(p.recoveryCode(at.Problem))}
	case plan.NewPassword:
		return p.newPassword(at.Problem)
	case plan.ShowSecret:
		return p.hold(s)
	case plan.ShowRecoveryCodes:
		p.keep(s)
		return plan.RecoveryCodesKept{}
	case plan.Contact:
		return plan.ContactTyped{ContactKind: plan.ContactEmail, Value: newAddress}
	case plan.OpenBrowser:
		return p.browse(s)
	case plan.Push:
		p.approve(s)
	}
	return nil
}

// newAddress is the contact that is added.
const newAddress = "anna.new@mail.example.org"

// credentials are the password that counts for all the member knows: the newest given, and the one before where that is
// refused. Now and then they mistype.
func (p *play) credentials(s plan.Credentials, trouble *problem.Problem) plan.Answer {
	name := p.story.who
	if s.For != "" {
		name = ""
	}
	if is(trouble, problem.BadCredentials) && p.lastPassword == p.passwords[p.believed] {
		p.believed = max(0, p.believed-1)
	}
	p.lastPassword = p.passwords[p.believed]
	if p.mistypes() {
		p.lastPassword = ""
		return plan.NameAndPassword{Name: name, Password: text("Mistyped-1")}
	}
	return plan.NameAndPassword{Name: name, Password: text(p.lastPassword)}
}

// mistypes is once in a schedule at most, in one of five.
func (p *play) mistypes() bool {
	if p.still || p.slips > 0 || p.chance.IntN(5) > 0 {
		return false
	}
	p.slips, p.untold = p.slips+1, true
	return true
}

func is(p *problem.Problem, code problem.Code) bool { return p != nil && p.Code == code }

func (p *play) choice(s plan.Choose) plan.Answer {
	for _, kind := range p.story.by {
		for _, a := range s.Options {
			if a.Kind == kind && a.Unusable == "" {
				return plan.Chosen{Authenticator: a.ID}
			}
		}
	}
	for _, a := range s.Options {
		if a.Unusable == "" {
			return plan.Chosen{Authenticator: a.ID}
		}
	}
	return nil
}

// code is the newest that came, or the app's. What was taken already, or never comes, is asked for anew.
func (p *play) code(s plan.Code, trouble *problem.Problem) plan.Answer {
	if s.Authenticator.Kind == plan.TOTP {
		return plan.CodeTyped{Code: text(p.appCode(p.backstage().secret))}
	}
	code := p.read(s.Authenticator.Kind)
	if code == "" || code == p.lastCode && trouble != nil && !p.onlyCode {
		p.pass(31 * time.Second) // a plan wants a pause between two
		return plan.CodeResend{}
	}
	if p.mistypes() {
		return plan.CodeTyped{Code: text("000000")}
	}
	p.lastCode = code
	return plan.CodeTyped{Code: text(code)}
}

// appCode waits for a code that was not used before (RFC 6238, section 5.2).
func (p *play) appCode(key string) string {
	raw, err := letters.DecodeString(key)
	k := otp.Key{Type: otp.TOTP, Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second, Secret: secret.Of(raw)}
	for range 3 {
		code, bad := k.Code(p.plan.Clock.Now())
		if err == nil && bad == nil && code.Text != p.lastCode {
			p.lastCode = code.Text
			return code.Text
		}
		p.pass(30 * time.Second)
	}
	return "111111"
}

// recoveryCode crosses codes off the list as the plan takes them.
func (p *play) recoveryCode(trouble *problem.Problem) string {
	codes := p.backstage().recovery
	if is(trouble, problem.RecoveryUsed) || p.lastCode == "" || !slices.Contains(codes, p.lastCode) {
		p.lastCode = codes[0]
	}
	return p.lastCode
}

// newPassword is another one only where the plan has refused the last: what a member typed stays on the page.
func (p *play) newPassword(trouble *problem.Problem) plan.Answer {
	if is(trouble, problem.PasswordRefused) || len(p.passwords) == 1 {
		p.passwords = append(p.passwords, fmt.Sprintf("Marble-Garden-%d", 2731+len(p.passwords)))
	}
	p.believed = len(p.passwords) - 1
	return plan.NewPasswordTyped{Password: text(p.passwords[p.believed])}
}

// hold keeps the secret first, as the app does, and confirms then.
func (p *play) hold(s plan.ShowSecret) plan.Answer {
	key := letters.EncodeToString(s.Secret.Reveal())
	if !slices.Contains(p.vault, key) {
		p.vault = append(p.vault, key)
	}
	return plan.ShowSecretConfirmed{Code: text(p.appCode(key)), Label: "This app"}
}

func (p *play) keep(s plan.ShowRecoveryCodes) {
	first := string(s.Codes[0].Reveal())
	if !slices.Contains(p.sheets, first) {
		p.sheets = append(p.sheets, first)
	}
}

// approve presses the number on the other device, once.
func (p *play) approve(s plan.Push) {
	p.back("POST", "/mock/push", fmt.Sprintf(`{"member":%q,"number":%q}`, p.story.who, s.Number))
}
