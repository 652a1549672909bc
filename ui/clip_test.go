package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/app/clock"
)

// clipped gives a clip over a clipboard in memory, whose time is moved by hand.
func clipped() (*clip, fyne.Clipboard, *clock.Manual) {
	board, device := test.NewClipboard(), clock.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	return &clip{board: func() fyne.Clipboard { return board }, device: device, post: func(f func()) { f() }}, board, device
}

func TestACopiedSecretGoesAfterHalfAMinute(t *testing.T) { // AT-109
	c, board, device := clipped()
	if !c.put([]byte("287082")) {
		t.Error("not told that it goes")
	}
	device.Advance(clipFor - time.Second)
	if got := board.Content(); got != "287082" {
		t.Fatalf("%q is on the clipboard a second before", got)
	}
	device.Advance(time.Second)
	if got := board.Content(); got != "" {
		t.Fatalf("%q is still on the clipboard", got)
	}
}

func TestTheSecondSecretHasItsOwnHalfMinute(t *testing.T) {
	c, board, device := clipped()
	c.put([]byte("287082"))
	device.Advance(20 * time.Second)
	c.put([]byte("359152"))
	device.Advance(20 * time.Second)
	if got := board.Content(); got != "359152" {
		t.Fatalf("%q is on the clipboard", got)
	}
	device.Advance(10 * time.Second)
	if got := board.Content(); got != "" {
		t.Fatalf("%q is still on the clipboard", got)
	}
}

func TestWhatSomebodyElseCopiedStays(t *testing.T) {
	c, board, device := clipped()
	c.put([]byte("287082"))
	board.SetContent("a poem")
	device.Advance(clipFor)
	c.clear()
	if got := board.Content(); got != "a poem" {
		t.Fatalf("%q is on the clipboard", got)
	}
}

// TestWhatIsNoSecretStaysForOnePerson: time and a lock leave it, the next person on screen does not find it.
func TestWhatIsNoSecretStaysForOnePerson(t *testing.T) {
	c, board, device := clipped()
	c.leave([]byte("what happened"), "anna")
	device.Advance(clipFor)
	c.clear()
	if got := board.Content(); got != "what happened" {
		t.Fatalf("%q is on the clipboard", got)
	}
	c.drop()
	if got := board.Content(); got != "" {
		t.Fatalf("%q is on the clipboard of somebody else", got)
	}
	c.leave([]byte("what happened"), "anna")
	c.enters("anna")
	if got := board.Content(); got != "what happened" {
		t.Fatalf("%q is on her own clipboard", got)
	}
	c.enters("bob")
	if got := board.Content(); got != "" {
		t.Fatalf("%q is on the clipboard of who signs in next", got)
	}
	c.put([]byte("287082"))
	board.SetContent("a poem")
	c.drop()
	if got := board.Content(); got != "a poem" {
		t.Fatalf("%q is on the clipboard", got)
	}
}

func TestClearingAtOnceLeavesNoTimer(t *testing.T) {
	c, board, device := clipped()
	c.put([]byte("287082"))
	c.clear()
	if got := board.Content(); got != "" {
		t.Fatalf("%q is still on the clipboard", got)
	}
	board.SetContent("287082") // by its owner, who types it by hand
	device.Advance(clipFor)
	if got := board.Content(); got != "287082" {
		t.Fatal("what is no longer ours was taken off")
	}
}

func TestABrowsersClipboardIsNotReadBehindItsOwnersBack(t *testing.T) {
	c, board, device := clipped()
	c.blind = true
	if c.put([]byte("287082")) {
		t.Error("told that it goes")
	}
	device.Advance(clipFor)
	c.clear()
	if got := board.Content(); got != "287082" {
		t.Fatalf("%q is on the clipboard", got)
	}
}
