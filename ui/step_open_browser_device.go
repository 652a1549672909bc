package ui

import (
	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of a step in the browser that is opened on another device, by typing a code there (RFC 8628). A page
// is made for each code.

// another asks for a code, or for a new one.
func (p *openBrowserPage) another() { p.c.answer(p.step, plan.AnotherDevice{}, false) }

// onAnother says what to do on the other device. The page here can still be opened.
func (p *openBrowserPage) onAnother(page *wizard.Page) {
	say := p.c.ui.say
	page.Title, page.Lead = say.Say("browser.device.title"), say.Say("browser.device.lead")
	page.Body = p.deviceBody
	page.Others = []wizard.Action{{Label: page.Next.Label, Do: page.Next.Do}}
	page.Next = &wizard.Action{Label: say.Say("browser.device.again"), Do: p.another}
}

// deviceBody is the address and the code, to be typed, and a picture for a phone's camera.
func (p *openBrowserPage) deviceBody() fyne.CanvasObject {
	say, d := p.c.ui.say, p.step.Device
	parts := []fyne.CanvasObject{control.NewFact(say.Say("browser.device.page"), d.Page), control.NewFact(say.Say("browser.device.code"), d.Code),
		control.NewFact(say.Say("browser.device.until"), say.clock(d.Expires, p.c.ui.plan.Clock.Now()))}
	if d.Link != "" {
		if qr, err := control.NewQR(say.Say("browser.device.qr"), []byte(d.Link)); err == nil { // too long for one: the code does it
			parts = append(parts, qr)
		}
	}
	return control.Column(16, append(parts, p.status)...)
}
