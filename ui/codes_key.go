package ui

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestibule/app/otp"
	"vestibule/assets"
	"vestibule/ui/control"
)

// This file is the key that is typed: how it stands while somebody types, and what is made of it.

// look says while it is typed how the key stands: which character cannot be, and how long it is.
func (a *addPage) look() {
	typed := a.key.Take()
	defer typed.Clear()
	a.key.SetError("")
	a.agreed = ""
	if isAddress(typed.Reveal()) {
		a.fill(typed.Reveal())
		return
	}
	a.key.SetHint(a.p.u.say.typedKey(typed.Reveal()))
}

// isAddress reports whether what is typed is an address rather than a bare key.
func isAddress(typed []byte) bool { return bytes.Contains(typed[:min(len(typed), 40)], []byte("://")) }

// fill takes what an address says into the other fields.
func (a *addPage) fill(address []byte) {
	say := a.p.u.say
	if otp.IsMigration(address) {
		a.key.SetHint(say.Say("codes.key.migration"))
		return
	}
	key, _, err := otp.Parse(address)
	defer key.Clear()
	if err != nil {
		a.key.SetHint(say.reason(otp.ReasonOf(err)))
		return
	}
	a.key.SetHint(say.Say("codes.key.address"))
	a.issuer.SetText(key.Issuer)
	a.account.SetText(key.Account)
	a.more.set(key)
}

// typedKey says how a key that is being typed stands.
func (s say) typedKey(typed []byte) string {
	switch why := otp.CheckTyped(typed); why {
	case otp.SecretMissing:
		return s.Say("codes.key.hint")
	case otp.SecretBroken, otp.SecretDigits:
		if at := firstRefused(typed); at > 0 {
			return s.Say("codes.key."+string(why), assets.Facts{"at": strconv.Itoa(at)})
		}
	case otp.SecretOdd:
		return s.Count("codes.key.odd", letters(typed))
	case otp.TooLong:
		return s.reason(why)
	}
	return s.Count("codes.key.good", letters(typed))
}

// firstRefused is the place, from 1, of the first character that makes a key impossible; 0: none does.
func firstRefused(typed []byte) int {
	all := bytes.Runes(typed)
	defer clear(all)
	for n := range all {
		part := []byte(string(all[:n+1]))
		why := otp.CheckTyped(part)
		clear(part)
		if n > 0 && (why == otp.SecretBroken || why == otp.SecretDigits) || why == otp.SecretDigits {
			return n + 1
		}
	}
	return 0
}

// letters counts what is typed without what is put for the eye.
func letters(typed []byte) int {
	n := 0
	for _, c := range typed {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '2' && c <= '7' {
			n++
		}
	}
	return n
}

// refuse says what is wrong where it is wrong.
func (a *addPage) refuse(why otp.Reason) {
	words := a.p.u.say.reason(why)
	a.notice = nil
	switch why {
	case otp.DigitsRefused:
		a.more.all.SetOpen(true)
		a.more.digits.SetError(words)
	case otp.PeriodRefused:
		a.more.all.SetOpen(true)
		a.more.period.SetError(words)
	case otp.CounterRefused:
		a.more.all.SetOpen(true)
		a.more.counter.SetError(words)
	default:
		a.key.SetError(words)
	}
	a.p.u.redraw()
}

// read makes a key of what stands in the fields. What an address says of the secret counts; the rest can be changed.
func (a *addPage) read(typed []byte) (otp.Key, []otp.Warning, error) {
	for _, f := range []*control.Field{a.more.digits, a.more.period, a.more.counter} {
		f.SetError("")
	}
	k := otp.Key{Type: keyTypes[max(a.more.kind.Picked(), 0)], Algorithm: keyAlgorithms[max(a.more.algorithm.Picked(), 0)]}
	var warnings []otp.Warning
	var err error
	if isAddress(typed) {
		var said otp.Key
		said, warnings, err = otp.Parse(typed)
		k.Secret, k.LabelIssuer = said.Secret, said.LabelIssuer
	} else {
		k.Secret, err = otp.ParseSecret(typed)
		if otp.CheckTyped(typed) == otp.SecretOdd {
			warnings = append(warnings, otp.SecretCut)
		}
	}
	if err != nil {
		return k, nil, err
	}
	if k.Secret.Len() < 128/8 && !slices.Contains(warnings, otp.SecretShort) { // RFC 4226, section 4, R6
		warnings = append(warnings, otp.SecretShort)
	}
	var ofIssuer, ofAccount []otp.Warning
	k.Issuer, ofIssuer = otp.Clean(strings.TrimSpace(a.issuer.Text()))
	k.Account, ofAccount = otp.Clean(strings.TrimSpace(a.account.Text()))
	for _, w := range append(ofIssuer, ofAccount...) {
		if !slices.Contains(warnings, w) {
			warnings = append(warnings, w)
		}
	}
	if err := a.numbers(&k); err != nil {
		return k, nil, err
	}
	return k, warnings, k.CheckNew()
}

// numbers reads digits, period and counter. What is no number is refused, not guessed.
func (a *addPage) numbers(k *otp.Key) error {
	var err error
	if k.Digits, err = strconv.Atoi(strings.TrimSpace(a.more.digits.Text())); err != nil {
		return otp.Refuse(otp.DigitsRefused)
	}
	if k.Type == otp.HOTP {
		if k.Counter, err = strconv.ParseUint(strings.TrimSpace(a.more.counter.Text()), 10, 63); err != nil {
			return otp.Refuse(otp.CounterRefused)
		}
		return nil
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(a.more.period.Text()), 10, 32)
	if err != nil {
		return otp.Refuse(otp.PeriodRefused)
	}
	k.Period = time.Duration(seconds) * time.Second
	return nil
}
