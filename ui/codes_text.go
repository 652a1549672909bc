package ui

import (
	"strings"
	"time"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file is how codes and their names are written and spoken.

// grouped writes a code in groups of three, as it is read out: 123 456. Five letters or fewer stay together.
func grouped(code string) string { return threes(code, " ", "") }

// spelled writes a code to be spoken digit by digit: 1 2 3, 4 5 6.
func spelled(code string) string { return threes(code, ", ", " ") }

func threes(code, between, within string) string {
	var b strings.Builder
	for i, r := range code {
		switch {
		case i > 0 && i%3 == 0 && (len(code) > 5 || within != ""):
			b.WriteString(between)
		case i > 0:
			b.WriteString(within)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hiddenCode stands for a code that is not shown.
func hiddenCode(c vault.Code) string { return grouped(strings.Repeat("•", max(c.Digits, 1))) }

// title names a code: who gives it, or else for which account.
func (s say) title(c vault.Code) string {
	switch {
	case c.Issuer != "":
		return c.Issuer
	case c.Account != "":
		return c.Account
	}
	return s.Say("codes.nameless")
}

// accountLine is the line under the title; empty where the title says it.
func accountLine(c vault.Code) string {
	if c.Issuer == "" {
		return ""
	}
	return c.Account
}

// whole names a code in one breath: issuer and account.
func (s say) whole(c vault.Code) string {
	if a := accountLine(c); a != "" {
		return s.title(c) + ", " + a
	}
	return s.title(c)
}

// about gives a sentence about one code.
func (s say) about(key string, c vault.Code) string {
	return s.Say(key, assets.Facts{"name": s.whole(c)})
}

// untilTurn is how long codes of a period still count at a time (RFC 6238, section 4.2: steps are counted from 1970).
func untilTurn(now time.Time, period time.Duration) time.Duration {
	return period - time.Duration(now.UnixNano()%int64(period))
}

// trouble gives the panel for an error that nothing can be done about here.
func (s say) trouble(err error, now time.Time) *wizard.Notice {
	return s.notice(problem.Of(err), nil, now)
}
