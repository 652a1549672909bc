package ui_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/kdf"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/ui/uitest"
)

// This file is codes on their way out, and back in.

// exports goes to a way out.
func (r *rig) exports(way string) {
	r.t.Helper()
	r.codes()
	r.fold("More choices")
	r.must(r.Press("Move or back up codes"))
	r.must(r.Choose(way))
	r.must(r.Press("Continue"))
	r.settle()
}

// read opens a file as another device would.
func (r *rig) read(data []byte, password string) (names []string) {
	r.t.Helper()
	f, err := transfer.Recognise(data)
	r.must(err)
	entries, err := f.Read(context.Background(), hush(password), &r.memory.quick, kdf.Usual)
	r.must(err)
	for _, e := range entries {
		names = append(names, e.Key.Issuer)
	}
	return names
}

func TestWhatGoesOutCanBeReadAgain(t *testing.T) {
	const all = "Tallowmere Health Plan Library Travel desk Steam Garden club"
	has := func(t *testing.T, got []string) {
		t.Helper()
		for name := range strings.SplitSeq(all, " ") {
			if !strings.Contains(strings.Join(got, " "), name) {
				t.Errorf("%s is not in %q", name, got)
			}
		}
		if strings.Contains(strings.Join(got, " "), "Old phone") {
			t.Errorf("what no codes can be made of went out: %q", got)
		}
	}
	t.Run("sealed", func(t *testing.T) {
		r := newRig(t, uitest.Phone, having(mixed()...))
		r.exports("A locked file for Aegis and other apps")
		r.must(r.Type("Password for the file", "short"))
		r.must(r.Press("Save the file"))
		r.see(`textbox "Password for the file" (At least 8 characters.`, "[invalid]")
		r.must(r.Type("Password for the file", "seven grey geese"))
		r.must(r.Type("The same password again", "seven grey goose"))
		r.must(r.Press("Save the file"))
		r.see("These two are not the same.")
		r.must(r.Type("The same password again", "seven grey geese"))
		r.must(r.Press("Save the file"))
		r.see("The file is saved", "Downloads/aegis.json", "1 code is not in it", "Old phone, anna")
		has(t, r.read(r.files["aegis.json"], "seven grey geese"))
		r.holdsNothing("seven grey geese")
	})
	t.Run("open", func(t *testing.T) {
		r := newRig(t, uitest.Phone, having(mixed()...))
		r.exports("A list without a lock")
		r.see("This file has no lock")
		if len(r.files) > 0 {
			t.Fatal("it is written before anybody agreed")
		}
		r.must(r.Press("Save it without a lock"))
		r.see("The file is saved", "1 code is not in it")
		has(t, r.read(r.files["codes.txt"], ""))
	})
	t.Run("ours", func(t *testing.T) {
		r := newRig(t, uitest.Phone, having(mixed()...))
		r.exports("A backup for this app")
		r.must(r.Type("New passphrase", secondPassphrase))
		r.must(r.Type("The same passphrase again", secondPassphrase))
		r.must(r.Press("Make the backup"))
		r.see("Downloads/")
		for _, data := range r.files {
			if got := r.read(data, secondPassphrase); len(got) != 6 {
				t.Errorf("the backup has %q", got)
			}
		}
	})
}

func TestTheQRCodesHoldWhatTheySay(t *testing.T) {
	keys := []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"}
	r := newRig(t, uitest.Desktop, having(plain(keys...)...))
	r.exports("QR codes for another phone")
	r.see(`heading 1 "QR code 1 of 2"`, `img "QR code 1 of 2"`)
	r.must(r.Press("Show the next QR code"))
	r.see(`heading 1 "QR code 2 of 2"`)
	r.must(r.Press("Show the one before"))
	r.see(`heading 1 "QR code 1 of 2"`)
}

func TestAKeyIsShownOnlyToWhoMeansIt(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	shown := timed("Garden club", "garden.club@example.org").Address()
	r.codes()
	r.must(r.Press("Details of Garden club, garden.club@example.org"))
	r.must(r.Press("Use it in another app"))
	r.see("Who sees this can make your codes")
	r.holdsNothing(string(shown.Reveal()))
	r.must(r.Press("Show it"))
	r.see(`img "QR code for Garden club, garden.club@example.org"`, `text "Key: GAYT EMZU`)
	r.must(r.Press("Copy for another app"))
	if got := fyne.CurrentApp().Clipboard().Content(); !secret.Of([]byte(got)).Equal(shown) {
		t.Errorf("copied %q", got)
	}
	r.see("Copied. It is taken off again in 30 seconds.")
	r.must(r.Press("Back"))
	r.see(`button "Save"`)
	r.holdsNothing(string(shown.Reveal()))
}

// TestALockTakesTheCodesOffTheScreen, and everything that their pages held.
func TestALockTakesTheCodesOffTheScreen(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	code, _ := timed("Garden club", "garden.club@example.org").Code(noon)
	r.codes()
	r.see("Garden club")
	r.lockKey()
	if out := r.settle(); strings.Contains(out, "Garden club") {
		t.Errorf("codes are on screen:\n%s", out)
	}
	r.holdsNothing(code.Text, "Garden club")
}
