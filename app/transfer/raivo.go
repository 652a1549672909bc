package transfer

import (
	"archive/zip"
	"context"
	"strings"
)

// Raivo is the export of Raivo OTP for iOS: a list, or the sealed archive that the app puts it into.
const Raivo Format = "raivo"

// raivo recognises the list by what no other app calls the type and the seconds, and the archive by the file it holds.
func raivo(s source) (File, bool) {
	for v := range s.json.sample() {
		if v.get("kind").is('"') && v.get("timer").given() && v.get("secret").is('"') {
			return File{Format: Raivo, read: func(ctx context.Context, _ opener) ([]Entry, error) { return raivoEntries(ctx, s.json) }}, true
		}
	}
	archive, ok := openZip(s.data)
	if !ok {
		return File{}, false
	}
	for _, f := range archive.File {
		if strings.HasPrefix(f.Name, "raivo-otp-export") && strings.HasSuffix(f.Name, ".json") && f.Flags&sealedZip != 0 {
			return File{Format: Raivo, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) { return openRaivo(ctx, o, f) }}, true
		}
	}
	return File{}, false
}

// openRaivo opens the list in the archive.
func openRaivo(ctx context.Context, o opener, f *zip.File) ([]Entry, error) {
	text, err := unzipSealed(ctx, o, f)
	if err != nil {
		return nil, err
	}
	defer clear(text)
	list, ok := parseJSON(text)
	if !ok || !list.is('[') {
		return nil, ErrBroken
	}
	return raivoEntries(ctx, list)
}

// raivoEntries reads the list; its numbers are texts.
func raivoEntries(ctx context.Context, list value) ([]Entry, error) {
	return collect(ctx, list.each(), func(v value) Entry {
		return parts{
			kind: v.get("kind").text(), issuer: v.get("issuer").text(), account: v.get("account").text(), secret: v.get("secret").bytes(),
			algorithm: v.get("algorithm").text(), digits: v.get("digits").number(), period: v.get("timer").number(), counter: v.get("counter").number(),
		}.entry()
	})
}
