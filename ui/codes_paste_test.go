package ui_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// board is what the member has copied. It counts how often it was looked at.
type board struct {
	picture []byte
	why     error
	looks   int
	// brings hands over what a browser's page is given by itself.
	brings func([]byte, error)
	// hangs: nothing comes, until it is left or the test is over.
	hangs bool
	over  context.Context
}

func (b *board) paste(ctx context.Context) ([]byte, error) {
	b.looks++
	if b.hangs {
		select {
		case <-ctx.Done():
		case <-b.over.Done():
		}
		return nil, context.Canceled
	}
	if b.picture == nil && b.why == nil {
		return nil, problem.New(problem.PictureNotCopied)
	}
	return slices.Clone(b.picture), b.why
}

// copied is a picture of these codes on the clipboard.
func (r *rig) copied(payloads ...string) {
	r.pictures.holds, r.board.picture = payloads, aPicture
}

// pasteKey presses Ctrl+V where the focus is.
func (r *rig) pasteKey() {
	r.t.Helper()
	cut := &fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()}
	focused, edits := r.Window.Canvas().Focused().(fyne.Shortcutable)
	if edits {
		focused.TypedShortcut(cut)
	}
	if !edits || cut.Clipboard.Content() == "" { // the test's canvas hears nothing of what a field hands on
		r.keyboard.TypedShortcut(cut)
	}
	r.Queue.Run()
}

const gardenAddress = "otpauth://totp/Garden%20club:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEE&issuer=Garden%20club"

func TestAPictureIsPastedByAButton(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		r := newRig(t, form)
		r.addPage()
		r.copied(gardenAddress)
		r.must(r.Press("Paste a picture"))
		r.see("1 code found", "They come from the picture that you pasted.")
		r.must(r.Press("Add 1 code"))
		r.see("1 code added")
	}
}

// TestAPictureIsPastedByKeys: with the focus in a field, on a button, and on the page of files; text goes on as before.
func TestAPictureIsPastedByKeys(t *testing.T) {
	for name, walk := range map[string]func(*rig){
		"in the key":  (*rig).addPage,
		"in a field":  func(r *rig) { r.addPage(); r.tabTo(`textbox "Who it is for"`) },
		"on a button": func(r *rig) { r.addPage(); r.Window.Canvas().Unfocus() },
		"among files": func(r *rig) { r.addPage(); r.must(r.Press("Open a picture or a file")); r.see("Where the file is") },
		"the next one": func(r *rig) {
			r.scans(migration(r.t, 1, timed("Garden club", "anna"), timed("Library", "anna"))[1])
			r.see("Part 1 of 2 is missing")
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Desktop)
			walk(r)
			r.copied(gardenAddress)
			r.pasteKey()
			r.see("found", "Garden club")
		})
	}
}

func TestTextIsPastedAsBefore(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.addPage()
	r.copied(gardenAddress)
	fyne.CurrentApp().Clipboard().SetContent("JBSW")
	r.pasteKey()
	r.see("4 letters so far")
	r.Window.Canvas().Unfocus()
	r.pasteKey()
	r.settle()
	r.see(`textbox "Key"`)
	if r.board.looks > 0 {
		t.Error("text was copied, and a picture was looked for")
	}
}

// TestNothingIsLostWhereNoPictureWasCopied.
func TestNothingIsLostWhereNoPictureWasCopied(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.addPage()
	r.must(r.Type("Key", "JBSW Y3DP"))
	r.must(r.Type("Who it is for", "Garden club"))
	r.must(r.Press("Paste a picture"))
	r.see("We found no picture to paste", "8 letters so far", `textbox "Who it is for" = "Garden club"`)
	r.copied("https://example.org")
	r.must(r.Press("Try again"))
	r.see("We found no QR code in this picture", "8 letters so far", `textbox "Who it is for" = "Garden club"`)
	r.pictures.why = problem.New(problem.PictureUnreadable)
	r.must(r.Press("Try again"))
	r.see("This file is not a picture we can open", "8 letters so far")
	r.pictures.why = nil
	r.copied(gardenAddress)
	r.must(r.Press("Try again"))
	r.see("1 code found")
}

func TestAClipboardThatHangsIsLeft(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.addPage()
	r.must(r.Type("Who it is for", "Garden club"))
	r.board.hangs = true
	r.must(r.Press("Paste a picture"))
	r.see("Looking at what you copied")
	r.must(r.Press("Stop waiting"))
	r.see(`textbox "Who it is for" = "Garden club"`)
}

// TestWhatABrowserBringsIsTaken only where it is of use.
func TestWhatABrowserBringsIsTaken(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.see(`link "Your codes"`)
	r.pictures.holds = []string{gardenAddress}
	early := slices.Clone(aPicture)
	r.board.brings(early, nil)
	r.settle()
	r.see(`heading 1 "Sign in"`)
	if !slices.Equal(early, make([]byte, len(early))) {
		t.Error("a picture nobody asked for is kept")
	}
	r.addPage()
	r.board.brings(nil, problem.New(problem.PictureTooLarge))
	r.see("This picture is too large for us")
	r.board.brings(slices.Clone(aPicture), nil)
	r.see("1 code found")
}

// TestWhereNothingCanBePastedNothingIsOffered.
func TestWhereNothingCanBePastedNothingIsOffered(t *testing.T) {
	r := newRig(t, uitest.Desktop, func(r *rig) { r.board = nil })
	r.addPage()
	if out := r.settle(); uitest.Shows("Paste a picture")(out) {
		t.Error(out)
	}
	r.pasteKey()
	r.Window.Canvas().Unfocus()
	r.pasteKey()
	r.see(`textbox "Key"`)
}
