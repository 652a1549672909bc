package qr_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestibule/client/qr"
)

// Pictures of other projects, which lie beside this one and are not part of it.
const sharedData = "../../../shared/data"

// sharedFile gives a file of those, or skips.
func sharedFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedData, path))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("not here: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// texts reads a picture that holds at least one code.
func texts(t testing.TB, picture []byte) []string {
	t.Helper()
	found, err := qr.Read(t.Context(), picture)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(found))
	for i, f := range found {
		out[i] = string(f.Reveal())
	}
	return out
}

func TestScreenshotsOfOtherApps(t *testing.T) {
	for path, want := range map[string]string{
		"authenticators/qr/GoogleAuthenticatorExport_3.png": "otpauth-migration://offline?data=",
		"authenticators/qr/example.png":                     "",
		"authenticators/dim13-otpauth/example.png":          "otpauth://totp/Example:alice@google.com?",
	} {
		if got := texts(t, sharedFile(t, path)); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: %q", path, got)
		}
	}
}

// inPicture is what one photograph holds where its text file says otherwise ("photograph of"): a code that is read at all is read as it was made, by its own check bytes.
const inPicture = "The 2005 USGS aerial photography of the Washington Monument is censored."

// TestPhotographs reads ZXing's photographs and prints how many.
func TestPhotographs(t *testing.T) {
	pictures, wanted := photographs(t)
	read, longest := 0, time.Duration(0)
	for name, picture := range pictures {
		begun := time.Now()
		found, err := qr.Read(t.Context(), picture)
		longest = max(longest, time.Since(begun))
		hit := false
		for _, f := range found {
			hit = hit || string(f.Reveal()) == wanted[name] || string(f.Reveal()) == inPicture
		}
		if hit {
			read++
			continue
		}
		t.Logf("%s: %v, %d others", name, err, len(found))
		for _, f := range found {
			t.Logf("%s: %q, want %q", name, f.Reveal(), wanted[name])
		}
	}
	t.Logf("%d of %d photographs read, the longest in %v", read, len(pictures), longest)
	if read < 50 || len(pictures) != 50 {
		t.Error("it was 50 of 50")
	}
}

// photographs unpacks the pictures and the texts they hold.
func photographs(t *testing.T) (pictures map[string][]byte, wanted map[string]string) {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(string(sharedFile(t, "qr/zxing-blackbox-qrcode-2-6.tar.gz"))))
	if err != nil {
		t.Fatal(err)
	}
	pictures, wanted = map[string][]byte{}, map[string]string{}
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			return pictures, wanted
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(h.Name, filepath.Ext(h.Name))
		switch filepath.Ext(h.Name) {
		case ".png", ".jpg":
			pictures[name] = b
		case ".txt":
			wanted[name] = string(b)
		}
	}
}
