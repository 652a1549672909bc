package scenario

import (
	"encoding/json"
	"errors"
	"time"
)

// The drivers, by the names a script's "only" takes.
const (
	InProcess = "in-process" // Fyne's test driver, in this process
	Browser   = "browser"    // the browser build in Chromium
	Desktop   = "desktop"    // the real window, through AT-SPI
)

// ErrCannot is what a driver answers when it has no way to do a thing. A script must mark such a line with "only".
var ErrCannot = errors.New("this driver cannot do that")

// Form is how the app is laid out.
type Form string

// The forms.
const (
	Wide  Form = "desktop"
	Phone Form = "phone"
)

// Stage is where scripts are played: one plan, one device, and a way to start the app between them.
type Stage interface {
	// Driver is the driver's name: InProcess, Browser or Desktop.
	Driver() string
	// Backstage is the plan's other side.
	Backstage() *Backstage
	// Open starts the app; what an earlier one kept on the device is still there.
	Open(Form) (App, error)
	// Wipe makes the device as new.
	Wipe() error
}

// App is a pair of eyes and hands on the running app. Things are found by the name a member sees.
type App interface {
	// Outline is what is on screen as text, in the form of a11y.Node.Outline.
	Outline() (string, error)
	// WaitFor waits until ok holds of the outline, and says with the last outline when it never did.
	WaitFor(ok func(outline string) bool) error
	// Type replaces the text of a field.
	Type(field, text string) error
	// Press presses a button or follows a link; Choose picks one of several; Check turns a box over.
	Press(name string) error
	Choose(name string) error
	Check(name string) error
	// Key presses a key that is not text: Enter, Escape, Tab.
	Key(name string) error
	Close() error
}

// Paster is an App into which text can be pasted.
type Paster interface {
	Paste(field, text string) error
}

// Typist is an App that can be typed into key by key, and whose Caps Lock key can be on.
type Typist interface {
	Keys(field, text string) error
	CapsLock(on bool) error
}

// Keeper is a Stage that can say what the device holds of a member; nothing is an empty list.
type Keeper interface{ Kept() ([]string, error) }

// Breaker is a Stage whose device can be given a fault: the client's knobs of the catalogue.
type Breaker interface {
	Break(knob string, detail json.RawMessage) error
}

// Waiter is a Stage that lets time pass for the app and the plan together. Without it only the plan's clock moves, and
// the app follows as it is told.
type Waiter interface {
	Advance(time.Duration) error
}
