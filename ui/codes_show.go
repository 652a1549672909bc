package ui

import (
	"context"
	"encoding/base32"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file shows keys to another app: one code as a QR code and as text, or all of them as the QR codes of a migration.

// askShare says what showing a key means, before it is shown.
func (d *codeDetails) askShare() {
	say := d.p.u.say
	d.p.put(func() wizard.Page {
		return wizard.Page{Key: "code share", Title: say.about("codes.share.title", d.code), Back: func() { d.p.put(d.page) },
			Notice: &wizard.Notice{Tone: wizard.Warning, Title: say.Say("codes.share.warn"), Detail: say.Say("codes.share.detail")},
			Next:   &wizard.Action{Label: say.Say("codes.share.do"), Do: d.share}}
	})
}

// share shows the key.
func (d *codeDetails) share() {
	p := d.p
	p.u.touched()
	key, err := p.u.vault.Reveal(d.code.ID)
	if err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
		p.put(d.page)
		return
	}
	defer key.Clear()
	address := key.Address()
	p.hold(address.Clear)
	body := p.shared(d.code, key, address)
	say := p.u.say
	p.put(func() wizard.Page {
		return wizard.Page{Key: "code shared", Title: say.about("codes.share.title", d.code), Lead: say.Say("codes.share.lead"), Notice: p.notice,
			Back: func() { p.hold(nil); p.put(d.page) }, Body: func() fyne.CanvasObject { return body }}
	})
}

// shared is a key as a QR code, and as text for who cannot point a camera at it.
func (p *codesPage) shared(c vault.Code, key otp.Key, address secret.Bytes) fyne.CanvasObject {
	say := p.u.say
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key.Secret.Reveal())
	parts := []fyne.CanvasObject{control.NewFact(say.Say("codes.key"), fours(text)),
		control.NewButton(say.Say("codes.share.copy"), control.Outlined, func() {
			p.notice = &wizard.Notice{Tone: wizard.Info, Title: p.u.copiedWords(p.u.copySecret(address.Reveal()), "codes.copied", "codes.copied.stays")}
			p.u.redraw()
		})}
	if qr, err := control.NewQR(say.about("codes.share.qr", c), address.Reveal()); err == nil {
		parts = append([]fyne.CanvasObject{qr}, parts...)
	}
	return control.Column(16, parts...)
}

// fours writes a key in groups of four, as it is typed elsewhere.
func fours(text string) string {
	var b strings.Builder
	for i, r := range text {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// parts are the QR codes of a migration, one after another.
type parts struct {
	p    *codesPage
	all  []secret.Bytes
	left []leftOut
}

// showParts shows the codes as QR codes that Google's Authenticator and others read.
func (e *exportPage) showParts() {
	p := e.p
	entries, codes, err := revealAll(p.u.vault)
	defer clearEntries(entries)
	var made transfer.Made
	if err == nil {
		made, err = transfer.Export(context.Background(), e.kind, entries, secret.Bytes{}, nil, nil)
	}
	if err != nil {
		p.notice = p.u.say.trouble(err, p.u.codeTime())
		p.backToList()
		return
	}
	q := &parts{p: p, all: made.Parts, left: leftOf(codes, made)}
	p.hold(made.Clear)
	q.show(0)
}

// show shows one part.
func (q *parts) show(at int) { q.p.put(func() wizard.Page { return q.page(at) }) }

func (q *parts) page(at int) wizard.Page {
	p, say := q.p, q.p.u.say
	if len(q.all) == 0 {
		return wizard.Page{Key: "codes qr none", Title: say.Say("codes.export.migration"), Lead: say.Say("codes.qr.none"), Back: p.showExport,
			Body: func() fyne.CanvasObject { return p.leftRows(q.left) }}
	}
	title := say.Say("codes.qr.title", assets.Facts{"at": strconv.Itoa(at + 1), "of": strconv.Itoa(len(q.all))})
	page := wizard.Page{Key: "codes qr " + strconv.Itoa(at), Title: title, Lead: say.Say("codes.qr.lead"), Back: p.showExport,
		Body: func() fyne.CanvasObject { return q.body(title, at) }, Next: &wizard.Action{Label: say.Say("codes.report.next"), Do: p.backToList}}
	if at+1 < len(q.all) {
		page.Next = &wizard.Action{Label: say.Say("codes.qr.next"), Do: func() { q.show(at + 1) }}
	}
	if at > 0 {
		page.Others = []wizard.Action{{Label: say.Say("codes.qr.before"), Do: func() { q.show(at - 1) }}}
	}
	return page
}

// body is the QR code, and what none of them holds.
func (q *parts) body(title string, at int) fyne.CanvasObject {
	all := control.Column(16, q.p.leftRows(q.left))
	if qr, err := control.NewQR(title, q.all[at].Reveal()); err == nil { // a part is made to fit
		all.Objects = append([]fyne.CanvasObject{qr}, all.Objects...)
	}
	return all
}
