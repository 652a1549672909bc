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

// filePick is the page where there is no chooser.
type filePick struct {
	p      *codesPage
	folder string
	names  []string
	came   bool
	typed  *control.Field
	notice *wizard.Notice
	body   fyne.CanvasObject
}

// home is where a member's own files are, as Files knows it.
const home = "~/"

// pickFile asks for a file.
func (p *codesPage) pickFile() {
	p.u.touched()
	if p.u.cfg.Files == nil {
		p.fileTrouble(problem.New(problem.FileNotRead))
		return
	}
	if p.u.cfg.Files.Picks() {
		p.chooseFile()
		return
	}
	f := &filePick{p: p, typed: control.NewField(p.u.say.Say("codes.file.where"))}
	f.typed.OnSubmitted = func(string) { f.open(f.typed.Text()) }
	f.typed.SetHint(p.u.say.Say("codes.file.where.hint"))
	f.enter(home)
}

// chooseFile has the system ask.
func (p *codesPage) chooseFile() {
	before := p.u.over
	say := p.u.say
	p.put(func() wizard.Page {
		return wizard.Page{Key: "codes choose", Title: say.Say("codes.file.title"), Lead: say.Say("codes.file.lead"),
			Busy: say.Say("codes.file.choosing"), Stop: func() { p.put(before) }}
	})
	type picked struct {
		name string
		data []byte
	}
	background(p.u, func(ctx context.Context) (picked, error) {
		name, data, err := p.u.cfg.Files.Pick(ctx)
		return picked{name, data}, err
	}, func(got picked, trouble *problem.Problem) {
		switch {
		case p.u.codes != p:
			clear(got.data)
		case trouble != nil:
			p.fileTrouble(trouble)
		case got.name == "":
			p.put(before)
		default:
			p.received(got.name, got.data)
		}
	})
}

// enter lists a folder.
func (f *filePick) enter(folder string) {
	f.folder, f.came, f.notice = folder, false, nil
	f.p.put(f.page)
	background(f.p.u, func(ctx context.Context) ([]string, error) { return f.p.u.cfg.Files.List(ctx, folder) },
		func(names []string, trouble *problem.Problem) {
			if f.folder != folder {
				return
			}
			f.names, f.came = names, true
			if trouble != nil {
				f.notice = f.p.u.say.notice(trouble, ways{problem.TryAgain: func() { f.enter(folder) }}, f.p.u.codeTime())
			}
			f.body = f.rows()
			f.p.u.redraw()
		})
}

func (f *filePick) page() wizard.Page {
	say := f.p.u.say
	page := wizard.Page{Key: "codes file " + f.folder, Title: say.Say("codes.file.title"), Lead: say.Say("codes.file.lead"), Back: f.p.showAdd, Notice: f.notice}
	if !f.came {
		page.Busy, page.Stop = say.Say("codes.file.looking"), f.p.showAdd
		return page
	}
	f.p.u.pasteInto = f.paste
	page.Key += " full"
	page.Body = func() fyne.CanvasObject { return f.body }
	page.Next = &wizard.Action{Label: say.Say("codes.file.open"), Do: func() { f.open(f.typed.Text()) }}
	return page
}

// rows are the field for who knows where it is, then folders and files to press.
func (f *filePick) rows() fyne.CanvasObject {
	say := f.p.u.say
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
	p := f.p
	f.notice = nil
	background(p.u, func(ctx context.Context) ([]byte, error) { return p.u.cfg.Files.Read(ctx, where) },
		func(data []byte, trouble *problem.Problem) {
			if p.u.codes != p {
				clear(data)
				return
			}
			if trouble != nil {
				f.notice = p.u.say.notice(trouble, ways{problem.TryAgain: func() { f.open(where) }}, p.u.codeTime())
				p.u.redraw()
				return
			}
			p.received(path.Base(where), data)
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
	f := &filePick{p: u.codes, typed: control.NewField(u.say.Say("codes.file.where")), came: true}
	f.body = control.Column(16, f.typed)
	u.codes.put(f.page)
	f.open(list[0].String())
}
