package ui

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how one code is added by its key: typed or pasted, with a look at it while it is typed. The other ways, a
// picture, a file and a camera, begin here.

// addPage is the page of ways to add.
type addPage struct {
	p               *codesPage
	key             *control.SecretField
	issuer, account *control.Field
	more            *addMore
	body            fyne.CanvasObject
	notice          *wizard.Notice
	// agreed is what the member was warned of and adds all the same.
	agreed string
}

// addMore is what hardly anybody has to say, folded.
type addMore struct {
	kind, algorithm         *control.Choice
	digits, period, counter *control.Field
	all                     *control.Expander
}

// The choices, in the order they are shown.
var (
	keyTypes      = []otp.Type{otp.TOTP, otp.HOTP, otp.Steam}
	keyAlgorithms = []otp.Algorithm{otp.SHA1, otp.SHA256, otp.SHA512}
)

// showAdd shows the ways to add a code.
func (p *codesPage) showAdd() {
	p.u.touched()
	p.put(p.newAdd().page)
}

// newAdd makes the page, with nothing typed yet. What an earlier one held is erased.
func (p *codesPage) newAdd() *addPage {
	p.notice, p.found = nil, nil
	a := &addPage{p: p}
	a.build()
	p.hold(a.key.Clear)
	return a
}

func (a *addPage) build() {
	say := a.p.u.say
	show, hide, label := say.Say("signin.show"), say.Say("signin.hide"), say.Say("codes.key")
	a.key = control.NewSecretField(control.SecretWords{Label: label, Show: show, Hide: hide, ShowIt: show + " " + label, HideIt: hide + " " + label})
	a.key.Autocomplete = "off"
	a.key.SetHint(say.Say("codes.key.hint"))
	if a.p.u.pastes() {
		a.key.WithPaste(say.Say("codes.key.paste"))
	}
	a.key.OnChanged = a.look
	a.issuer, a.account = control.NewField(say.Say("codes.issuer")), control.NewField(say.Say("codes.account"))
	a.issuer.SetHint(say.Say("codes.issuer.hint"))
	a.more = newAddMore(say)
	a.body = control.Column(16, a.key, a.issuer, a.account, a.more.all, a.otherWays())
}

func newAddMore(say say) *addMore {
	m := &addMore{digits: control.NewField(say.Say("codes.digits")), period: control.NewField(say.Say("codes.period")), counter: control.NewField(say.Say("codes.counter.at"))}
	for _, f := range []*control.Field{m.digits, m.period, m.counter} {
		f.InputMode = "numeric"
	}
	m.counter.Hide()
	m.kind = control.NewChoice(say.Say("codes.type"), []control.Option{{Title: say.Say("codes.type.of.time")}, {Title: say.Say("codes.type.of.counter")}, {Title: say.Say("codes.type.of.steam")}}, m.pick).ShowLabel()
	var algorithms []control.Option
	for _, a := range keyAlgorithms {
		algorithms = append(algorithms, control.Option{Title: string(a)})
	}
	m.algorithm = control.NewChoice(say.Say("codes.algorithm"), algorithms, nil).ShowLabel()
	m.all = control.NewExpander(say.Say("codes.more"), control.Column(12, control.NewSmall(say.Say("codes.more.why")), m.kind, m.digits, m.period, m.counter, m.algorithm))
	m.set(otp.Key{Type: otp.TOTP, Digits: 6, Period: usualPeriod, Algorithm: otp.SHA1})
	return m
}

// pick shows what a type has: a counter, or a time.
func (m *addMore) pick(i int) {
	counts := keyTypes[i] == otp.HOTP
	showIf(m.counter, counts)
	showIf(m.period, !counts)
	if keyTypes[i] == otp.Steam {
		m.digits.SetText("5")
	}
	if m.all != nil {
		m.all.Refresh()
	}
}

func showIf(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
		return
	}
	o.Hide()
}

// set fills in what an address says.
func (m *addMore) set(k otp.Key) {
	for i, t := range keyTypes {
		if t == k.Type {
			m.kind.Pick(i)
		}
	}
	for i, a := range keyAlgorithms {
		if a == k.Algorithm {
			m.algorithm.Pick(i)
		}
	}
	m.digits.SetText(strconv.Itoa(k.Digits))
	m.period.SetText(strconv.Itoa(int(k.Period / time.Second)))
	m.counter.SetText(strconv.FormatUint(k.Counter, 10))
}

// otherWays lead to what a key need not be typed for.
func (a *addPage) otherWays() fyne.CanvasObject {
	say := a.p.u.say
	return control.NewGroup(say.Say("codes.ways"),
		control.NewRow(say.Say("codes.way.file"), say.Say("codes.way.file.detail"), a.p.pickFile).WithIcon("open"),
		control.NewRow(say.Say("codes.way.camera"), say.Say("codes.way.camera.detail"), a.camera).WithIcon("eye"))
}

func (a *addPage) page() wizard.Page {
	say := a.p.u.say
	next := say.Say("codes.add.next")
	if a.agreed != "" {
		next = say.Say("codes.add.anyway")
	}
	return wizard.Page{Key: "codes add", Title: say.Say("codes.add"), Lead: say.Say("codes.add.lead"), Back: a.p.backToList, Notice: a.notice,
		Body: func() fyne.CanvasObject { return a.body }, Focus: func() fyne.Focusable { return a.key.Focus() },
		Next: &wizard.Action{Label: next, Do: a.add}}
}

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

// add keeps the code, once it can be one and the member knows what there is to know of it.
func (a *addPage) add() {
	a.p.u.touched()
	typed := a.key.Take()
	defer typed.Clear()
	if otp.IsMigration(typed.Reveal()) {
		a.p.scanned([]secret.Bytes{typed.Clone()}, a.p.u.say.Say("codes.from.address"))
		return
	}
	key, warnings, err := a.read(typed.Reveal())
	defer key.Clear()
	if err != nil {
		a.refuse(otp.ReasonOf(err))
		return
	}
	if said := a.p.u.say.warnings(warnings); said != a.agreed {
		a.agreed = said
		a.notice = &wizard.Notice{Tone: wizard.Warning, Title: a.p.u.say.Say("codes.add.look"), Detail: said}
		a.p.u.redraw()
		return
	}
	a.keep(key)
}

// warnings says what a member should know before a code is kept.
func (s say) warnings(list []otp.Warning) string {
	said := make([]string, len(list))
	for i, w := range list {
		said[i] = s.Say("code.warning." + string(w))
	}
	return strings.Join(said, " ")
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
	return k, warnings, k.Check()
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

// keep adds the code and shows the list, where it can be tried at once.
func (a *addPage) keep(key otp.Key) {
	p, u := a.p, a.p.u
	c := vault.Code{Issuer: key.Issuer, Account: key.Account, Added: u.codeTime()}
	_, err := u.vault.AddCode(c, key)
	switch {
	case errors.Is(err, vault.ErrAlready):
		a.notice = &wizard.Notice{Tone: wizard.Info, Title: u.say.Say("codes.add.already"), Detail: u.say.Say("codes.add.already.detail")}
		u.redraw()
		return
	case err != nil:
		a.notice = u.say.trouble(err, u.codeTime())
		u.redraw()
		return
	}
	p.hold(nil)
	p.notice = &wizard.Notice{Tone: wizard.Good, Title: u.say.about("codes.add.done", c), Detail: u.say.Say("codes.add.done.detail")}
	p.backToList()
	p.keepCodes()
}

// camera would read a code by looking at it. There is no way to one yet on any platform that this is built for.
func (a *addPage) camera() {
	u := a.p.u
	a.notice = u.say.notice(problem.New(problem.CameraNone), ways{problem.AnotherWay: a.p.pickFile}, u.codeTime())
	u.redraw()
}
