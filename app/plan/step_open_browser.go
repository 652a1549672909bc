package plan

import (
	"time"

	"vestibule/app/secret"
)

// OpenBrowser sends the member to a page in the system's browser and waits for the address that comes back.
type OpenBrowser struct {
	Head
	URL string
	// State is what the returning address must carry in its "state" parameter (RFC 6749, section 10.12).
	State secret.Bytes
	// Redirect is the address, without query, that comes back.
	Redirect string
	// Elsewhere reports that the page can be opened on another device instead (AnotherDevice).
	Elsewhere bool
	// Device is how, once that was asked for; its zero: it was not. The page here can still be opened.
	Device DeviceGrant
}

// DeviceGrant is how a member signs this device in from another (RFC 8628). The step that has one is polled.
type DeviceGrant struct {
	// Page is the address to open on the other device, Code what to type there. Link is the address with the code in it, for
	// a QR code; empty: the plan gave none.
	Page, Code, Link string
	Expires          time.Time
	PollEvery        time.Duration
}

// Given reports whether there is one.
func (d DeviceGrant) Given() bool { return d.Code != "" }

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

// AnotherDevice asks for a code to type on another device, which has a browser; asked for again, for a new one.
type AnotherDevice struct{ plain }

func (AnotherDevice) openBrowser() {}
