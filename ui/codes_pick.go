package ui

import (
	"context"
	"path"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is how a member says which file to open: by the system's own chooser, or where there is none by a list of
// folders that can be walked with keys, read out and made large, or by typing where it is. A file may also be dropped on the
// window.

// fileFor is who asks for a file: where its pages stand, and what becomes of what is picked.
type fileFor struct {
	u *UI
	// title and lead are keys of words.
	title, lead string
	put         func(page func() wizard.Page)
	// stay goes on where the file was asked for, back leaves the list.
	stay, back func()
	// left: who asked is gone, and what comes is erased.
	left  func() bool
	paste func(*filePick, copying)
	got   func(name string, data []byte)
	no    func(*problem.Problem)
}

// filePick is the page where there is no chooser.
type filePick struct {
	*fileFor
	folder string
	names  []string
	came   bool
	typed  *control.Field
	notice *wizard.Notice
	body   fyne.CanvasObject
}

// home is where a member's own files are, as Files knows it.
const home = "~/"

// pickFile asks for a file with codes.
func (p *codesPage) pickFile() { p.files().pick() }

// files is how one is picked for the codes.
func (p *codesPage) files() *fileFor {
	before := p.u.over
	return &fileFor{u: p.u, title: "codes.file.title", lead: "codes.file.lead", put: p.put, stay: func() { p.put(before) }, back: p.showAdd,
		left: func() bool { return p.u.codes != p }, paste: func(f *filePick, from copying) { f.pasted(p, from) }, got: p.received, no: p.fileTrouble}
}

// pick asks for it.
func (a *fileFor) pick() {
	a.u.touched()
	if a.u.cfg.Files == nil {
		a.no(problem.New(problem.FileNotRead))
		return
	}
	if a.u.cfg.Files.Picks() {
		a.choose()
		return
	}
	a.list()
}

// newPick makes the page for where there is no chooser.
func (a *fileFor) newPick() *filePick {
	f := &filePick{fileFor: a, typed: control.NewField(a.u.say.Say("codes.file.where"))}
	f.typed.OnSubmitted = func(string) { f.open(f.typed.Text()) }
	f.typed.SetHint(a.u.say.Say("codes.file.where.hint"))
	return f
}

func (a *fileFor) list() { a.newPick().enter(home) }

// choose has the system ask.
func (a *fileFor) choose() {
	say := a.u.say
	a.put(func() wizard.Page {
		return wizard.Page{Key: "choose " + a.title, Title: say.Say(a.title), Lead: say.Say(a.lead), Busy: say.Say("codes.file.choosing"), Stop: a.stay}
	})
	type picked struct {
		name string
		data []byte
	}
	background(a.u, func(ctx context.Context) (picked, error) {
		name, data, err := a.u.cfg.Files.Pick(ctx)
		return picked{name, data}, err
	}, func(got picked, trouble *problem.Problem) {
		switch {
		case a.left():
			clear(got.data)
		case trouble != nil:
			a.no(trouble)
		case got.name == "":
			a.stay()
		default:
			a.got(got.name, got.data)
		}
	})
}

// enter lists a folder.
func (f *filePick) enter(folder string) {
	f.folder, f.came, f.notice = folder, false, nil
	f.put(f.page)
	background(f.u, func(ctx context.Context) ([]string, error) { return f.u.cfg.Files.List(ctx, folder) },
		func(names []string, trouble *problem.Problem) {
			if f.folder != folder {
				return
			}
			f.names, f.came = names, true
			if trouble != nil {
				f.notice = f.u.say.notice(trouble, ways{problem.TryAgain: func() { f.enter(folder) }}, f.u.codeTime())
			}
			f.body = f.rows()
			f.u.redraw()
		})
}

func (f *filePick) page() wizard.Page {
	say := f.u.say
	page := wizard.Page{Key: "file " + f.title + " " + f.folder, Title: say.Say(f.title), Lead: say.Say(f.lead), Back: f.back, Notice: f.notice}
	if !f.came {
		page.Busy, page.Stop = say.Say("codes.file.looking"), f.back
		return page
	}
	f.u.pasteInto = func(from copying) { f.paste(f, from) }
	page.Key += " full"
	page.Body = func() fyne.CanvasObject { return f.body }
	page.Next = &wizard.Action{Label: say.Say("codes.file.open"), Do: func() { f.open(f.typed.Text()) }}
	return page
}

// rows are the field for who knows where it is, then folders and files to press.
func (f *filePick) rows() fyne.CanvasObject {
	say := f.u.say
	f.typed.SetText(f.folder)
	var rows []fyne.CanvasObject
	if f.folder != home && f.folder != "/" {
		rows = append(rows, control.NewRow(say.Say("codes.file.up"), "", func() { f.enter(above(f.folder)) }).WithIcon("back"))
	}
	for _, name := range f.names[:min(len(f.names), mostRecords)] {
		where := f.folder + name
		if strings.HasSuffix(name, "/") {
			rows = append(rows, control.NewRow(strings.TrimSuffix(name, "/"), say.Say("codes.file.folder"), func() { f.enter(where) }).WithIcon("open"))
			continue
		}
		rows = append(rows, control.NewRow(name, "", func() { f.open(where) }))
	}
	if len(rows) == 0 {
		return control.Column(16, f.typed, control.NewText(say.Say("codes.file.empty")))
	}
	return control.Column(16, f.typed, control.NewGroup(say.Say("codes.file.list"), rows...))
}

// above is the folder that a folder is in.
func above(folder string) string {
	up := path.Dir(strings.TrimSuffix(folder, "/"))
	return strings.TrimSuffix(up, "/") + "/"
}

// open reads a file by its path. What was typed stays where it cannot be read.
func (f *filePick) open(where string) {
	f.notice = nil
	background(f.u, func(ctx context.Context) ([]byte, error) { return f.u.cfg.Files.Read(ctx, where) },
		func(data []byte, trouble *problem.Problem) {
			if f.left() {
				clear(data)
				return
			}
			if trouble != nil {
				f.notice = f.u.say.notice(trouble, ways{problem.TryAgain: func() { f.open(where) }}, f.u.codeTime())
				f.u.redraw()
				return
			}
			f.got(path.Base(where), data)
		})
}

// dropped opens what was dropped on the window, from whatever page.
func (u *UI) dropped(_ fyne.Position, list []fyne.URI) {
	if len(list) > 0 && u.cfg.Files != nil && u.dropInto != nil {
		u.dropInto(list[0].String())
		return
	}
	if len(list) == 0 || u.cfg.Files == nil || u.vault == nil {
		return
	}
	if u.codes == nil {
		u.showCodes()
	}
	if u.codes == nil { // it is locked
		return
	}
	f := u.codes.files().newPick()
	f.came = true
	f.body = control.Column(16, f.typed)
	u.codes.put(f.page)
	f.open(list[0].String())
}
