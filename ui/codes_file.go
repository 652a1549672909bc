package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file opens what a member brings: a picture, a backup of ours, a file of another app, with a password where it is
// sealed. What it holds is shown before anything is kept (codes_in.go).

// codeFile is a file that is being opened.
type codeFile struct {
	p        *codesPage
	name     string
	data     []byte
	file     transfer.File
	password *control.SecretField
	limits   kdf.Limits
	busy     bool
	since    time.Time // busy since then
	stop     func()
	notice   *wizard.Notice
	body     fyne.CanvasObject
}

// received opens what was picked. The data is erased when nobody needs it any more.
func (p *codesPage) received(name string, data []byte) {
	if isPicture(data) {
		p.receivedPicture(p.u.say.Say("codes.from.picture", assets.Facts{"name": name}), data, p.fileTrouble)
		return
	}
	file, err := transfer.Recognise(data)
	if err != nil {
		clear(data)
		p.fileTrouble(transfer.Trouble(err))
		return
	}
	f := &codeFile{p: p, name: name, data: data, limits: kdf.Usual, file: file}
	p.hold(f.clear)
	if file.Sealed {
		f.ask()
		return
	}
	f.open(secret.Bytes{})
}

// ours reports a backup that this app has made.
func (f *codeFile) ours() bool { return f.file.Format == transfer.Ours }

// clear erases the file and what was typed for it.
func (f *codeFile) clear() {
	if f.stop != nil {
		f.stop()
	}
	if f.password != nil {
		f.password.Clear()
	}
	clear(f.data)
	f.data = nil
}

// fileTrouble says why what was brought cannot be opened, on the page of ways to add.
func (p *codesPage) fileTrouble(trouble *problem.Problem) {
	a := p.newAdd()
	a.notice = p.u.say.notice(trouble, ways{problem.TryAgain: p.pickFile, problem.AnotherWay: p.pickFile}, p.u.codeTime())
	p.put(a.page)
}

// ask asks for the password of a sealed file.
func (f *codeFile) ask() {
	say := f.p.u.say
	label := "codes.file.password"
	if f.ours() {
		label = "codes.file.passphrase"
	}
	f.password = control.NewSecretField(secretWords(say, label))
	f.password.Autocomplete = "off"
	if f.p.u.pastes() {
		f.password.WithPaste(say.Say("paste.password"))
	}
	f.body = f.password
	f.p.put(f.page)
}

func (f *codeFile) page() wizard.Page {
	say := f.p.u.say
	facts := assets.Facts{"app": say.format(f.file.Format), "name": f.name}
	page := wizard.Page{Key: "codes open " + f.name, Title: say.Say("codes.open.title", facts), Lead: f.lead(facts), Back: f.p.showAdd, Notice: f.notice}
	if f.ours() {
		page.Title = say.Say("codes.open.ours")
	}
	if f.file.Sealed {
		page.Body = func() fyne.CanvasObject { return f.body }
		page.Focus = func() fyne.Focusable { return f.password.Focus() }
		page.Next = &wizard.Action{Label: say.Say("codes.open.next"), Do: f.send}
	}
	if f.busy {
		page.Busy, page.Stop, page.Back, page.Longer = say.Say("codes.open.busy"), f.cancel, nil, f.p.u.longer(f.since)
	}
	return page
}

func (f *codeFile) lead(facts assets.Facts) string {
	if f.file.Sealed {
		return f.p.u.say.Say("codes.open.sealed", facts)
	}
	return f.p.u.say.Say("codes.open.plain", facts)
}

// send opens the file with what was typed.
func (f *codeFile) send() {
	f.p.u.touched()
	if f.password.Len() == 0 {
		f.password.SetError(f.p.u.say.Say("field.required"))
		f.p.u.redraw()
		return
	}
	f.password.SetError("")
	f.open(f.password.Take())
}

// cancel leaves a key derivation that takes too long. What was typed stays.
func (f *codeFile) cancel() {
	f.stop()
	f.busy = false
	f.p.u.redraw()
}

// open reads the file off the UI thread. password is erased.
func (f *codeFile) open(password secret.Bytes) {
	p, v, limits, place := f.p, f.p.u.vault, f.limits, f.p.u.codePlace()
	var found transfer.Report
	f.busy, f.notice, f.since = true, nil, p.u.cfg.Device.Now()
	f.stop = p.u.work(func(ctx context.Context) error {
		defer password.Clear()
		entries, err := f.file.Read(ctx, password, p.u.cfg.KDF, limits)
		found = judge(entries, v, place)
		return err
	}, func(trouble *problem.Problem) {
		if p.u.codes != p || f.data == nil {
			clearLines(found)
			return
		}
		f.opened(found, trouble)
	})
	p.put(f.page)
}

func clearLines(list transfer.Report) {
	for _, line := range list {
		line.Clear()
	}
}

// opened shows what the file holds, or why it cannot be opened.
func (f *codeFile) opened(found transfer.Report, trouble *problem.Problem) {
	p := f.p
	f.busy = false
	var cost *kdf.Cost
	switch {
	case trouble != nil && errors.As(trouble, &cost) && p.u.onDesktop() && f.limits == kdf.Usual && bearable(cost):
		f.askMemory(cost)
	case trouble != nil:
		f.refused(transfer.Trouble(trouble))
	case len(found) == 0:
		p.fileTrouble(problem.New(problem.FileUnknown))
	default:
		in := &incoming{p: p, from: f.from()}
		for _, line := range found {
			in.entries = append(in.entries, line.Entry)
		}
		in.review(found)
	}
}

// refused says why the file cannot be opened. A wrong password is said where it was typed, and typed again.
func (f *codeFile) refused(trouble *problem.Problem) {
	p := f.p
	if trouble.Code != problem.FilePassword || f.password == nil {
		p.fileTrouble(trouble)
		return
	}
	f.notice = p.u.say.notice(trouble, nil, p.u.codeTime())
	f.password.SetError(p.u.say.Say("field.look"))
	p.u.redraw()
}

// onDesktop reports that this is a machine with the memory of one.
func (u *UI) onDesktop() bool {
	return u.cfg.Platform == "linux" || u.cfg.Platform == "windows" || u.cfg.Platform == "darwin"
}

// bearable reports that a machine with the memory of a desktop can do it, once its owner agrees.
func bearable(c *kdf.Cost) bool { return c.Memory <= kdf.Agreed.Memory && c.Work <= kdf.Agreed.Work }

// askMemory has the member agree before a file may take that much of the machine's memory.
func (f *codeFile) askMemory(cost *kdf.Cost) {
	say := f.p.u.say
	facts := assets.Facts{"memory": fmt.Sprint(cost.Memory >> 20), "time": say.span(cost.Work)}
	f.notice = &wizard.Notice{Tone: wizard.Warning, Title: say.Say("codes.memory.title", facts), Detail: say.Say("codes.memory.detail", facts),
		Fix: &wizard.Action{Label: say.Say("codes.memory.agree"), Do: f.agree}}
	f.p.u.redraw()
}

func (f *codeFile) agree() {
	f.limits = kdf.Agreed
	f.send()
}

// from names where the codes come from.
func (f *codeFile) from() string {
	if f.ours() {
		return f.p.u.say.Say("codes.from.ours")
	}
	return f.p.u.say.Say("codes.from.file", assets.Facts{"app": f.p.u.say.format(f.file.Format)})
}

// format names a format as its app is called.
func (s say) format(f transfer.Format) string {
	if key := "format." + string(f); s.Has(key) {
		return s.Say(key)
	}
	return string(f)
}
