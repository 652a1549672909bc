package ui

import (
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
	rows := []fyne.CanvasObject{control.NewRow(say.Say("codes.way.file"), say.Say("codes.way.file.detail"), a.p.pickFile).WithIcon("open")}
	if a.p.canPaste() {
		rows = append(rows, control.NewRow(say.Say("codes.way.paste"), say.Say("codes.way.paste.detail"), func() { a.paste(a.p.u.cfg.Paste) }).WithIcon("paste"))
	}
	rows = append(rows, control.NewRow(say.Say("codes.way.camera"), say.Say("codes.way.camera.detail"), a.camera).WithIcon("eye"))
	return control.NewGroup(say.Say("codes.ways"), rows...)
}

func (a *addPage) page() wizard.Page {
	say := a.p.u.say
	a.p.u.pasteInto = a.paste
	next := say.Say("codes.add.next")
	if a.agreed != "" {
		next = say.Say("codes.add.anyway")
	}
	return wizard.Page{Key: "codes add", Title: say.Say("codes.add"), Lead: say.Say("codes.add.lead"), Back: a.p.backToList, Notice: a.notice,
		Body: func() fyne.CanvasObject { return a.body }, Focus: func() fyne.Focusable { return a.key.Focus() },
		Next: &wizard.Action{Label: next, Do: a.add}}
}

// add keeps the code, once it can be one and the member knows what there is to know of it.
func (a *addPage) add() {
	a.p.u.touched()
	typed := a.key.Take()
	defer typed.Clear()
	if otp.IsMigration(typed.Reveal()) {
		a.p.scanned([]secret.Bytes{typed.Clone()}, a.p.u.say.Say("codes.from.address"), a.p.fileTrouble)
		return
	}
	key, warnings, err := a.read(typed.Reveal())
	defer key.Clear()
	if err != nil {
		a.refuse(otp.ReasonOf(err))
		return
	}
	if a.nameTaken(key) {
		warnings = append(warnings, otp.NameTaken)
	}
	if said := a.p.u.say.warnings(warnings); said != a.agreed {
		a.agreed = said
		a.notice = &wizard.Notice{Tone: wizard.Warning, Title: a.p.u.say.Say("codes.add.look"), Detail: said}
		a.p.u.redraw()
		return
	}
	a.keep(key)
}

// nameTaken reports that another key is kept under the same name, the plan's own perhaps: somebody may want it replaced by
// theirs.
func (a *addPage) nameTaken(key otp.Key) bool {
	same := func(c vault.Code) bool {
		return strings.EqualFold(c.Issuer, key.Issuer) && strings.EqualFold(c.Account, key.Account)
	}
	return key.Issuer != "" && slices.ContainsFunc(a.p.u.codesHere(), same)
}

// warnings says what a member should know before a code is kept.
func (s say) warnings(list []otp.Warning) string {
	said := make([]string, len(list))
	for i, w := range list {
		said[i] = s.Say("code.warning." + string(w))
	}
	return strings.Join(said, " ")
}

// keep adds the code and shows the list, where it can be tried at once.
func (a *addPage) keep(key otp.Key) {
	p, u := a.p, a.p.u
	c := vault.Code{Place: u.codePlace(), Issuer: key.Issuer, Account: key.Account, Added: u.codeTime()}
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
