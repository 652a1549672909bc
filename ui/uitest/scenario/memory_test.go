package scenario_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/desktop"
	"vestibule/ui/uitest/scenario"
)

// This file looks into the memory of the real program from another process: after a sign-in for the password, after a lock
// for the passphrase, the secrets of the codes, and the vault's key. Everything is made for the run, so that nothing of it
// is in the program to begin with.

// secrets are what one run brings in.
type secrets struct{ password, passphrase, brought, bound string }

// letters are good to type on any keyboard.
var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

func chance(t *testing.T, bytes int) string {
	raw := make([]byte, bytes)
	if _, err := rand.Read(raw); err != nil {
		t.Fatal(err)
	}
	return letters.EncodeToString(raw)
}

// text gives the ways a text may lie in memory: as bytes, as UTF-16, as runes.
func text(s string) [][]byte {
	var short, long []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		short = binary.LittleEndian.AppendUint16(short, unit)
	}
	for _, r := range s {
		long = binary.LittleEndian.AppendUint32(long, uint32(r))
	}
	return [][]byte{[]byte(s), short, long}
}

// key gives the ways a key of codes may lie in memory: decoded, in letters, in letters by four.
func key(s string) [][]byte {
	raw, _ := letters.DecodeString(s)
	var fours strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			fours.WriteByte(' ')
		}
		fours.WriteRune(r)
	}
	out := append([][]byte{raw}, text(s)...)
	return append(append(out, text(strings.ToLower(s))...), text(fours.String())...)
}

// vaultKeys counts the places in memory that open a vault file: whatever 32 bytes do, are its key.
func vaultKeys(t *testing.T, d *desktop.Desktop, file []byte) (n int) {
	t.Helper()
	const prefix, size = 8 + 2 + 4, chacha20poly1305.KeySize
	end := prefix + int(binary.BigEndian.Uint32(file[10:]))
	head, nonce, sealed := file[:end], file[end:end+chacha20poly1305.NonceSizeX], file[end+chacha20poly1305.NonceSizeX:]
	err := d.Memory(size, func(piece []byte, _ bool) {
		for at := 0; at+size <= len(piece)-size; at += 8 {
			if k := piece[at : at+size]; random(k) && begins(k, nonce, sealed) && opens(k, nonce, sealed, head) {
				n++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// random reports whether 32 bytes look like a key: nearly all of them differ. One key in a hundred million does not.
func random(b []byte) bool {
	var met [4]uint64
	n := 0
	for _, c := range b {
		if met[c>>6]&(1<<(c&63)) == 0 {
			met[c>>6] |= 1 << (c & 63)
			n++
		}
	}
	return n >= 24
}

// begins looks at the first bytes alone, which is a tenth of the work: every body begins with the record of its generation.
func begins(key, nonce, sealed []byte) bool {
	c, err := chacha20.NewUnauthenticatedCipher(key, nonce)
	if err != nil {
		return false
	}
	var first [6]byte
	c.SetCounter(1) // the block before makes the seal's key (RFC 8439, section 2.8)
	c.XORKeyStream(first[:], sealed[:len(first)])
	return first == [6]byte{0, 1, 0, 0, 0, 8}
}

func opens(key, nonce, sealed, head []byte) bool {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return false
	}
	_, err = aead.Open(nil, nonce, sealed, head)
	return err == nil
}

// looker is one run of the program.
type looker struct {
	*testing.T
	*desktop.Desktop
	s    secrets
	data string
	// keys: typed on the keyboard; else set by the accessibility bus, as a screen reader does.
	keys bool
}

func (l *looker) see(texts ...string) string {
	l.Helper()
	ctx, cancel := context.WithTimeout(l.T.Context(), time.Minute)
	defer cancel()
	outline, err := l.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		l.Fatalf("%q: %v", texts, err)
	}
	return outline
}

func (l *looker) press(name string) {
	l.Helper()
	l.see(`"` + name + `"`)
	if err := l.Press(name); err != nil {
		l.Fatal(err)
	}
}

// fill puts a text into a field.
func (l *looker) fill(field, text string) {
	l.Helper()
	l.see(`textbox "` + field)
	err := l.Type(field, "")
	if err == nil && l.keys {
		err = l.Keys(text)
		l.typed(field, text)
	} else if err == nil {
		err = l.Type(field, text)
	}
	if err != nil {
		l.Fatal(err)
	}
}

// typed waits until all that was typed has come to the field: the keyboard and the bus are two ways in, and a press by the bus
// overtakes a key.
func (l *looker) typed(field, text string) {
	l.Helper()
	ctx, cancel := context.WithTimeout(l.T.Context(), time.Minute)
	defer cancel()
	all := []string{fmt.Sprintf(`[password %d characters]`, utf8.RuneCountInString(text)), fmt.Sprintf(`= %q`, text)}
	if _, err := l.Wait(ctx, func(outline string) bool {
		_, line, _ := strings.Cut(outline, `textbox "`+field)
		line, _, _ = strings.Cut(line, "\n")
		return strings.Contains(line, all[0]) || strings.Contains(line, all[1])
	}); err != nil {
		l.Fatalf("%q has not got all that was typed: %v", field, err)
	}
}

// none fails the run if any of the patterns is in memory.
func (l *looker) none(what string, patterns [][]byte) {
	l.Helper()
	if n, err := l.Copies(patterns...); err != nil || n > 0 {
		l.Errorf("%s: %d copies (%v)", what, n, err)
	}
}

// after waits; the program is another process, whose time cannot be moved.
func (l *looker) after(d time.Duration) { <-time.After(d) }

func TestMemory(t *testing.T) { // AT-106
	uitest.Lane(t, "memory", desktop.Missing())
	runs, _ := strconv.Atoi(os.Getenv("VESTIBULE_MEMORY_RUNS"))
	binary := filepath.Join(t.TempDir(), "vestibule")
	build(t, binary, "release,migrated_fynedo", "CGO_ENABLED=1", "GOEXPERIMENT=runtimesecret")
	stage := newReal(t, scenario.Desktop, nil)
	for run := range max(runs, 3) {
		t.Run(fmt.Sprint(run), func(t *testing.T) { lookInto(t, stage, binary, run) })
	}
}

// lookInto is one run: a passphrase, a sign-in, two codes, a lock.
func lookInto(t *testing.T, stage *real, binary string, run int) {
	l := &looker{T: t, data: t.TempDir(), keys: run%2 == 0, s: secrets{password: "Aa1-" + chance(t, 15), passphrase: chance(t, 20), brought: chance(t, 20)}}
	name := "member" + strings.ToLower(chance(t, 5))
	member(t, stage, name, l.s.password, run)
	d, err := desktop.Start(t.Context(), binary, "-plan", stage.plan.URL, "-data", l.data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	l.Desktop = d
	l.setPassphrase()
	l.signIn(stage, name)
	l.after(5 * time.Second)
	l.none("the password, five seconds after sign-in", text(l.s.password))
	l.addCodes(stage, name)
	if n := vaultKeys(t, d, l.file()); n == 0 {
		t.Error("an open vault's key is not found: this looks at nothing")
	}
	l.lock()
	l.after(time.Second)
	l.none("the passphrase, locked", text(l.s.passphrase))
	l.none("the password, locked", text(l.s.password))
	l.none("the code that was brought, locked", key(l.s.brought))
	l.none("the code that was bound, locked", key(l.s.bound))
	if n := vaultKeys(t, d, l.file()); n > 0 {
		t.Errorf("the vault's key, locked: %d copies", n)
	}
}

// member makes one at the plan.
func member(t *testing.T, stage *real, name, password string, run int) {
	t.Helper()
	body, _ := json.Marshal(map[string]any{"name": "Made For This", "username": name, "password": password, "mobile": fmt.Sprintf("+155501%05d", run), "authenticators": []string{"sms"}})
	res, err := http.Post(stage.plan.URL+"/mock/members", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		t.Fatal(res.Status)
	}
}

func (l *looker) setPassphrase() {
	l.press("What this device keeps")
	l.press("Passphrase")
	l.fill("New passphrase", l.s.passphrase)
	l.fill("The same passphrase again", l.s.passphrase)
	l.press("Save the passphrase")
	l.see(`heading 1 "What this device keeps"`)
	l.press("Back")
}

func (l *looker) signIn(stage *real, name string) {
	l.fill("Username, e-mail, phone or member number", name)
	l.fill("Password", l.s.password)
	l.press("Sign in")
	l.see(`textbox "Code"`)
	all, err := stage.Backstage().Outbox(l.T.Context(), name)
	if err != nil || len(all) == 0 {
		l.Fatal("no code", err)
	}
	l.fill("Code", all[0].Code)
	l.press("Continue")
	l.see(`heading 1 "Hello, Made`)
}

// addCodes binds one at the plan, and brings one by hand.
func (l *looker) addCodes(stage *real, name string) {
	l.press("Use this app as a way to sign in")
	l.press("Use this app")
	l.see("This app now makes your codes")
	m, _, err := stage.Backstage().Member(l.T.Context(), name)
	if err != nil {
		l.Fatal(err)
	}
	for _, way := range m.Ways {
		if way.Secret != "" {
			l.s.bound = way.Secret
		}
	}
	if l.s.bound == "" {
		l.Fatal("nothing was bound")
	}
	l.press("Your codes")
	l.press("Add a code")
	l.fill("Key", l.s.brought)
	l.fill("Who it is for", "Garden club")
	l.press("Add this code")
	l.see("Garden club")
}

func (l *looker) lock() {
	if err := l.Chord("ctrl+l"); err != nil {
		l.Fatal(err)
	}
	l.see(`heading 1 "Unlock what this device keeps"`)
}

// file is the vault as it rests.
func (l *looker) file() []byte {
	l.Helper()
	found, err := filepath.Glob(filepath.Join(l.data, "*.vault"))
	if err != nil || len(found) != 1 {
		l.Fatal(found, err)
	}
	data, err := os.ReadFile(found[0])
	if err != nil {
		l.Fatal(err)
	}
	return data
}
