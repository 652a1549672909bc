package scenario

import (
	"encoding/json"
	"errors"
	"time"

	"vestibule/ui/uitest"
)

// The drivers, by the names a script's "only" takes.
const (
	InProcess = "in-process" // Fyne's test driver, in this process
	Browser   = "browser"    // the browser build in Chromium
	Desktop   = "desktop"    // the real window, through AT-SPI
)

// drivers is every name that "only" takes.
func drivers() []string { return []string{InProcess, Browser, Desktop} }

// ErrCannot is what a stage answers when its driver has no way to do a thing. A script marks such a line with "only".
var ErrCannot = errors.New("this driver cannot do that")

// Stage is where scripts are played: one plan, one device, and a way to start the app between them.
type Stage interface {
	// Driver is the driver's name: InProcess, Browser or Desktop.
	Driver() string
	// Backstage is the plan's other side.
	Backstage() *Backstage
	// Open starts the app; what an earlier one kept on the device is still there.
	Open(uitest.FormFactor) (uitest.Driver, error)
	// Wipe makes the device as new: nothing kept, its clock right, nothing broken.
	Wipe() error
}

// Waiter is a Stage that lets time pass for the device and the plan together. Without it only the plan's clock moves,
// and the app follows as it is told.
type Waiter interface{ Advance(time.Duration) error }

// Keeper is a Stage that can say what the device holds of a member; nothing is an empty list.
type Keeper interface{ Kept() ([]string, error) }

// Killer is a Stage that can end the app without a word to anybody, as a battery does; what rests on the device stays.
type Killer interface{ Kill() error }

// Devices is a Stage with more devices than one. It goes to the one of a name, as it was left, or as new; the one that it
// begins with is called "".
type Devices interface{ Device(name string) error }

// Saver is a Stage that has the files which the present device's app has saved.
type Saver interface{ Saved() []string }

// Filer is a Stage on whose present device the member has files. It gives where the file is, as a member would type it.
type Filer interface {
	File(name string, data []byte) (path string, err error)
}

// Settler is a Stage that can wait until nothing is on its way to the app, so that what stands on screen is counted alike in
// every run.
type Settler interface{ Settle() }

// Breaker is a Stage whose device can be given a fault: the catalogue's knobs of the client, "off" takes it away.
type Breaker interface {
	Break(knob string, detail json.RawMessage) error
}

// Skewer is a Stage whose device's clock can be set wrong. Without it the plan's clock is moved the other way.
type Skewer interface {
	Skew(ahead time.Duration) error
}

// Paster is a driver into which text can be pasted.
type Paster interface {
	Paste(field, text string) error
}

// Typist is a driver that can be typed into key by key, and whose Caps Lock key can be on.
type Typist interface {
	Keys(field, text string) error
	CapsLock(on bool) error
}
