package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/ui/wizard"
)

// This file is a picture that the member has copied elsewhere, and pastes: by a button, or by the keys that paste text. Text
// goes on as before.

// copying gives a picture that was copied; it is the caller's to clear. The error is, or holds, a *problem.Problem.
type copying func(ctx context.Context) (picture []byte, err error)

// listenForPaste has what is pasted on a page that can take a picture go there.
func (u *UI) listenForPaste() {
	u.cfg.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, u.pasteByKeys)
	if u.cfg.OnPaste == nil {
		return
	}
	u.cfg.OnPaste(func(picture []byte, err error) {
		u.cfg.Post(func() {
			if u.pasteInto == nil || u.closing {
				clear(picture)
				return
			}
			u.pasteInto(func(context.Context) ([]byte, error) { return picture, err })
		})
	})
}

// pasteByKeys hears what no field has had a use for. Where text was copied nobody means a picture.
func (u *UI) pasteByKeys(cut fyne.Shortcut) {
	paste, ok := cut.(*fyne.ShortcutPaste)
	if !ok || u.pasteInto == nil || u.cfg.Paste == nil || paste.Clipboard != nil && paste.Clipboard.Content() != "" {
		return
	}
	u.pasteInto(u.cfg.Paste)
}

// canPaste reports whether a picture can be asked for.
func (p *codesPage) canPaste() bool { return p.u.cfg.Paste != nil }

// paste looks for codes in what was copied. What is in the way is told on the page that it was pasted on, where nothing typed
// is lost.
func (p *codesPage) paste(from copying, on func(*wizard.Notice)) {
	u := p.u
	u.touched()
	var picture []byte
	no := func(trouble *problem.Problem) {
		on(u.say.notice(trouble, ways{problem.TryAgain: p.pasteAgain(on), problem.AnotherWay: p.pickFile}, u.codeTime()))
	}
	stop := u.work(func(ctx context.Context) (err error) {
		picture, err = from(ctx)
		return err
	}, func(trouble *problem.Problem) {
		switch {
		case u.codes != p:
			clear(picture)
		case trouble != nil:
			no(trouble)
		default:
			p.receivedPicture(u.say.Say("codes.from.pasted"), picture, no)
		}
	})
	p.put(func() wizard.Page {
		return wizard.Page{Key: "codes paste", Title: u.say.Say("codes.picture.title"), Busy: u.say.Say("codes.paste.busy"), Stop: func() { stop(); on(nil) }}
	})
}

// pasteAgain looks at what was copied by then; nil where it cannot be asked for.
func (p *codesPage) pasteAgain(on func(*wizard.Notice)) func() {
	if !p.canPaste() {
		return nil
	}
	return func() { p.paste(p.u.cfg.Paste, on) }
}

// paste takes a picture on the page of ways to add.
func (a *addPage) paste(from copying) {
	a.p.paste(from, func(n *wizard.Notice) { a.notice = n; a.p.put(a.page) })
}

// pasted takes a picture on the page of files.
func (f *filePick) pasted(p *codesPage, from copying) {
	p.paste(from, func(n *wizard.Notice) { f.notice = n; f.put(f.page) })
}

// paste takes the next picture on the page of what was found.
func (in *incoming) paste(from copying) {
	in.p.paste(from, func(n *wizard.Notice) { in.notice = n; in.p.put(in.page) })
}
