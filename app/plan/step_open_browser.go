package plan

import "vestibule/app/secret"

// OpenBrowser sends the member to a page in the system's browser and waits for the address that comes back.
type OpenBrowser struct {
	Head
	URL string
	// State is what the returning address must carry in its "state" parameter (RFC 6749, section 10.12).
	State secret.Bytes
	// Redirect is the address, without query, that comes back.
	Redirect string
}

// Kind is KindOpenBrowser.
func (OpenBrowser) Kind() Kind { return KindOpenBrowser }

// Accepts reports whether a is an OpenBrowserAnswer.
func (OpenBrowser) Accepts(a Answer) bool { _, ok := a.(OpenBrowserAnswer); return ok }

// OpenBrowserAnswer is what OpenBrowser takes.
type OpenBrowserAnswer interface {
	Answer
	openBrowser()
}

// Arrived is the whole address that came back: it may hold a code, so it is a secret.
type Arrived struct{ Address secret.Bytes }

// SpendsTry is false.
func (Arrived) SpendsTry() bool { return false }

// Clear erases the address.
func (a Arrived) Clear()     { a.Address.Clear() }
func (Arrived) answer()      {}
func (Arrived) openBrowser() {}
