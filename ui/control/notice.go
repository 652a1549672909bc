package control

import (
	"fyne.io/fyne/v2"

	"vestibule/app/problem"
)

// Action is a way on.
type Action struct {
	Label  string
	Do     func()
	Danger bool
	// Off: shown, not to be pressed now; Why says why.
	Off bool
	Why string
}

// Button draws the action as a button of a kind; a dangerous one is never plain.
func (a Action) Button(kind Kind) *Button {
	if a.Danger {
		kind = Danger
	}
	b := NewButton(a.Label, kind, a.Do)
	b.SetWhy(a.Why)
	if a.Off {
		b.Disable()
	}
	return b
}

// Notice is what a NoticePanel shows: what happened, why, and the button that fixes it.
type Notice struct {
	Tone   Tone
	Title  string
	Detail string
	Fix    *Action
	// More are further ways on, folded under "More ways".
	More []Action
	// Reference is small: what to read out to a person.
	Reference string
	// Problem is where the notice came from, for the packet; nil where it is no problem.
	Problem *problem.Problem
	// Countdown stands in the panel; nil: none.
	Countdown fyne.CanvasObject
}

// sameFace reports whether two notices differ in detail at most, so that a panel need not be built again.
func (n *Notice) sameFace(o *Notice) bool {
	return n.Tone == o.Tone && n.Title == o.Title && sameAction(n.Fix, o.Fix) && SameFaces(n.More, o.More)
}

func sameAction(a, b *Action) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Label == b.Label && a.Danger == b.Danger && a.Off == b.Off && a.Why == b.Why
}

// SameFaces reports whether two rows of actions look the same, so that their buttons need not be made again.
func SameFaces(a, b []Action) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !sameAction(&a[i], &b[i]) {
			return false
		}
	}
	return true
}
