package uitest

import (
	"context"
	"fmt"
	"strings"
)

// Driver acts on the running program as a member would, finding everything by its visible name. What is not there, is
// there twice or is off cannot be acted on: that is an error which holds the outline. A Driver is used from one goroutine.
type Driver interface {
	// Outline is what is on screen now, as a11y.Outline writes it.
	Outline() (string, error)
	// Wait gives the first outline that pleases, or an error with the last one when ctx ends.
	Wait(ctx context.Context, pleases func(outline string) bool) (string, error)
	// Type replaces the text of a textbox.
	Type(name, text string) error
	// Press presses a button or follows a link.
	Press(name string) error
	// Check ticks a checkbox or clears it.
	Check(name string, on bool) error
	// Choose takes a radio.
	Choose(name string) error
	// Key presses one key where the focus is.
	Key(Key) error
	// Screenshot is the screen as PNG.
	Screenshot() ([]byte, error)
	// Close ends the program.
	Close() error
}

// Key is a key by its name in the browser (UI Events, KeyboardEvent.key).
type Key string

// The keys with which a page is used.
const (
	Enter  Key = "Enter"
	Escape Key = "Escape"
	Tab    Key = "Tab"
)

// Shows is for Driver.Wait: the outline has a line with each of these texts, wherever on the line.
func Shows(texts ...string) func(outline string) bool {
	return func(outline string) bool {
		for _, text := range texts {
			if !strings.Contains(outline, text) {
				return false
			}
		}
		return true
	}
}

// Missed is what an action found wrong, with the screen as it was.
type Missed struct {
	What    string // as in `no button "Sign in"`
	Outline string
}

// Error tells what was missed and what was there.
func (m *Missed) Error() string { return fmt.Sprintf("%s; on screen:\n%s", m.What, m.Outline) }
