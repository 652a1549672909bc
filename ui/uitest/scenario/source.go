package scenario

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pquerna/otp/totp"
)

// source is where a member has a code from: a channel of the outbox, "app" for their authenticator, "recovery" for their
// list of recovery codes, "welcome" for the letter with which their account began.
type source struct{ channel, member string }

// code gives the newest code from a source; it waits for one on its way.
func (p *play) code(from source) (string, error) {
	switch from.channel {
	case "app":
		return p.appCode(from.member)
	case "recovery":
		return p.recoveryCode(from.member)
	case "welcome":
		return p.welcomeCode(from.member)
	}
	all, err := p.messages(from)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(m Message) bool { return m.Code != "" })
	if i < 0 {
		return "", fmt.Errorf("no code was sent to %s by %s", from.member, from.channel)
	}
	return all[i].Code, nil
}

// messages gives what was sent by a channel, newest first.
func (p *play) messages(from source) ([]Message, error) {
	all, err := p.stage.Backstage().Outbox(p.ctx, from.member)
	return slices.DeleteFunc(all, func(m Message) bool { return m.Channel != from.channel }), err
}

// appCode makes the code that a member's authenticator app shows now, by the plan's clock.
func (p *play) appCode(member string) (string, error) {
	m, now, err := p.stage.Backstage().Member(p.ctx, member)
	if err != nil {
		return "", err
	}
	for _, way := range m.Ways {
		if way.Secret != "" {
			return totp.GenerateCode(way.Secret, now)
		}
	}
	return "", fmt.Errorf("%s has no authenticator app", member)
}

// recoveryCode gives the first recovery code that a member has not used.
func (p *play) recoveryCode(member string) (string, error) {
	m, _, err := p.stage.Backstage().Member(p.ctx, member)
	if err == nil && len(m.RecoveryCodes) == 0 {
		err = errors.New(member + " has no recovery codes left")
	}
	if err != nil {
		return "", err
	}
	return m.RecoveryCodes[0], nil
}

// welcomeCode gives the activation code of the letter.
func (p *play) welcomeCode(member string) (string, error) {
	m, _, err := p.stage.Backstage().Member(p.ctx, member)
	if err == nil && m.Activation.Code == "" {
		err = errors.New(member + " had no letter with a code")
	}
	return m.Activation.Code, err
}
