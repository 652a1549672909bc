package ui_test

import (
	"context"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/ui/uitest"
)

// This file looks at the pages of the vault, and does what they are for.

// vaultTour is how to come to a page of a device that keeps something.
type vaultTour struct {
	name   string
	before func(*rig)
	walk   func(*rig)
}

func vaultTours() []vaultTour {
	shutAll := shutBy(vault.Passphrase, vault.RecoveryCode)
	gate := func(r *rig) { r.see("Unlock what this device keeps") }
	keeps := func(rows ...string) func(*rig) { return func(r *rig) { r.keeps(rows...) } }
	return []vaultTour{
		{"gate-passphrase", shutAll, gate},
		{"gate-recovery", shutAll, func(r *rig) { gate(r); r.must(r.Press("Use the recovery code")); r.see(`textbox "Recovery code"`) }},
		{"gate-pin", shutBy(vault.PIN), gate},
		{"gate-none", shutAll, func(r *rig) { gate(r); r.must(r.Press("I have none of these")); r.see("Start anew beside it") }},
		{"gate-locked", kept(), func(r *rig) { r.see(`button "Sign in"`); r.lockKey(); gate(r) }},
		{"gate-rebuild", func(r *rig) { kept(vault.Passphrase)(r); r.memory.chain.key = nil }, func(r *rig) {
			gate(r)
			r.unlock("Passphrase", passphrase)
			r.see("Let this device open it again?")
		}},
		{"keeps", kept(vault.Passphrase), keeps()},
		{"keeps-fresh", func(*rig) {}, keeps()},
		{"keeps-memory", func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) }, keeps()},
		{"keeps-web", func(r *rig) { r.platform = "web"; r.memory.chain.fault = problem.New(problem.KeyringUnavailable) }, keeps()},
		{"keeps-newer", newer, keeps()},
		{"keeps-evicted", func(r *rig) { unread(problem.StoreEvicted).before(r) }, keeps()},
		{"keeps-shut", shutAll, func(r *rig) { gate(r); r.must(r.Press("Go on without it")); r.see(`button "Sign in"`); r.keeps() }},
		{"way-keychain", kept(vault.Passphrase), keeps("This device's safe place")},
		{"way-passphrase", kept(), keeps("Passphrase")},
		{"way-passphrase-last", shutBy(vault.Passphrase), func(r *rig) { r.unlock("Passphrase", passphrase); r.see(`button "Sign in"`); r.keeps("Passphrase") }},
		{"way-pin", kept(), keeps("PIN")},
		{"way-recovery", kept(), keeps("Recovery code")},
		{"recovery-shown", kept(), keeps("Recovery code", "Make a recovery code")},
		{"recovery-asked", kept(), keeps("Recovery code", "Make a recovery code", "I have it on paper")},
		{"lock-after", kept(), keeps("Lock by itself")},
		{"backup", kept(), keeps("Back it up now")},
		{"move", kept(), keeps("Move to a new device")},
		{"move-old", kept(), keeps("Move to a new device", "This is the old device")},
		{"people", kept(), keeps("Other people on this device")},
		{"holder", kept(), keeps("Say whose this is")},
		{"erase", kept(), keeps("Remove everything from this device")},
	}
}

// TestVaultPages looks at each, as a phone and as a desktop draw it.
func TestVaultPages(t *testing.T) {
	for _, tr := range vaultTours() {
		for _, form := range uitest.FormFactors() {
			t.Run(tr.name+"/"+string(form), func(t *testing.T) {
				r := newRig(t, form, tr.before)
				tr.walk(r)
				r.page("vault-"+tr.name, form)
				r.picture("vault-" + tr.name + "-" + string(form))
				r.sound() // which scrolls
			})
		}
	}
}

// TestEachWayOpens what is shut, and what was kept is filled in then.
func TestEachWayOpens(t *testing.T) {
	for _, w := range []struct {
		way    vault.Way
		field  string
		secret func(*rig) string
	}{
		{vault.Passphrase, "Passphrase", func(*rig) string { return passphrase }},
		{vault.RecoveryCode, "Recovery code", func(r *rig) string { return strings.ToLower(r.recoveryCode) }},
		{vault.PIN, "PIN", func(*rig) string { return pin }},
	} {
		r := newRig(t, uitest.Phone, shutBy(w.way))
		r.hides(r.see("Unlock what this device keeps for Anna"), "anna", "Sign in")
		r.unlock(w.field, w.secret(r))
		r.see(`= "anna"`, "Your saved password is filled in.")
		r.holdsNothing(w.secret(r))
	}
}

// TestAWrongPassphraseCanBeMended: it is said in one sentence, what was typed stays, and the right one opens.
func TestAWrongPassphraseCanBeMended(t *testing.T) {
	r := newRig(t, uitest.Phone, shutBy(vault.Passphrase))
	r.unlock("Passphrase", "copper kettle")
	r.see("That passphrase does not open your codes", "[password 13 characters]", "[invalid] [focused]")
	r.keys(" on a shelf")
	r.must(r.Key(uitest.Enter))
	r.see(`= "anna"`)
}

// TestWaitingCanBeStopped: what was typed stays then, and nothing is open.
func TestWaitingCanBeStopped(t *testing.T) {
	r := newRig(t, uitest.Phone, shutBy(vault.Passphrase))
	r.see(`textbox "Passphrase"`)
	r.memory.quick.hold()
	r.unlock("Passphrase", passphrase)
	uitest.Golden(t, "vault-gate-waiting-phone", r.see(`status "Opening"`, "Stop waiting"))
	r.must(r.Press("Stop waiting"))
	r.shows(r.settle(), "Unlock what this device keeps", "[password 24 characters]", `button "Unlock"`)
	r.memory.quick.release()
	r.must(r.Press("Unlock"))
	r.see(`= "anna"`)
}

// TestALostKeyIsGivenAgain: the passphrase opens, and after that the keychain does again.
func TestALostKeyIsGivenAgain(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { kept(vault.Passphrase)(r); r.memory.chain.key = nil })
	r.see("The key to what was kept here is gone")
	r.unlock("Passphrase", passphrase)
	r.see("Let this device open it again?")
	r.holdsNothing(passphrase)
	r.must(r.Press("Yes, give it a new key"))
	r.see(`= "anna"`)
	again := newRig(t, uitest.Phone, func(next *rig) { next.memory = r.memory })
	again.see(`= "anna"`)
}

// TestWhoHasNoWayStartsAnew beside what is there, which stays and opens later.
func TestWhoHasNoWayStartsAnew(t *testing.T) {
	r := newRig(t, uitest.Phone, shutBy(vault.Passphrase))
	r.see("Unlock what this device keeps")
	r.must(r.Press("I have none of these"))
	r.see("It stays as it is, under this name: Anna.")
	r.must(r.Press("Start anew beside it"))
	r.see(`textbox "Username, e-mail, phone or member number" [required] [focused]`)
	r.keeps("Other people on this device")
	r.must(r.Press("Anna"))
	r.unlock("Passphrase", passphrase)
	r.see(`= "anna"`)
}

// TestARecoveryCodeCountsOnceItIsOnPaper: one group is asked back; who goes away before has none.
func TestARecoveryCodeCountsOnceItIsOnPaper(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.keeps("Recovery code", "Make a recovery code")
	code := groupsOn(r.settle())
	r.must(r.Press("I have it on paper"))
	r.see("Type group 4")
	r.must(r.Type("Group from your paper", "0000"))
	r.must(r.Press("Use this code"))
	r.see("That is not this group.")
	r.must(r.Type("Group from your paper", strings.ToLower(code[3])))
	r.must(r.Press("Use this code"))
	r.shows(r.settle(), `button "Recovery code" (Set up.`)
	r.holdsNothing(strings.Join(code, "-"))
	r.lockKey()
	r.must(r.Press("Use the recovery code"))
	r.unlock("Recovery code", strings.Join(code, " "))
	r.see(`= "anna"`)

	r = newRig(t, uitest.Phone, kept())
	r.keeps("Recovery code", "Make a recovery code")
	r.must(r.Press("Back"))
	r.shows(r.settle(), `button "Recovery code" (Not set up)`)
}

// TestAnOlderRecoveryCodeOpensUntilTheNewOneCounts, though it be the only way: whoever turns back, or is locked out while
// the new one is on screen, is not left with one that nobody has.
func TestAnOlderRecoveryCodeOpensUntilTheNewOneCounts(t *testing.T) {
	for how, leave := range map[string]func(*rig){
		"back":   func(r *rig) { r.must(r.Press("Back")); r.settle(); r.lockKey() },
		"locked": func(r *rig) { r.lockKey() },
	} {
		t.Run(how, func(t *testing.T) {
			r := newRig(t, uitest.Phone, shutBy(vault.RecoveryCode))
			older := r.recoveryCode
			r.unlock("Recovery code", older)
			r.keeps("Recovery code", "Make a new recovery code")
			r.see("Group 4")
			leave(r)
			r.unlock("Recovery code", older)
			r.see(`= "anna"`)
		})
	}
}

// groupsOn reads a recovery code off the screen.
func groupsOn(outline string) (groups []string) {
	for line := range strings.Lines(outline) {
		if _, group, is := strings.Cut(line, `text "Group `); is {
			_, group, _ = strings.Cut(strings.TrimRight(group, "\"\n"), ": ")
			groups = append(groups, group)
		}
	}
	return groups
}

// TestAPassphraseIsTypedTwice, long enough, and opens then.
func TestAPassphraseIsTypedTwice(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.keeps("Passphrase")
	for _, try := range []struct{ first, again, says string }{
		{"kettle", "kettle", "Please use at least 8 characters."},
		{secondPassphrase, secondPassphrase + "s", "These two are not the same."},
	} {
		r.must(r.Type("New passphrase", try.first))
		r.must(r.Type("The same passphrase again", try.again))
		r.must(r.Press("Save the passphrase"))
		r.shows(r.settle(), try.says)
	}
	r.must(r.Type("The same passphrase again", secondPassphrase))
	r.must(r.Press("Save the passphrase"))
	r.shows(r.settle(), `button "Passphrase" (Set up.`)
	r.holdsNothing(secondPassphrase)
	r.memory.chain.key = nil
	again := newRig(t, uitest.Phone, func(next *rig) { next.memory = r.memory })
	again.unlock("Passphrase", secondPassphrase)
	again.see("Let this device open it again?")
}

// TestAPassphraseMakesABrowserKeep what it could only hold until it was closed.
func TestAPassphraseMakesABrowserKeep(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { r.platform = "web"; r.memory.chain.fault = problem.New(problem.KeyringUnavailable) })
	r.see("This device has no safe place for secrets")
	r.must(r.Press("Set a passphrase"))
	r.must(r.Type("New passphrase", passphrase))
	r.must(r.Type("The same passphrase again", passphrase))
	r.must(r.Press("Save the passphrase"))
	r.shows(r.settle(), "It rests sealed in this browser.")
	r.must(r.Press("Back"))
	r.must(r.Check("Remember my name on this device", true))
	r.in("anna", hello)
	again := newRig(t, uitest.Phone, func(next *rig) { next.memory, next.platform = r.memory, "web" })
	again.unlock("Passphrase", passphrase)
	again.see(`= "anna"`)
}

// TestABackupOpensWithItsPassphrase, holds the codes, and ends the reminder.
func TestABackupOpensWithItsPassphrase(t *testing.T) {
	r := newRig(t, uitest.Phone, kept())
	r.keeps()
	r.shows(r.settle(), "1 code is in no backup", `"Last backup: Never"`)
	r.must(r.Press("Back it up now"))
	r.must(r.Type("New passphrase", secondPassphrase))
	r.must(r.Type("The same passphrase again", secondPassphrase))
	r.must(r.Press("Make the backup"))
	r.see("Your backup is made", "Downloads/vestibule-backup-2026-03-02.vestibule")
	r.must(r.Press("Done"))
	out := r.settle()
	r.shows(out, `"Last backup: 2 March 2026"`)
	r.hides(out, "is in no backup")
	r.holdsNothing(secondPassphrase)
	proof := vault.Proof{Way: vault.Passphrase, Secret: hush(secondPassphrase)}
	items, err := vault.ReadBackup(context.Background(), r.files["vestibule-backup-2026-03-02.vestibule"], proof, &quick{}, kdf.Usual)
	if err != nil || len(items) != 1 || items[0].Key.Issuer != "Tallowmere" {
		t.Fatalf("%d codes, %v", len(items), err)
	}
}

// TestABackupThatCannotBeWrittenIsNone: the page goes on reminding.
func TestABackupThatCannotBeWrittenIsNone(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { kept()(r); r.files = nil })
	r.keeps("Back it up now")
	r.must(r.Type("New passphrase", secondPassphrase))
	r.must(r.Type("The same passphrase again", secondPassphrase))
	r.must(r.Press("Make the backup"))
	r.see("The file could not be written")
	r.must(r.Press("Back"))
	r.shows(r.settle(), "1 code is in no backup", `"Last backup: Never"`)
}

// TestAClearedBrowserTakesABackup: what was lost there comes back from the file, into a vault of its own.
func TestAClearedBrowserTakesABackup(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) {
		kept()(r)
		v, err := r.memory.Open(context.Background(), "")
		r.must(err)
		r.files["backup.vestibule"], err = v.Backup(context.Background(), hush(secondPassphrase), noon)
		r.must(err)
		r.memory.files[0].fault = problem.New(problem.StoreEvicted)
	})
	r.see("Your browser has cleared what was kept here")
	r.memory.files = nil
	r.must(r.Press("Bring in a backup"))
	r.see("backup.vestibule")
	r.must(r.Type("Where the file is", "backup.vestibule"))
	r.must(r.Press("Open it"))
	r.see("[password 0 characters]")
	r.must(r.Type("Passphrase or recovery code", secondPassphrase))
	r.must(r.Press("Open it"))
	r.see("Tallowmere")
}

// TestUnlockingByKeyboardAlone: what is typed goes into the field at once, and Enter opens.
func TestUnlockingByKeyboardAlone(t *testing.T) {
	r := newRig(t, uitest.Desktop, shutBy(vault.Passphrase, vault.RecoveryCode))
	r.see(`textbox "Passphrase" [password 0 characters] [required] [focused]`)
	r.tabTo(`button "Use the recovery code" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see(`textbox "Recovery code" [password 0 characters] [required] [focused]`)
	r.tabTo(`button "Use the passphrase" [focused]`)
	r.must(r.Key(uitest.Enter))
	r.see(`textbox "Passphrase" [password 0 characters] [required] [focused]`)
	r.keys(passphrase)
	r.must(r.Key(uitest.Enter))
	r.see(`= "anna"`)
}

// TestEverythingIsRemoved, after the box was ticked, and not before.
func TestEverythingIsRemoved(t *testing.T) {
	r := atHome(t, uitest.Phone)
	r.keeps("Remove everything from this device")
	r.shows(r.settle(), `button "Remove everything" (Tick the box first.) [disabled]`)
	r.must(r.Check("I do not need what is kept here any more", true))
	r.settle()
	r.must(r.Press("Remove everything"))
	r.see("Everything was removed")
	r.holdsNothing(annaPassword, "12345678901234567890")
	if r.memory.chain.key != nil || len(r.memory.files) > 0 {
		t.Error("something is left on the device")
	}
	r.must(r.Press("Sign in again"))
	r.see(`textbox "Username, e-mail, phone or member number" [required] [focused]`)
	r.keeps()
	r.shows(r.settle(), "Nothing is kept yet.")
}

// TestWaysComeAndGo: a PIN takes the keychain's place, and the last way stays.
func TestWaysComeAndGo(t *testing.T) {
	r := newRig(t, uitest.Phone, kept(vault.Passphrase))
	r.keeps("PIN")
	r.must(r.Type("New PIN", "4801"))
	r.must(r.Type("The same PIN again", "4801"))
	r.must(r.Press("Save the PIN"))
	r.shows(r.settle(), "Please use at least 6 characters.")
	r.must(r.Type("New PIN", pin))
	r.must(r.Type("The same PIN again", pin))
	r.must(r.Press("Save the PIN"))
	r.shows(r.settle(), `button "PIN" (Set up.`, `button "This device's safe place" (Not set up)`)
	r.must(r.Press("PIN"))
	r.must(r.Press("Take this way off"))
	r.shows(r.settle(), `button "PIN" (Not set up)`)
	r.must(r.Press("Passphrase"))
	r.shows(r.settle(), `button "Take this way off" (This is the only way to open it. Set up another way first.) [disabled]`)
}

// TestCodesInMemoryAreNotLeftUnasked: whoever goes on as another person is asked first where codes would be gone with that.
func TestCodesInMemoryAreNotLeftUnasked(t *testing.T) {
	r := newRig(t, uitest.Phone, func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) })
	r.see("This device has no safe place for secrets")
	if _, err := r.memory.files[0].vault.AddCode(vault.Code{}, someKey()); err != nil {
		t.Fatal(err)
	}
	r.keeps("Other people on this device", "Add a person")
	out := r.settle()
	r.shows(out, `heading 1 "Your codes would be gone"`, "1 code is in this app's memory only", `button "Set up a safe place"`)
	r.must(r.Press("Back"))
	r.see("Each person on this device keeps their things apart.")
	r.must(r.Press("Add a person"))
	r.must(r.Press("Leave without them"))
	r.see(`button "Sign in"`)
}
