package transfer

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base32"
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// What tests seal with: files of other apps are made here, never brought along.

// chance gives bytes that look drawn and are always the same.
func chance(n int) []byte {
	out := make([]byte, n)
	state := uint32(2463534242)
	for i := range out {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		out[i] = byte(state >> 11)
	}
	return out
}

// derived is the key that the quick Deriver gives.
func derived(t testing.TB, p kdf.Params, password string, salt []byte, size int) []byte {
	t.Helper()
	key, err := quick{}.Derive(t.Context(), p, secret.Of([]byte(password)), salt, size, kdf.Limits{Memory: 1 << 40, Work: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return key.Reveal()
}

// sealGCM seals, the tag at the end.
func sealGCM(t testing.TB, key, nonce []byte, text string) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	return gcm.Seal(nil, nonce, []byte(text), nil)
}

// sealCBC seals with PKCS #7.
func sealCBC(t testing.TB, key, iv []byte, text string) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	pad := 16 - len(text)%16
	out := append([]byte(text), bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, out)
	return out
}

// openWith opens a file with the quick Deriver.
func openWith(t testing.TB, data []byte, password string) ([]Entry, error) {
	t.Helper()
	f, err := Recognise(data)
	if err != nil {
		t.Fatalf("not recognised: %v", err)
	}
	return f.Read(t.Context(), secret.Of([]byte(password)), quick{}, kdf.Usual)
}

// said puts an entry in a line.
func said(e Entry) string {
	k := e.Key
	line := fmt.Sprintf("%s|%s|%s|%s|%s|%d|%s|%d", k.Type, k.Issuer, k.Account,
		base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(k.Secret.Reveal()), k.Algorithm, k.Digits, k.Period, k.Counter)
	if e.Group != "" {
		line += "|in " + e.Group
	}
	if e.Reason != "" {
		line += "|but " + string(e.Reason)
	}
	return line
}

// opens holds the entries of a file against lines.
func opens(t *testing.T, data []byte, password string, format Format, want ...string) {
	t.Helper()
	if f, err := Recognise(data); err != nil || f.Format != format || f.Sealed != (password != "") {
		t.Errorf("recognised as %q, sealed %v: %v", f.Format, f.Sealed, err)
	}
	entries, err := openWith(t, data, password)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, said(e))
	}
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// refuses holds the error of a sealed file against the one it should be.
func refuses(t *testing.T, data []byte, password string, want error) {
	t.Helper()
	if entries, err := openWith(t, data, password); err != want || entries != nil {
		t.Errorf("%d entries, %v; want %v", len(entries), err, want)
	}
}
