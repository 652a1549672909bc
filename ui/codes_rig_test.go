package ui_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/app/vault"
)

// This file is how tests come to the pages of codes.

// pictures finds what a test says in the next picture.
type pictures struct {
	holds []string
	why   *problem.Problem
}

// Codes implements ui.Pictures.
func (p *pictures) Codes(context.Context, []byte) (found []secret.Bytes, err error) {
	if p.why != nil {
		return nil, p.why
	}
	for _, payload := range p.holds {
		found = append(found, hush(payload))
	}
	return found, nil
}

// aPicture is how one begins.
var aPicture = []byte("\x89PNG\r\n\x1a\n")

// timed is a key under a name, with a secret of its own.
func timed(issuer, account string) otp.Key {
	return otp.Key{Type: otp.TOTP, Issuer: issuer, Account: account, Algorithm: otp.SHA1, Digits: 6, Period: 30 * second,
		Secret: hush("0123456789abcdef" + issuer + account)}
}

// stored is a code in the vault, with its key.
type stored struct {
	vault.Code
	key otp.Key
}

// having is a device that keeps these codes, open by its keychain.
func having(codes ...stored) func(*rig) {
	return func(r *rig) {
		v := r.memory.put(vault.Entry{})
		for _, c := range codes {
			if _, err := v.AddCode(c.Code, c.key); err != nil {
				r.t.Fatal(err)
			}
		}
		r.must(v.Save(context.Background()))
	}
}

// plain are codes of no plan under these names.
func plain(names ...string) (list []stored) {
	for _, name := range names {
		list = append(list, stored{vault.Code{Added: noon.Add(-24 * time.Hour)}, timed(name, strings.ReplaceAll(strings.ToLower(name), " ", ".")+"@example.org")})
	}
	return list
}

// mixed is one code of each sort: of the plan, of others, with a counter, of another period, Steam's, one that is unusable.
func mixed() []stored {
	counter, slow, steam, odd := timed("Library", "anna"), timed("Travel desk", "anna.lindqvist"), timed("Steam", "anna_l"), timed("Old phone", "anna")
	counter.Type, counter.Period, counter.Counter = otp.HOTP, 0, 7
	slow.Period, slow.Digits, slow.Algorithm = 60*second, 8, otp.SHA256
	steam.Type, steam.Digits = otp.Steam, 5
	odd.Algorithm = "MD5"
	added := noon.Add(-24 * time.Hour)
	return append([]stored{
		{vault.Code{Place: vault.Place{Plan: key, Subject: "anna"}, Added: added}, timed("Tallowmere Health Plan", "anna")},
		{vault.Code{Added: added, Group: "Work"}, counter}, {vault.Code{Added: added, Uses: 3, LastUsed: added}, slow},
		{vault.Code{Added: added}, steam}, {vault.Code{Added: added, Unusable: otp.AlgorithmUnknown}, odd},
	}, plain("Garden club")...)
}

// codes opens the list from the first page.
func (r *rig) codes() {
	r.t.Helper()
	r.see(`link "Your codes"`)
	r.must(r.Press("Your codes"))
	r.see(`heading 1 "Your codes"`)
}

// addPage goes on to the ways to add.
func (r *rig) addPage() {
	r.t.Helper()
	r.codes()
	r.must(r.Press("Add a code"))
	r.see(`textbox "Key"`)
}

// opens goes to the page of files and opens one by typing where it is.
func (r *rig) opens(where string) {
	r.t.Helper()
	r.addPage()
	r.must(r.Press("Open a picture or a file"))
	r.see(`textbox "Where the file is"`)
	r.must(r.Type("Where the file is", where))
	r.must(r.Press("Open it"))
}

// scans opens a picture that holds these.
func (r *rig) scans(payloads ...string) {
	r.t.Helper()
	r.pictures.holds = payloads
	r.files["p.png"] = aPicture
	r.opens("p.png")
}

// migration are the addresses of one, so many keys a part.
func migration(t testing.TB, perPart int, keys ...otp.Key) (addresses []string) {
	t.Helper()
	parts, refused := otp.Migration(keys, perPart)
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	for _, part := range parts {
		addresses = append(addresses, string(part.Reveal()))
	}
	return addresses
}

// aegis is a sealed file of another app.
func (r *rig) aegis(password string, keys ...otp.Key) []byte {
	r.t.Helper()
	var entries []transfer.Entry
	for _, k := range keys {
		entries = append(entries, transfer.Entry{Key: k})
	}
	made, err := transfer.Export(context.Background(), transfer.AsAegis, entries, hush(password), &r.memory.quick, rand.NewChaCha8([32]byte{5}))
	r.must(err)
	return made.Data.Reveal()
}

// fold unfolds or folds a part of the page.
func (r *rig) fold(label string) { r.t.Helper(); r.must(r.Press(label)) }

// file opens a file that holds this.
func file(data []byte) provocation {
	return provocation{walk: func(r *rig) {
		r.files["codes.json"] = data
		r.opens("codes.json")
	}}
}

// refusedFile opens a file that the device does not hand over.
func refusedFile(code problem.Code) provocation { return file([]byte("refused: " + code)) }

// picture opens a picture of which this comes.
func picture(code problem.Code) provocation {
	return provocation{before: func(r *rig) { r.pictures.why = problem.New(code) }, walk: func(r *rig) { r.scans() }}
}

// sealed opens a file of Aegis, made with "open sesame", with a password.
func (r *rig) sealed(password string) {
	r.t.Helper()
	r.files["codes.json"] = r.aegis("open sesame", timed("Garden club", "anna"))
	r.openSealed(password)
}

func (r *rig) openSealed(password string) {
	r.t.Helper()
	r.opens("codes.json")
	r.see("Password of the file")
	r.must(r.Type("Password of the file", password))
	r.must(r.Press("Open it"))
}

// costly opens a file of Aegis that asks for so much memory: 1 KiB for each of n.
func (r *rig) costly(n int) {
	r.t.Helper()
	r.changed(`"n": *\d+`, fmt.Sprintf(`"n": %d`, n))
}

// changed opens a file of Aegis with something in it changed, with its password.
func (r *rig) changed(what, into string) {
	r.t.Helper()
	whole := r.aegis("open sesame", timed("Garden club", "anna"))
	r.files["codes.json"] = regexp.MustCompile(what).ReplaceAll(whole, []byte(into))
	if bytes.Equal(whole, r.files["codes.json"]) {
		r.t.Fatalf("nothing like %s in %s", what, whole)
	}
	r.openSealed("open sesame")
}

// SetOnDropped notes who hears of what is dropped on the window.
func (s *shortcuts) SetOnDropped(dropped func(fyne.Position, []fyne.URI)) { s.dropped = dropped }

// drops drops a file on the window.
func (r *rig) drops(path string) {
	r.keyboard.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	r.Queue.Run()
}
