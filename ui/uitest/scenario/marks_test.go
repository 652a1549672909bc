package scenario_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

// This file knows a secret again, whatever it was turned into on its way out.

// marks are the secrets of a run in every form in which one may slip out, found by how they begin. Safe for concurrent use.
type marks struct {
	mu    sync.Mutex
	known map[string]string // by the secret: what it is
	forms map[[beginning]byte][]form
	pairs [1 << 16]bool // the two bytes with which any form begins
}

// form is one way to write a secret.
type form struct{ text, of string }

// plain is the way that changes nothing.
const plain = "as it is"

// beginning is how many bytes tell where a look is worth it; nothing that is shorter is a secret worth a mark.
const beginning = 8

func newMarks() *marks {
	return &marks{known: map[string]string{}, forms: map[[beginning]byte][]form{}}
}

// add marks a secret. What is of the plan's own making may be too short to be told from anything else.
func (m *marks) add(what, secret string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.known[secret]; known || len(secret) < beginning {
		return
	}
	m.known[secret] = what
	for way, text := range written(secret) {
		if len(text) >= beginning && (text != secret || way == plain) {
			at := [beginning]byte([]byte(text))
			m.pairs[pair(text)] = true
			m.forms[at] = append(m.forms[at], form{text, what + ", " + way})
		}
	}
}

// addKey marks the key of an authenticator, which is written in base 32: as it is, decoded, in small letters, in fours.
func (m *marks) addKey(what, key string) {
	key = strings.ReplaceAll(key, " ", "")
	if raw, err := letters.DecodeString(key); err == nil {
		m.add(what+" decoded", string(raw))
	}
	for _, by := range []string{"", " ", "-"} {
		spaced := strings.Join(slices.Collect(pieces(key, 4)), by)
		m.add(what, spaced)
		m.add(what, strings.ToLower(spaced))
	}
}

// pieces cuts a text into pieces of n bytes.
func pieces(s string, n int) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range slices.Chunk([]byte(s), n) {
			if !yield(string(part)) {
				return
			}
		}
	}
}

// count is how many secrets are marked whose name begins so.
func (m *marks) count(what string) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, of := range m.known {
		if strings.HasPrefix(of, what) {
			n++
		}
	}
	return n
}

// in names the secrets that stand in a text.
func (m *marks) in(text string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []string
	for at := 0; at+beginning <= len(text); at++ {
		if !m.pairs[pair(text[at:])] {
			continue
		}
		for _, f := range m.forms[[beginning]byte([]byte(text[at:at+beginning]))] {
			if strings.HasPrefix(text[at:], f.text) && !slices.Contains(out, f.of) {
				out = append(out, f.of)
			}
		}
	}
	return out
}

func pair(text string) int { return int(text[0])<<8 | int(text[1]) }

// written gives the ways to write a secret, by name: those of fmt, of files, and of what is no text.
func written(secret string) map[string]string {
	raw := []byte(secret)
	out := map[string]string{
		plain: secret, "%q": strings.Trim(strconv.Quote(secret), `"`), "%+q": strings.Trim(strconv.QuoteToASCII(secret), `"`),
		"hex": hex.EncodeToString(raw), "HEX": strings.ToUpper(hex.EncodeToString(raw)), "hex apart": fmt.Sprintf("% x", raw),
		"%v": strings.Trim(fmt.Sprint(raw), "[]"), "%v of runes": strings.Trim(fmt.Sprint([]rune(secret)), "[]"),
		"%#v":          strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", raw), "[]byte{"), "}"),
		"%#v of runes": strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", []rune(secret)), "[]int32{"), "}"),
		"UTF-16":       wide(secret, binary.LittleEndian), "UTF-16 the other way": wide(secret, binary.BigEndian),
		"base 32": letters.EncodeToString(raw),
	}
	for shift := range 3 {
		out["base 64 "+strconv.Itoa(shift)] = sixtyFour(base64.RawStdEncoding, raw, shift)
		out["base 64 of addresses "+strconv.Itoa(shift)] = sixtyFour(base64.RawURLEncoding, raw, shift)
	}
	return out
}

func wide(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// sixtyFour gives the letters that are the same whatever stands around a secret that begins shift bytes after a group of three.
func sixtyFour(as *base64.Encoding, raw []byte, shift int) string {
	all := as.EncodeToString(append(make([]byte, shift), raw...))
	from := (shift*8 + 5) / 6
	return all[from : (shift+len(raw))*8/6]
}

// TestMarkedIsFoundInEveryForm plants one in the middle of other things.
func TestMarkedIsFoundInEveryForm(t *testing.T) {
	const password, key = "Marked-Pass„“-Word", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
	m := newMarks()
	m.add("the password", password)
	m.addKey("the key", key)
	raw, _ := letters.DecodeString(key)
	type held struct{ b []byte }
	planted := map[string]string{
		"%q":       fmt.Sprintf("%q", []string{"a", password, "b"}),
		"%+v":      fmt.Sprintf("%+v", struct{ Password string }{password}),
		"%v bytes": fmt.Sprintf("%v", held{[]byte(password)}), "%#v bytes": fmt.Sprintf("%#v", held{[]byte(password)}),
		"runes": fmt.Sprintf("%v", []rune(password)), "hex": fmt.Sprintf("%x %X", "a"+password, "b"),
		"log": slog.String("it", password).String(),
		"key": "k=" + key, "small": strings.ToLower(key), "fours": `"MFRG GZDF MZTW Q2LK NNWG 23TP OBYX E43U"`,
		"decoded": "k" + string(raw), "decoded hex": hex.EncodeToString(raw), "decoded %v": fmt.Sprint(raw), "UTF-16": "\x01" + wide(key, binary.LittleEndian),
	}
	for before := range 3 {
		around := strings.Repeat("x", before) + password + "yz"
		planted["base 64 after "+strconv.Itoa(before)] = base64.StdEncoding.EncodeToString([]byte(around))
		planted["of addresses after "+strconv.Itoa(before)] = base64.URLEncoding.EncodeToString([]byte(around))
	}
	for name, text := range planted {
		if len(m.in("before "+text+" after")) == 0 {
			t.Errorf("%s is not found in %q", name, text)
		}
	}
	if found := m.in("Marked-Pass, MFRGGZDF, 4d 61 72 6b 65 64"); len(found) > 0 {
		t.Errorf("found where it is not: %v", found)
	}
}
