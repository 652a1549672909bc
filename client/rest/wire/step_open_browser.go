package wire

import (
	"time"

	"vestibule/app/plan"
)

// OpenBrowser sends the member to a page in the system's browser.
type OpenBrowser struct {
	URL       string       `json:"url"`
	State     Secret       `json:"state"`
	Redirect  string       `json:"redirect"`
	Elsewhere bool         `json:"elsewhere,omitempty"`
	Device    *DeviceGrant `json:"device,omitempty"`
}

// DeviceGrant is how the page is opened on another device (RFC 8628).
type DeviceGrant struct {
	Page    string    `json:"page"`
	Code    string    `json:"code"`
	Link    string    `json:"link,omitempty"`
	Expires time.Time `json:"expires"`
	PollS   int64     `json:"poll_s"`
}

func fromOpenBrowser(s plan.OpenBrowser) *OpenBrowser {
	w := &OpenBrowser{s.URL, Secret{s.State}, s.Redirect, s.Elsewhere, nil}
	if d := s.Device; d.Given() {
		w.Device = &DeviceGrant{d.Page, d.Code, d.Link, d.Expires, inSeconds(d.PollEvery)}
	}
	return w
}

func (w OpenBrowser) step(h plan.Head, c *check) plan.Step {
	c.that(SafeURL(w.URL), "url")
	c.that(!w.State.Empty(), "state")
	c.that(w.Redirect != "", "redirect")
	s := plan.OpenBrowser{Head: h, URL: w.URL, State: w.State.Bytes, Redirect: w.Redirect, Elsewhere: w.Elsewhere}
	if w.Device != nil {
		s.Device = w.Device.grant(c)
	}
	return s
}

func (w DeviceGrant) grant(c *check) plan.DeviceGrant {
	c.that(SafeURL(w.Page), "page")
	c.that(w.Link == "" || SafeURL(w.Link), "link")
	c.within(int64(len(w.Code)), 1, 40, "code")
	c.that(!w.Expires.IsZero(), "expires")
	return plan.DeviceGrant{Page: w.Page, Code: w.Code, Link: w.Link, Expires: w.Expires, PollEvery: c.seconds(w.PollS, 1, "poll_s")}
}
