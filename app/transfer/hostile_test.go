package transfer

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// The bounds that no file may pass (the house's rule for a file of somebody else): on top of it, what a Deriver was asked for.
const (
	mostMemory = 256 << 20
	mostTime   = 5 * time.Second // of the processor's
)

// fill repeats a piece until the whole is about as large as the largest file.
func fill(head, piece, tail string) []byte {
	n := (Largest - len(head) - len(tail)) / len(piece)
	return slicesJoin(head, strings.Repeat(piece, n), tail)
}

func slicesJoin(parts ...string) []byte { return []byte(strings.Join(parts, "")) }

// hostile is files made to take memory or time.
func hostile(t testing.TB) map[string]func() []byte {
	t.Helper()
	aegisHead := `{"version":1,"db":{"entries":[`
	entry := `{"type":"totp","info":{"secret":"JBSWY3DPEHPK3PXP"}},`
	sealed := `{"header":{"slots":[` + otherSlot + `],"params":{}},"db":"`
	noise := func() string { return base64.StdEncoding.EncodeToString(chance(Largest*3/4 - 3)) }
	return map[string]func() []byte{
		"lists in lists":           func() []byte { return fill("", "[", "") },
		"closed lists in lists":    func() []byte { return slicesJoin(strings.Repeat("[", 9_000), strings.Repeat("]", 9_000)) },
		"objects in objects":       func() []byte { return fill("", `{"":`, "") },
		"an entry again and again": func() []byte { return fill(aegisHead, entry, `0]}}`) },
		"empty entries":            func() []byte { return fill(aegisHead, "{},", "0]}}") },
		"numbers":                  func() []byte { return fill("[", "1,", "1]") },
		"empty objects":            func() []byte { return fill("[", "{},", "1]") },
		"one name again and again": func() []byte { return fill("{", `"db":1,`, `"db":{"entries":[]}}`) },
		"names":                    func() []byte { return fill("{", `"a":{"entries":0},`, `"db":{"entries":[]}}`) },
		"a long secret": func() []byte {
			return fill(aegisHead+`{"type":"totp","info":{"secret":"`, "JBSWY3DPEHPK3PXP", `"}}]}}`)
		},
		"a long name": func() []byte {
			return fill(aegisHead+`{"type":"totp","name":"`, `\u00e4`, `","issuer":"x","info":{"secret":"JBSWY3DPEHPK3PXP"}}]}}`)
		},
		"a long type":        func() []byte { return fill(aegisHead+`{"type":"`, `to`, `"}]}}`) },
		"a long number":      func() []byte { return fill(aegisHead+`{"type":"totp","info":{"digits":`, `1`, `}}]}}`) },
		"groups of an entry": func() []byte { return fill(aegisHead+`{"type":"totp","groups":[`, `"g",`, `"g"]}]}}`) },
		"groups":             func() []byte { return fill(`{"db":{"entries":[{}],"groups":[`, `{"uuid":"g","name":"n"},`, `0]}}`) },
		"categories": func() []byte {
			return fill(`{"Authenticators":[{}],"AuthenticatorCategories":[`, `{"CategoryId":"g"},`, `0]}`)
		},
		"a large box": func() []byte { return slicesJoin(sealed, noise()[:Largest-len(sealed)-2], `"}`) },
		"slots":       func() []byte { return fill(`{"db":"AAAA","header":{"slots":[`, otherSlot+",", `0]}}`) },
		"services": func() []byte {
			return fill(`{"schemaVersion":4,"services":[`, `{"otp":{},"secret":"JBSWY3DPEHPK3PXP"},`, `0]}`)
		},
		"a large sealed service": func() []byte {
			return slicesJoin(`{"schemaVersion":4,"servicesEncrypted":"`, noise()[:Largest-100], `:AAAA:AAAA"}`)
		},
		"colons": func() []byte { return fill(`{"schemaVersion":4,"servicesEncrypted":"`, ":", `"}`) },
		"sealed entries of Authy": func() []byte {
			return prefsFile("k", `[`+strings.Repeat(`{"encryptedSecret":"AAAAAAAAAAAAAAAAAAAAAA==","salt":"s"},`, MostEntries-1)+`{}]`)
		},
		"preferences":         func() []byte { return fill("<map>", `<string name="a">b</string>`, "</map>") },
		"open preferences":    func() []byte { return fill("<map>", `<string name="a">`, "") },
		"addresses":           func() []byte { return fill("", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\n", "") },
		"a long address":      func() []byte { return fill("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP", "&a=b", "") },
		"lines":               func() []byte { return fill("", "\n", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP") },
		"sealed noise":        func() []byte { return chance(Largest) },
		"base64 noise":        func() []byte { return []byte(noise()) },
		"a sealed archive":    func() []byte { return zipped(t, "Accounts.txt", "horse", make([]byte, Largest+1)) },
		"an archive of many":  func() []byte { return fill("PK\x03\x04", "PK\x01\x02"+strings.Repeat("\x00", 42), "") },
		"a backup of Stratum": func() []byte { return slicesJoin(stratumMark, string(chance(Largest-16))) },
		"an old one":          func() []byte { return slicesJoin(stratumOldMark, string(chance(Largest-16))) },
		"zeros":               func() []byte { return make([]byte, Largest) },
		"spaces":              func() []byte { return bytes.Repeat([]byte(" "), Largest) },
		"too large":           func() []byte { return make([]byte, Largest+1) },
	}
}

// TestHostile: whatever a file is made of, recognising and reading it stays within the bounds.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("files of 32 MiB take a while")
	}
	for name, build := range hostile(t) {
		t.Run(name, func(t *testing.T) { withinBounds(t, build()) })
	}
}

// withinBounds opens a file and looks at what that takes: at best of three, because a busy machine makes any of them slow.
func withinBounds(t *testing.T, data []byte) {
	t.Helper()
	var took time.Duration
	for range 3 {
		if took = opened(t, data); took <= mostTime {
			return
		}
	}
	if slow := slowness(t); took > time.Duration(float64(mostTime)*slow) {
		t.Errorf("%v of the processor's time, three times over, on a machine %.1f times slower than ours", took, slow)
	}
}

// opened opens a file once, and gives the processor's time.
func opened(t *testing.T, data []byte) time.Duration {
	t.Helper()
	runtime.GC()
	before, memory := spent(t), watch()
	f, err := Recognise(data)
	var entries []Entry
	if err == nil {
		entries, err = f.Read(t.Context(), secret.Of([]byte("horse")), quick{}, kdf.Usual)
	}
	took, peak := spent(t)-before, memory()
	t.Logf("%s: %d entries, %v; %v, %d MiB", f.Format, len(entries), err, took.Round(time.Millisecond), peak>>20)
	if peak > mostMemory || len(entries) > MostEntries {
		t.Errorf("%d entries in %d MiB", len(entries), peak>>20)
	}
	return took
}

// slowness is how many times longer a known piece of work takes here than on the machine that mostTime was set on; never
// below 1.
func slowness(t *testing.T) float64 {
	t.Helper()
	const there = 280 * time.Millisecond
	list := fill("[", "1,", "1]")
	before := spent(t)
	if !json.Valid(list) {
		t.Fatal("the yardstick is not JSON")
	}
	return max(1, float64(spent(t)-before)/float64(there))
}

// watch measures how much memory is held at most until the answer is asked for.
func watch() func() uint64 {
	const held = "/memory/classes/heap/objects:bytes"
	now := func() uint64 {
		sample := []metrics.Sample{{Name: held}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		most, every := now(), time.NewTicker(2*time.Millisecond)
		defer every.Stop()
		for {
			select {
			case <-every.C:
				most = max(most, now())
			case <-stop:
				peak <- max(most, now())
				return
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-peak
	}
}
