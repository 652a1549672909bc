package ui_test

import (
	"context"
	"strings"
	"testing"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/transfer"
	"vestibule/ui/uitest"
)

// This file is codes on their way in: typed, from pictures, from files.

// rests gives what codes rest on the device, by name.
func (r *rig) rests() (names []string) {
	r.t.Helper()
	for _, c := range r.vaultNow().Codes() {
		names = append(names, c.Issuer)
	}
	return names
}

func TestAKeyIsLookedAtWhileItIsTyped(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.addPage()
	for typed, said := range map[string]string{
		"JBSW":                                "4 letters so far. Most keys have 16 or 32.",
		"JBSW Y3DP 8":                         "Character 11 is 0, 1, 8 or 9.",
		"JBSWü":                               "Character 5 is not a letter or number that keys have.",
		"JBSWY":                               "Most keys have 16 or 32.",
		"JBS":                                 "3 letters so far. No key ends here",
		"otpauth-migration://offline?data=AA": "This holds codes from another app.",
		"otpauth://totp/a?secret=JBSWY3DPEHPK3PXP": "This is an address.",
		"otpauth://totp/a?secret=":                 "It has no key.",
	} {
		r.must(r.Type("Key", typed))
		if out := r.settle(); !strings.Contains(out, said) {
			t.Errorf("%q is said nothing of like %q:\n%s", typed, said, out)
		}
	}
}

func TestWhatIsTypedIsRefusedWhereItIsWrong(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.addPage()
	r.must(r.Press("Add this code"))
	r.see("It has no key.")
	r.must(r.Type("Key", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EE"))
	r.fold("More settings")
	r.must(r.Type("How many digits", "eleven"))
	r.must(r.Press("Add this code"))
	r.see(`textbox "How many digits" = "eleven" (A code has 4 to 10 digits.) [invalid]`)
	r.must(r.Type("How many digits", "8"))
	r.must(r.Type("Seconds until it changes", "0"))
	r.must(r.Press("Add this code"))
	r.see("The time until it changes must be a whole number of seconds.")
	r.must(r.Type("Seconds until it changes", "60"))
	r.must(r.Choose("SHA512"))
	r.must(r.Press("Add this code"))
	r.see("Added: ")
	c := r.vaultNow().Codes()[0]
	if c.Digits != 8 || c.Period != 60*second || c.Algorithm != otp.SHA512 || c.Type != otp.TOTP {
		t.Errorf("kept as %+v", c)
	}
}

func TestAWarningIsShownBeforeACodeIsKept(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.addPage()
	r.must(r.Type("Key", "otpauth://totp/Garden%20club:anna?secret=JBSWY3DPEHPK3PXP&issuer=Gardeners"))
	r.must(r.Press("Add this code"))
	r.see("Look at this first", "It goes by two names.", "Its key is short.")
	if len(r.rests()) > 0 {
		t.Fatal("it is kept already")
	}
	r.must(r.Press("Add it all the same"))
	r.see("Added: Gardeners, anna")
	r.must(r.Press("Add a code"))
	r.see(`textbox "Key"`)
	r.must(r.Type("Key", "JBSWY3DPEHPK3PXP"))
	r.must(r.Press("Add this code"))
	r.see("Look at this first")
	r.must(r.Press("Add it all the same"))
	r.see("You have this code already")
}

// TestAKeyIsErasedWhenItsPageIsLeft: what was typed is nowhere in the program, whichever way it is left.
func TestAKeyIsErasedWhenItsPageIsLeft(t *testing.T) {
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for name, leave := range map[string]func(*rig){
		"back":  func(r *rig) { r.must(r.Press("Back")) },
		"added": func(r *rig) { r.must(r.Press("Add this code")); r.see("Added") },
		"aside, then all the way back": func(r *rig) {
			r.must(r.Press("Need a person?"))
			r.must(r.Press("Back"))
			r.see(`textbox "Key" (32 letters`)
			r.must(r.Press("Back"))
			r.must(r.Press("Back"))
			r.see(`button "Sign in"`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, uitest.Phone)
			r.addPage()
			r.must(r.Type("Key", key))
			places := reachBytes(r.ui, key)
			if len(places) == 0 {
				t.Fatal("it is not found where it was typed: nothing of this test can be trusted")
			}
			leave(r)
			r.settle()
			for _, b := range places {
				if strings.Trim(string(b), "\x00") != "" {
					t.Errorf("%d bytes of what was typed are left", len(b))
				}
			}
			r.holdsNothing(key)
		})
	}
}

func TestPartsOfAMigrationArePutTogether(t *testing.T) {
	r := newRig(t, uitest.Phone)
	parts := migration(t, 1, timed("Arena", "a"), timed("Bank", "a"), timed("Mail", "a"))
	other := migration(t, 1, timed("Zoo", "a"), timed("Gym", "a"))
	r.scans(parts[1])
	r.see("1 code found", "Parts 1, 3 of 3 are missing")
	next := func(payload string) {
		r.pictures.holds = []string{payload}
		r.must(r.Press("Open the next picture"))
		r.see(`textbox "Where the file is"`)
		r.must(r.Type("Where the file is", "p.png"))
		r.must(r.Press("Open it"))
		r.settle()
	}
	next(parts[0])
	r.see("2 codes found", "Part 3 of 3 is missing")
	next(parts[0])
	r.see("2 codes found")
	next(other[0])
	r.see("2 codes found", "That picture belongs to another set")
	next(parts[2])
	r.see("3 codes found")
	r.must(r.Press("Add 3 codes"))
	r.see("3 codes added")
	if got := strings.Join(r.rests(), " "); got != "Arena Bank Mail" {
		t.Errorf("kept: %s", got)
	}
}

func TestAnImportIsCountedAndTakenBack(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	mine := plain("Garden club")[0].key
	odd := timed("Old phone", "anna")
	odd.Algorithm = "MD5"
	made, err := transfer.Export(context.Background(), transfer.AsList, []transfer.Entry{{Key: mine}, {Key: timed("Library", "anna")}, {Key: timed("Library", "anna")}}, hush(""), nil, nil)
	r.must(err)
	r.files["list.txt"] = append(append(made.Data.Reveal(), odd.Address().Reveal()...), "\nnonsense\n"...)
	r.opens("list.txt")
	r.see(`button "Add 2 codes"`)
	r.must(r.Press("Add 2 codes"))
	r.see(`heading 1 "2 codes added"`, "They came from a file of addresses of codes.", "were here already", "no code can be made of it")
	if got := r.rests(); len(got) != 3 {
		t.Errorf("%q rest where 2 were said to be added to 1", got)
	}
	r.must(r.Press("Take all of it back"))
	r.see("2 codes were taken back")
	if got := r.rests(); len(got) != 1 {
		t.Errorf("%q rest", got)
	}
}

func TestAWrongPasswordIsTypedAgain(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.sealed("not this one")
	r.see("That password does not open this file", `textbox "Password of the file" (Please check this and type it again.) [password 12 characters]`)
	r.must(r.Type("Password of the file", "open sesame"))
	r.must(r.Press("Open it"))
	r.see("1 code found", "Garden club, anna")
	r.settle()
	r.holdsNothing("open sesame")
}

func TestOpeningAFileIsStopped(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.memory.quick.hold()
	r.files["codes.json"] = r.aegisLater()
	r.openSealed("open sesame")
	r.see("Opening the file", `button "Stop waiting"`)
	r.pass(9 * second)
	r.see("Stopping loses nothing.")
	r.must(r.Press("Stop waiting"))
	r.see(`textbox "Password of the file" [password 11 characters]`)
	r.memory.quick.release()
	r.must(r.Press("Open it"))
	r.see("1 code found")
}

// aegisLater is a sealed file, made though nothing is to be derived for the program.
func (r *rig) aegisLater() []byte {
	r.t.Helper()
	r.memory.quick.release()
	defer r.memory.quick.hold()
	return r.aegis("open sesame", timed("Garden club", "anna"))
}

func TestMuchMemoryIsTakenOnlyOnceTheMemberAgrees(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.costly(1 << 19) // 512 MiB
	r.see("This file needs a lot of memory", "To open it takes 512 MB")
	r.must(r.Press("Open it anyway"))
	r.see("That password does not open this file") // another cost is another key: it was derived
}

func TestAFileIsDroppedOnWhateverPage(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.see(`button "Sign in"`)
	r.files["file:///codes.json"] = r.aegis("open sesame", timed("Garden club", "anna"))
	r.drops("/codes.json")
	r.see("This is a file of Aegis")
}

// TestNothingIsLostWhenTheDiskIsFull: what was added is in memory, and the page says that it rests nowhere.
func TestNothingIsLostWhenTheDiskIsFull(t *testing.T) {
	r := newRig(t, uitest.Phone, having(plain("Garden club")...))
	r.see(`button "Sign in"`)
	r.memory.files[0].fault = problem.New(problem.StoreFull)
	r.scans(migration(t, 9, timed("Library", "anna"))...)
	r.see(`button "Add 1 code"`)
	r.must(r.Press("Add 1 code"))
	r.see("This device is full", `heading 1 "1 code added"`)
	r.must(r.Press("Done"))
	r.see("Library, anna: ")
	r.memory.files[0].fault = nil
	r.must(r.Press("Copy the code of Library, anna"))
	if got := r.rests(); len(got) != 2 {
		t.Errorf("%q rest once there is room", got)
	}
}
