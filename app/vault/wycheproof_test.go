package vault

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"vestibule/app/secret"
)

// hexed is bytes as Wycheproof writes them.
type hexed []byte

func (h *hexed) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// vector is one case of Wycheproof, of a seal or of HKDF.
type vector struct {
	ID                         int `json:"tcId"`
	Key, IV, AAD, Msg, CT, Tag hexed
	IKM, Salt, Info, OKM       hexed
	Size                       int
	Result                     string
}

// wycheproof gives the cases of a file beside the project; without it the test is skipped.
func wycheproof(t *testing.T, name string) (out []vector) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "aead", "wycheproof-"+name+".json"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no vectors here")
	}
	var file struct{ TestGroups []struct{ Tests []vector } }
	if err := errors.Join(err, json.Unmarshal(raw, &file)); err != nil {
		t.Fatal(err)
	}
	for _, g := range file.TestGroups {
		out = append(out, g.Tests...)
	}
	return out
}

func TestTheSealIsXChaCha20Poly1305(t *testing.T) {
	tried := 0
	for _, c := range wycheproof(t, "xchacha20_poly1305") {
		tried++
		sealed := append(bytes.Clone(c.CT), c.Tag...)
		plain, err := open(c.IV, sealed, secret.Copy(c.Key), c.AAD)
		if valid := c.Result == "valid"; valid != (err == nil) || valid && !bytes.Equal(plain, c.Msg) {
			t.Errorf("%d: opened: %v", c.ID, err)
		}
		if c.Result != "valid" {
			continue
		}
		out, err := sealTo(c.IV, secret.Copy(c.Key), c.Msg, c.AAD)
		if err != nil || !bytes.Equal(out, append(bytes.Clone(c.IV), sealed...)) {
			t.Errorf("%d: sealed: %x, %v", c.ID, out, err)
		}
	}
	if tried < 300 {
		t.Fatal("only", tried)
	}
}

// Our keys have 32 bytes: those are the first of every longer one (RFC 5869, section 2.3).
func TestTheKeysAreHKDF(t *testing.T) {
	tried := 0
	for _, c := range wycheproof(t, "hkdf_sha256") {
		if c.Result != "valid" {
			continue // longer than HKDF gives, which nobody here asks for
		}
		tried++
		half := len(c.IKM) / 2
		got, err := derive(secret.Copy(c.IKM[:half]), secret.Copy(c.IKM[half:]), c.Salt, string(c.Info))
		n := min(keySize, len(c.OKM))
		if err != nil || !bytes.Equal(got.Reveal()[:n], c.OKM[:n]) {
			t.Errorf("%d: %v", c.ID, err)
		}
	}
	if tried < 80 {
		t.Fatal("only", tried)
	}
}
