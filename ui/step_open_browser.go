package ui

import (
	"net/url"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// openBrowserPage sends the member to a page in the system's browser. The address that comes back is an event of the
// conversation, not of this page.
type openBrowserPage struct {
	c      *conversation
	step   plan.OpenBrowser
	opened bool
	status *control.Text
}

func newOpenBrowserPage(c *conversation) stepPage {
	return &openBrowserPage{c: c, status: control.NewText("").As("status")}
}

func (p *openBrowserPage) page(st standing) wizard.Page {
	p.step = st.step.(plan.OpenBrowser)
	say, key := p.c.ui.say, "browser.next"
	if p.opened {
		key = "browser.again"
	}
	host := assets.Facts{"host": hostOf(p.step.URL)}
	page := wizard.Page{
		Title: say.Say("browser.title"), Lead: say.Say("browser.lead", host),
		Body: func() fyne.CanvasObject { return p.status },
		Next: &wizard.Action{Label: say.Say(key, host), Do: p.open},
	}
	if p.step.Device.Given() {
		p.onAnother(&page)
	} else if p.step.Elsewhere {
		page.Others = []wizard.Action{{Label: say.Say("browser.elsewhere"), Do: p.another}}
	}
	p.c.offerStay(&page)
	return page
}

func (p *openBrowserPage) open() {
	p.opened = true
	p.status.SetText(p.c.ui.say.Say("browser.waiting"))
	p.c.goTo(p.step)
	p.c.ui.redraw()
}

func (p *openBrowserPage) forget() {}

// hostOf gives the host of an address, the whole of it where it has none.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}
