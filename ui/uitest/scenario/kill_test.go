package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/client"
	"vestibule/client/store"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/desktop"
	"vestibule/ui/uitest/scenario"
)

// kept is a vault that the real program saves into: some codes that must never go, and one of a counter, which is saved at
// every press.
const (
	keptCodes  = 40
	keptPhrase = "four plain words here"
)

func openKept(t *testing.T, dir string) (*vault.Vault, func()) {
	t.Helper()
	file := store.Open(dir, "vestibule.vault")
	return vault.Open(t.Context(), vault.Config{Keys: refusing{new(uitest.Keychain).At("k")}, Storage: file, Chance: client.Chance(), KDF: kdf.Native{}}), file.Close
}

// refusing is a keychain that is not there.
type refusing struct{ vault.KeyStore }

func (refusing) Load(context.Context) (secret.Bytes, error) {
	return secret.Bytes{}, problem.New(problem.KeyringUnavailable)
}

func (refusing) Probe(context.Context) error { return problem.New(problem.KeyringUnavailable) }

func counting(c vault.Code) bool { return c.Type == otp.HOTP }

// made puts the codes there and gives the key of the one that counts.
func made(t *testing.T, dir string) otp.Key {
	t.Helper()
	v, done := openKept(t, dir)
	defer done()
	if err := v.SetPassphrase(t.Context(), secret.Of([]byte(keptPhrase))); err != nil {
		t.Fatal(err)
	}
	for i := range keptCodes {
		k := otp.Key{Type: otp.TOTP, Issuer: fmt.Sprintf("Shop %d", i), Account: "a", Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second, Secret: secret.Of([]byte(fmt.Sprintf("secret of shop %06d", i)))}
		if _, err := v.AddCode(vault.Code{Issuer: k.Issuer, Account: k.Account}, k); err != nil {
			t.Fatal(err)
		}
	}
	k := otp.Key{Type: otp.HOTP, Issuer: "Counter", Account: "c", Algorithm: otp.SHA1, Digits: 6, Secret: secret.Of([]byte("secret of the counter"))}
	if _, err := v.AddCode(vault.Code{Issuer: k.Issuer, Account: k.Account}, k); err != nil {
		t.Fatal(err)
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	return k
}

// counter opens what rests, sees that every code is there, and gives where the counter stands.
func counter(t *testing.T, dir string) uint64 {
	t.Helper()
	v, done := openKept(t, dir)
	defer done()
	defer v.Lock()
	if err := v.Unlock(t.Context(), vault.Proof{Way: vault.Passphrase, Secret: secret.Of([]byte(keptPhrase))}); err != nil {
		t.Fatal("the vault does not open any more: ", err)
	}
	all, at := v.Codes(), uint64(0)
	for _, c := range all {
		if counting(c) {
			at = c.Counter
		}
	}
	if len(all) != keptCodes+1 || v.Rest().Bad > 0 {
		t.Fatalf("%d codes are left, %d cannot be read", len(all), v.Rest().Bad)
	}
	return at
}

// TestKillsOfTheRealProgram ends the program in its own window while it saves, again and again: no code goes, and the counter
// never stands before a code that was shown.
func TestKillsOfTheRealProgram(t *testing.T) {
	uitest.Lane(t, "kill", desktop.Missing())
	times := 200
	if n, err := strconv.Atoi(os.Getenv("VESTIBULE_KILLS")); err == nil {
		times = n
	}
	binary := filepath.Join(t.TempDir(), "vestibule")
	build(t, binary, "release,migrated_fynedo", "CGO_ENABLED=1")
	dir, chance := t.TempDir(), rand.New(rand.NewPCG(3, 4))
	key := made(t, dir)
	stage := newReal(t, scenario.Desktop, nil)
	arguments := []string{"-plan", stage.plan.URL, "-data", dir}
	d, err := desktop.Start(t.Context(), binary, arguments...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	l, saves, lost := &looker{T: t, Desktop: d}, uint64(0), 0
	for i := range times {
		if i > 0 {
			if err := d.Again(arguments...); err != nil {
				t.Fatal(i, err)
			}
		}
		told := l.count(key, saves, chance)
		if err := d.Kill(); err != nil {
			t.Fatal(err)
		}
		if saves = counter(t, dir); saves < told {
			lost++
			t.Errorf("kill %d: a code of counter %d was shown, and %d rests", i, told-1, saves)
		}
	}
	t.Logf("%d kills of the real program, %d presses saved, %d lost", times, saves, lost)
}

// spelled writes digits as they are spoken.
func spelled(digits string) string { return strings.Join(strings.Split(digits, ""), " ") }

// count unlocks, goes to the codes and presses the counter's button; it gives how far the counter was shown to be.
func (l *looker) count(key otp.Key, from uint64, chance *rand.Rand) (told uint64) {
	l.fill("Passphrase", keptPhrase)
	l.press("Unlock")
	l.press("Your codes")
	told = from
	for range chance.IntN(3) {
		l.press("Next code of Counter, c")
		key.Counter = told
		code, err := key.Code(time.Time{})
		if err != nil {
			l.Fatal(err)
		}
		l.press("Counter, c: " + spelled(code.Text[:3]) + ", " + spelled(code.Text[3:])) // puts it away
		told++
	}
	l.press("Next code of Counter, c") // and while this one is being saved
	l.after(time.Duration(chance.IntN(30_000)) * time.Microsecond)
	return told
}
