package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how codes go out for another app: a file that is sealed, one that is not, QR codes. Our own backup is the
// vault's (vault_backup.go).

// exportKinds are the ways out beside our own, in the order they are offered: the safest first.
var exportKinds = []transfer.Kind{transfer.AsAegis, transfer.AsCodes, transfer.AsList}

// exportPage is the way out that a member is on.
type exportPage struct {
	p           *codesPage
	kind        transfer.Kind
	choice      *control.Choice
	word, again *control.SecretField
	body        fyne.CanvasObject
	notice      *wizard.Notice
	busy        bool
	stop        func()
}

// leftOut is a code that a way out cannot hold, and why.
type leftOut struct {
	code   vault.Code
	reason otp.Reason
}

// showExport offers the ways out.
func (p *codesPage) showExport() {
	p.u.touched()
	p.notice = nil
	p.hold(nil)
	e := &exportPage{p: p}
	say := p.u.say
	options := []control.Option{{Title: say.Say("codes.export.ours"), Detail: say.Say("codes.export.ours.detail")}}
	for _, kind := range exportKinds {
		options = append(options, control.Option{Title: say.Say("codes.export." + string(kind)), Detail: say.Say("codes.export." + string(kind) + ".detail")})
	}
	e.choice = control.NewChoice(say.Say("codes.move"), options, nil)
	e.choice.Pick(0)
	e.body = control.Column(16, e.choice, e.lastBackup())
	p.put(e.choosing)
}

func (e *exportPage) choosing() wizard.Page {
	say := e.p.u.say
	return wizard.Page{Key: "codes export", Title: say.Say("codes.move"), Lead: say.Say("codes.move.lead"), Back: e.p.backToList,
		Body: func() fyne.CanvasObject { return e.body }, Focus: func() fyne.Focusable { return e.choice.Focus() },
		Next: &wizard.Action{Label: say.Say("choose.next"), Do: e.chosen}}
}

// lastBackup says when the last backup was made, and how many codes it lacks.
func (e *exportPage) lastBackup() fyne.CanvasObject {
	say, rest := e.p.u.say, e.p.u.vault.Rest()
	words := say.Say("codes.backup.never")
	if !rest.Backup.IsZero() {
		words = say.Say("codes.backup.last", assets.Facts{"when": say.day(rest.Backup)})
		if rest.Unsaved > 0 {
			words += " " + say.Count("codes.backup.lacks", rest.Unsaved)
		}
	}
	return control.NewSmall(words)
}

func (e *exportPage) chosen() {
	e.notice = nil
	i := e.choice.Picked()
	if i < 1 {
		e.p.u.showBackup()
		return
	}
	switch e.kind = exportKinds[i-1]; e.kind {
	case transfer.AsCodes:
		e.showParts()
	case transfer.AsList:
		e.p.put(e.warning)
	default:
		e.askPassword()
	}
}

// askPassword asks for what the file is to be sealed with, twice: a slip would lock its owner out.
func (e *exportPage) askPassword() {
	say := e.p.u.say
	e.word, e.again = control.NewSecretField(secretWords(say, "codes.export.password")), control.NewSecretField(secretWords(say, "codes.export.again"))
	e.word.Autocomplete, e.again.Autocomplete = "new-password", "new-password"
	if e.p.u.pastes() { // into the first alone: the second is there to find a slip
		e.word.WithPaste(say.Say("vault.paste"))
	}
	e.word.SetHint(say.Say("codes.export.password.hint", assets.Facts{"n": strconv.Itoa(passphraseLeast)}))
	e.body = control.Column(16, e.word, e.again)
	e.p.hold(e.clear)
	e.p.put(e.sealing)
}

// clear erases what was typed, and lets go of what is being made.
func (e *exportPage) clear() {
	if e.stop != nil {
		e.stop()
	}
	e.word.Clear()
	e.again.Clear()
}

func (e *exportPage) sealing() wizard.Page {
	say := e.p.u.say
	return e.waiting(wizard.Page{Key: "codes export password", Title: say.Say("codes.export." + string(e.kind)), Lead: say.Say("codes.export.lead"),
		Back: e.p.showExport, Notice: e.notice, Body: func() fyne.CanvasObject { return e.body }, Focus: func() fyne.Focusable { return e.word.Focus() },
		Next: &wizard.Action{Label: say.Say("codes.export.save"), Do: e.seal}})
}

func (e *exportPage) waiting(page wizard.Page) wizard.Page {
	if e.busy {
		page.Busy, page.Stop, page.Back = e.p.u.say.Say("codes.export.busy"), e.cancel, nil
	}
	return page
}

// cancel stops what is being made. What was typed stays.
func (e *exportPage) cancel() {
	e.stop()
	e.busy = false
	e.p.u.redraw()
}

// seal looks at what was typed and makes the file.
func (e *exportPage) seal() {
	say := e.p.u.say
	typed, again := e.word.Take(), e.again.Take()
	defer again.Clear()
	e.word.SetError("")
	e.again.SetError("")
	switch {
	case e.word.Len() < passphraseLeast:
		e.word.SetError(say.Say("codes.export.password.hint", assets.Facts{"n": strconv.Itoa(passphraseLeast)}))
	case !typed.Equal(again):
		e.again.SetError(say.Say("codes.export.differ"))
	default:
		e.write(typed)
		return
	}
	typed.Clear()
	e.p.u.redraw()
}

// warning says what a file without a lock means, before one is made.
func (e *exportPage) warning() wizard.Page {
	say := e.p.u.say
	page := wizard.Page{Key: "codes export plain", Title: say.Say("codes.export." + string(e.kind)), Back: e.p.showExport,
		Notice: &wizard.Notice{Tone: wizard.Warning, Title: say.Say("codes.plain.title"), Detail: say.Say("codes.plain.detail")},
		Others: []wizard.Action{{Label: say.Say("codes.plain.agree"), Do: func() { e.write(secret.Bytes{}) }, Danger: true}}}
	if e.notice != nil {
		page.Notice = e.notice
	}
	return e.waiting(page)
}

// write makes the file and saves it where the member's files go, off the UI thread. password is erased.
func (e *exportPage) write(password secret.Bytes) {
	u, where := e.p.u, ""
	var left []leftOut
	e.busy, e.notice = true, nil
	e.stop = u.work(func(ctx context.Context) (err error) {
		defer password.Clear()
		entries, codes, err := revealAll(u.vault)
		defer clearEntries(entries)
		if err != nil {
			return err
		}
		made, err := transfer.Export(ctx, e.kind, entries, password, u.cfg.KDF, u.cfg.Chance)
		defer made.Clear()
		if err != nil {
			return err
		}
		left = leftOf(codes, made)
		where, err = u.cfg.Files.Save(ctx, made.Name, made.Data.Reveal())
		return err
	}, func(trouble *problem.Problem) { e.written(where, left, trouble) })
	u.redraw()
}

// leftOf names what an export does not hold.
func leftOf(codes []vault.Code, made transfer.Made) (left []leftOut) {
	for _, l := range made.LeftOut {
		left = append(left, leftOut{codes[l.At], l.Reason})
	}
	return left
}

// revealAll gives every code with its key, the caller's to clear.
func revealAll(v *vault.Vault) (entries []transfer.Entry, codes []vault.Code, err error) {
	codes = v.Codes()
	for _, c := range codes {
		key, err := v.Reveal(c.ID)
		if err != nil {
			return entries, codes, err
		}
		entries = append(entries, transfer.Entry{Key: key, Reason: c.Unusable, Group: c.Group})
	}
	return entries, codes, nil
}

// written says where the file is, or why there is none.
func (e *exportPage) written(where string, left []leftOut, trouble *problem.Problem) {
	p := e.p
	if p.u.codes != p {
		return
	}
	e.busy = false
	if trouble != nil {
		e.notice = p.u.say.notice(transfer.Trouble(trouble), nil, p.u.codeTime())
		p.u.redraw()
		return
	}
	p.hold(nil)
	say := p.u.say
	body := control.Column(16, control.NewFact(say.Say("codes.export.where"), where), p.leftRows(left))
	p.put(func() wizard.Page {
		return wizard.Page{Key: "codes export done", Title: say.Say("codes.export.done"), Lead: say.Say("codes.export.done." + string(e.kind)), Back: p.backToList,
			Body: func() fyne.CanvasObject { return body }, Next: &wizard.Action{Label: say.Say("codes.report.next"), Do: p.backToList}}
	})
}

// leftRows names what was left out, and why; nothing where nothing was.
func (p *codesPage) leftRows(left []leftOut) fyne.CanvasObject {
	if len(left) == 0 {
		return control.Column(0)
	}
	say := p.u.say
	var rows []fyne.CanvasObject
	for _, l := range left[:min(len(left), mostRecords)] {
		rows = append(rows, readRow(say.whole(l.code), say.reason(l.reason)))
	}
	title := say.Count("codes.export.left", len(left))
	return control.Column(8, control.NewHeading(title, 2), control.NewGroup(title, rows...))
}
