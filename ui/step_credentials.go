package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// credentialsPage asks for name and password on one page, with "Forgot …" directly below them (S103).
type credentialsPage struct {
	c        *conversation
	step     plan.Credentials
	name     *control.Field
	password *control.SecretField
	shared   *control.Check
	remember *control.Check
	keepPass *control.Check
	helping  *control.Check // nil: at this plan nobody acts for others
	// filled: what this device remembers stands in the fields.
	filled bool
	body   fyne.CanvasObject
}

func newCredentialsPage(c *conversation) stepPage {
	p := &credentialsPage{c: c}
	say := c.ui.say
	p.name = control.NewField(say.Say("signin.name"))
	p.name.Autocomplete, p.name.InputMode, p.name.Required = "username", "email", true
	p.name.OnChanged = p.nameChanged
	p.password = control.NewSecretField(secretWords(say, "signin.password"))
	if c.ui.pastes() {
		p.password.WithPaste(say.Say("paste.password"))
	}
	p.shared = control.NewCheck(say.Say("signin.shared"), p.sharedChanged).WithDetail(say.Say("signin.shared.detail"))
	p.remember = control.NewCheck(say.Say("signin.remember"), p.rememberChanged)
	p.keepPass = control.NewCheck(say.Say("signin.remember.password"), nil)
	p.helping = c.ui.helpingCheck()
	p.body = p.layout()
	p.fill()
	return p
}

// secretWords are the words of a password field.
func secretWords(say say, label string) control.SecretWords {
	show, hide := say.Say("signin.show"), say.Say("signin.hide")
	return control.SecretWords{
		Label: say.Say(label), Show: show, Hide: hide,
		ShowIt: show + " " + say.Say(label), HideIt: hide + " " + say.Say(label),
		Hints: control.SecretHints{CapsLock: say.Say("hint.caps"), StraySpace: say.Say("hint.space"),
			CurlyQuote: say.Say("hint.quotes"), NotLatin: say.Say("hint.letters")},
	}
}

func (p *credentialsPage) layout() fyne.CanvasObject {
	u := p.c.ui
	var rest []fyne.CanvasObject
	if u.kept.why == nil {
		rest = append(rest, p.remember, p.keepPass)
	} else {
		rest = append(rest, control.NewSmall(u.say.Say("signin.remember.none")))
	}
	if u.plan.Document.Can(plan.CanShareDevice).How == plan.InApp {
		rest = append(rest, p.shared)
	}
	if p.helping != nil {
		rest = append(rest, p.helping)
	}
	if more := p.c.moreWays(); more != nil {
		rest = append(rest, more)
	}
	rest = append(rest, control.NewLink(u.say.Say("codes.title"), u.showCodes))
	if u.plan.Demo != nil {
		rest = append(rest, control.NewLink(u.say.Say("demo.members"), u.showMembers))
	}
	fields := control.Column(12, p.name, p.password)
	return control.Column(4, append([]fyne.CanvasObject{fields, p.c.forgotten()}, rest...)...)
}

// fill puts in what this device remembers.
func (p *credentialsPage) fill() {
	k := p.c.ui.kept
	p.rememberChanged(false)
	p.shared.SetOn(p.c.carried.shared)
	if name := p.c.carried.first(); name != "" && name != k.name {
		p.name.SetText(name)
		return
	}
	if k.name == "" || p.shared.On() {
		return
	}
	p.name.SetText(k.name)
	p.name.SetHint(p.c.ui.say.Say("signin.name.saved"))
	p.remember.SetOn(true)
	p.rememberChanged(true)
	p.filled = true
	if !k.password.Empty() {
		p.password.Set(k.password.Reveal())
		p.password.SetHint(p.c.ui.say.Say("signin.password.saved"))
		p.keepPass.SetOn(true)
	}
}

// nameChanged says what the name looks like, and lets go of a saved password that belongs to another name.
func (p *credentialsPage) nameChanged(typed string) {
	p.name.SetHint(p.c.ui.say.kind(typed))
	p.name.SetError("")
	if k := p.c.ui.kept; k.name != "" && typed != k.name {
		p.letGo()
	}
}

// letGo takes back what was filled in for the remembered name: somebody else is typing theirs.
func (p *credentialsPage) letGo() {
	if p.holdsSaved() {
		p.password.Clear()
		p.password.SetHint("")
	}
	if p.filled {
		p.filled = false
		p.remember.SetOn(false)
	}
}

// holdsSaved reports that the password field still shows what was saved.
func (p *credentialsPage) holdsSaved() bool {
	typed := p.password.Take()
	defer typed.Clear()
	return !typed.Empty() && typed.Equal(p.c.ui.kept.password)
}

// rememberChanged: a password is kept only with its name.
func (p *credentialsPage) rememberChanged(on bool) {
	if !on {
		p.keepPass.SetOn(false)
		p.keepPass.Hide()
	} else {
		p.keepPass.Show()
	}
	p.refresh()
}

// sharedChanged: on a shared device nothing is kept, so nothing is offered.
func (p *credentialsPage) sharedChanged(on bool) {
	if on {
		p.remember.SetOn(false)
		p.keepPass.SetOn(false)
		p.remember.Hide()
		p.keepPass.Hide()
	} else {
		p.remember.Show()
	}
	p.refresh()
}

func (p *credentialsPage) refresh() {
	if p.body != nil {
		p.body.Refresh()
	}
}

func (p *credentialsPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.Credentials)
	say := p.c.ui.say
	page := wizard.Page{
		Title: say.Say("signin.title"), Lead: p.lead(),
		Body: func() fyne.CanvasObject { return p.body }, Focus: p.focus,
		Next: &wizard.Action{Label: say.Say("signin.next"), Do: func() { p.send(false) }},
	}
	if st.confirm {
		page.Next = &wizard.Action{Label: say.Say("confirm.do"), Do: func() { p.send(true) }}
	}
	if n := p.notice(st); n != nil {
		page.Notice = n
	}
	p.offerProviders(&page)
	return page
}

// lead says which password this app takes (S083, S084).
func (p *credentialsPage) lead() string {
	if p.c.ui.plan.Document.Policy.App.OwnPassword {
		return p.c.ui.say.Say("signin.lead.own")
	}
	return p.c.ui.say.Say("signin.lead")
}

// notice adds to a refusal what only this page can offer: another of the member's names (S008), and clearing what was
// filled in from before (S009).
func (p *credentialsPage) notice(st standing) *wizard.Notice {
	if st.problem == nil || st.problem.Code != problem.BadCredentials {
		return nil
	}
	u := p.c.ui
	n := u.say.notice(st.problem, p.c.ways(st), u.plan.Clock.Now())
	n.More = append(n.More, p.otherNames())
	if p.holdsSaved() {
		n.Detail += " " + u.say.Say("signin.password.stale")
		n.Fix = &wizard.Action{Label: u.say.Say("signin.clear"), Do: p.clear}
	}
	return n
}

// clear empties both fields to be typed by hand.
func (p *credentialsPage) clear() {
	p.name.SetText("")
	p.password.Clear()
	p.password.SetHint("")
	p.c.ui.redraw()
}

func (p *credentialsPage) focus() fyne.Focusable {
	if p.name.Text() != "" {
		return p.password.Focus()
	}
	return p.name.Focus()
}

// send answers, unless a field is empty: that is said under it, and nothing is spent.
func (p *credentialsPage) send(confirmed bool) {
	say := p.c.ui.say
	name, trimmed := plan.CleanName(p.name.Text())
	if trimmed {
		p.name.SetText(name)
		p.name.SetHint(say.Say("hint.trimmed"))
	}
	p.name.SetError(p.missing(name == ""))
	p.password.SetError(p.missing(p.password.Len() == 0))
	if name == "" || p.password.Len() == 0 {
		p.c.ui.redraw()
		return
	}
	p.c.choice.password.Clear()
	p.c.choice = p.choice(name)
	p.c.answer(p.step, plan.NameAndPassword{Name: name, Password: plan.CleanPassword(p.password.Take()),
		Shared: p.shared.On(), Trust: p.trust(name)}, confirmed)
}

func (p *credentialsPage) missing(is bool) string {
	if !is {
		return ""
	}
	return p.c.ui.say.Say("field.required")
}

// trust gives what this device was given, for the name it was given to.
func (p *credentialsPage) trust(name string) secret.Bytes {
	if k := p.c.ui.kept; k.name == name && !p.shared.On() {
		return k.trust.Clone()
	}
	return secret.Bytes{}
}

// choice is what the member wants kept, should the sign-in succeed.
func (p *credentialsPage) choice(name string) keepChoice {
	ch := keepChoice{name: name, shared: p.shared.On(), keepName: p.remember.On()}
	if p.keepPass.On() {
		ch.password = plan.CleanPassword(p.password.Take())
	}
	return ch
}

func (p *credentialsPage) forget() {
	p.password.Clear()
	p.password.SetHint("")
}

// fillCredentials puts in the name and password of an invented member.
func (c *conversation) fillCredentials(name, password string) {
	if p, ok := c.pages[string(plan.KindCredentials)].(*credentialsPage); ok {
		p.name.SetText(name)
		p.password.Set([]byte(password))
		c.ui.redraw()
	}
}

func (p *credentialsPage) fields() map[string]field {
	return map[string]field{"name": p.name, "password": p.password}
}
