package app_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The house rules as tests. What a package may import is a list with reasons, not a habit.

// module is the import path of the house.
const module = "vestibule"

// thirdParty is every package from outside that a package of ours may import, and why. A path stands for what is below it.
var thirdParty = map[string]map[string]string{
	".":            {"fyne.io/fyne/v2": "the window, its lifecycle and preferences"},
	"app/plan":     {"golang.org/x/text/unicode/norm": "names and passwords are compared in NFC (NIST SP 800-63B, 3.1.1.2)"},
	"app/otp":      {"github.com/pquerna/otp": "the arithmetic of the codes", "golang.org/x/text/unicode/norm": "labels are compared in NFC"},
	"app/profile":  {"golang.org/x/text/unicode/norm": "people are found without the accents of their names"},
	"app/kdf":      {"golang.org/x/crypto": "Argon2id, scrypt, PBKDF2"},
	"app/transfer": {"golang.org/x/crypto": "what other apps seal their files with"},
	"app/vault":    {"golang.org/x/crypto/chacha20poly1305": "the seal"},
	"client": {
		"github.com/godbus/dbus/v5": "logind tells by D-Bus before the system sleeps",
		"golang.design/x/clipboard": "a picture that was copied, on a Mac",
	},
	"client/rest": {"github.com/go-resty/resty/v2": "requests"},
	"client/mockplan": {"golang.org/x/crypto/argon2": "passwords are kept as a plan should keep them",
		"golang.org/x/text/unicode/norm": "the names on a card are compared without their accents"},
	"client/keystore": {
		"github.com/zalando/go-keyring": "the system's keychain",
		"github.com/godbus/dbus/v5":     "go-keyring's errors on Linux are typed by D-Bus alone",
	},
	"client/oidc": {
		"github.com/coreos/go-oidc/v3":  "discovery and ID tokens",
		"golang.org/x/oauth2":           "the way to the page and the exchanges",
		"github.com/go-jose/go-jose/v4": "the provider's keys; go-oidc brings it along",
	},
	"client/oidc/optest": {"github.com/go-jose/go-jose/v4": "signs what a provider signs"},
	"client/qr":          {"github.com/makiuchi-d/gozxing": "finds and reads the codes in a picture", "golang.org/x/image": "WebP and BMP; Fyne brings it along"},
	"client/store":       {"golang.org/x/sys": "an atomic move and a lock on Windows"},
	"ui":                 {"fyne.io/fyne/v2": "shows", "golang.org/x/text/unicode/norm": "codes are found without the accents of their names"},
	"ui/wizard":          {"fyne.io/fyne/v2": "shows"},
	"ui/control":         {"fyne.io/fyne/v2": "shows", "github.com/boombuler/barcode": "makes the squares of a QR code; pquerna/otp brings it along"},
	"ui/look":            {"fyne.io/fyne/v2": "is a theme"},
	"ui/a11y":            {"fyne.io/fyne/v2": "walks a canvas", "github.com/godbus/dbus/v5": "AT-SPI speaks D-Bus; Fyne brings godbus along"},
}

// floors are what a floor may import of the house, what it must not import itself, and what it must never reach.
var floors = []struct {
	of                     string
	ours, direct, reaching []string
}{
	{"app", []string{"app"},
		[]string{"os", "os/exec", "os/user", "os/signal", "io/fs", "io/ioutil", "net", "net/http", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "syscall", "embed", "testing"},
		[]string{"fyne.io/fyne/v2", "net/http", module + "/ui", module + "/client", module + "/assets"}},
	{"client", []string{"app", "client"}, nil,
		[]string{"fyne.io/fyne/v2", module + "/ui", module + "/assets", "testing", "net/http/httptest"}},
	{"ui", []string{"app", "assets", "ui"}, []string{"net/http"}, []string{module + "/client", module + "/ui/uitest"}},
	{"assets", nil, []string{"os", "net", "net/http", "time"}, []string{"fyne.io/fyne/v2", module + "/app", module + "/client", module + "/ui"}},
	{".", []string{"app", "assets", "client", "ui"}, nil, []string{module + "/ui/uitest", module + "/client/plantest", "testing"}},
}

// targets are what the program is built for. The listing of ios needs cgo to be on.
var targets = [][]string{
	{"GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=1"}, {"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1"},
	{"GOOS=darwin", "GOARCH=arm64", "CGO_ENABLED=1"}, {"GOOS=android", "GOARCH=arm64", "CGO_ENABLED=1"},
	{"GOOS=ios", "GOARCH=arm64", "CGO_ENABLED=1"}, {"GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"},
}

// listed is a package as `go list` tells it.
type listed struct {
	ImportPath, Dir, Doc, Name string
	Standard                   bool
	Imports, Deps, GoFiles     []string
}

// own is the path inside the house, "." for the program, and whether it is ours.
func (p listed) own() (string, bool) {
	rest, ours := strings.CutPrefix(p.ImportPath, module)
	return cmp.Or(strings.TrimPrefix(rest, "/"), "."), ours && (rest == "" || rest[0] == '/')
}

// list gives the packages of the house for a target.
func list(t *testing.T, target []string) []listed {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Dir,Doc,Name,Standard,Imports,Deps,GoFiles", "./...")
	c.Dir, c.Env = "..", append(os.Environ(), target...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	raw, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var out []listed
	for dec := json.NewDecoder(bytes.NewReader(raw)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		if _, ours := p.own(); ours && len(p.GoFiles) > 0 {
			out = append(out, p)
		}
	}
}

func TestWhoImportsWhom(t *testing.T) {
	for _, target := range targets {
		t.Run(strings.TrimPrefix(target[0], "GOOS="), func(t *testing.T) {
			packages := list(t, target)
			if len(packages) < 15 {
				t.Fatalf("only %d packages: this test looks at nothing", len(packages))
			}
			for _, p := range packages {
				for _, wrong := range breaches(p) {
					t.Error(wrong)
				}
			}
		})
	}
}

// breaches gives every rule that a package breaks. What drives tests may reach whatever it drives.
func breaches(p listed) (wrong []string) {
	own, _ := p.own()
	if below(own, "ui/uitest") || below(own, "client/plantest") || below(own, ".ci") {
		return nil
	}
	say := func(what, path string) { wrong = append(wrong, own+" "+what+" "+path) }
	for _, path := range p.Imports {
		if outside(path) && !named(own, path) {
			say("imports without a reason", path)
		}
	}
	for _, f := range floors {
		if !onFloor(own, f.of) {
			continue
		}
		for _, path := range p.Imports {
			if rest, ours := strings.CutPrefix(path, module+"/"); ours && !slices.ContainsFunc(f.ours, func(o string) bool { return below(rest, o) }) {
				say("may not import", path)
			}
			if slices.Contains(f.direct, path) {
				say("may not import", path)
			}
		}
		for _, path := range p.Deps {
			if slices.ContainsFunc(f.reaching, func(r string) bool { return below(path, r) }) {
				say("reaches", path)
			}
		}
	}
	return wrong
}

// onFloor reports whether a package is on a floor; the program itself is a floor of one.
func onFloor(own, floor string) bool { return own == floor || floor != "." && below(own, floor) }

// below reports whether path is root or under it.
func below(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// outside reports whether a path is of neither the standard library nor the house.
func outside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") && !below(path, module)
}

func named(own, path string) bool {
	for allowed := range thirdParty[own] {
		if below(path, allowed) {
			return true
		}
	}
	return false
}

func TestNoReasonIsLeftOver(t *testing.T) {
	imported := map[string]bool{}
	for _, target := range targets {
		for _, p := range list(t, target) {
			own, _ := p.own()
			for _, path := range p.Imports {
				for allowed := range thirdParty[own] {
					if below(path, allowed) {
						imported[own+" "+allowed] = true
					}
				}
			}
		}
	}
	for own, paths := range thirdParty {
		for path := range paths {
			if !imported[own+" "+path] {
				t.Errorf("%s does not import %s any more", own, path)
			}
		}
	}
}
