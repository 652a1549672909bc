package wire

import "vestibule/app/plan"

// OpenBrowser sends the member to a page in the system's browser.
type OpenBrowser struct {
	URL      string `json:"url"`
	State    Secret `json:"state"`
	Redirect string `json:"redirect"`
}

func fromOpenBrowser(s plan.OpenBrowser) *OpenBrowser {
	return &OpenBrowser{s.URL, Secret{s.State}, s.Redirect}
}

func (w OpenBrowser) step(h plan.Head, c *check) plan.Step {
	c.that(SafeURL(w.URL), "url")
	c.that(!w.State.Empty(), "state")
	c.that(w.Redirect != "", "redirect")
	return plan.OpenBrowser{Head: h, URL: w.URL, State: w.State.Bytes, Redirect: w.Redirect}
}
