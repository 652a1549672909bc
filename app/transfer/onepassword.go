package transfer

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"iter"
)

// OnePassword is the format of 1Password's export: a zip of one JSON file and the attachments (support.1password.com/1pux-format).
const OnePassword Format = "1password"

// onePasswordData is the file of the export that holds the items.
const onePasswordData = "export.data"

// onePassword recognises the export by the names of the two files that each has.
func onePassword(s source) (File, bool) {
	if !bytes.HasPrefix(s.data, []byte("PK\x03\x04")) || !bytes.Contains(s.data, []byte("export.attributes")) ||
		!bytes.Contains(s.data, []byte(onePasswordData)) {
		return File{}, false
	}
	return File{Format: OnePassword, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		data, err := unzip(s.data, onePasswordData)
		if err != nil {
			return nil, err
		}
		defer clear(data)
		root, ok := parseJSON(data)
		if !ok || !root.get("accounts").is('[') {
			return nil, ErrBroken
		}
		return gather(ctx, onePasswordCodes(root), func(c onePasswordCode) Entry {
			totp := c.totp.bytes()
			defer clear(totp)
			return totpField(totp, c.labels)
		})
	}}, true
}

// onePasswordCode is a field with a code, and the item around it.
type onePasswordCode struct {
	totp value
	labels
}

// onePasswordCodes gives every field with a code: an item may have several, and most have none.
func onePasswordCodes(root value) iter.Seq[onePasswordCode] {
	return func(yield func(onePasswordCode) bool) {
		for item := range below(root.get("accounts"), "vaults", "items") {
			for field := range below(item.get("details", "sections"), "fields") {
				totp := field.get("value", "totp")
				if totp.given() && !yield(onePasswordCode{totp, onePasswordLabels(item)}) {
					return
				}
			}
		}
	}
}

// below gives the values of the lists that stand under these names, one in the other.
func below(list value, names ...string) iter.Seq[value] {
	return func(yield func(value) bool) {
		for v := range list.each() {
			if len(names) == 0 {
				if !yield(v) {
					return
				}
				continue
			}
			for inner := range below(v.get(names[0]), names[1:]...) {
				if !yield(inner) {
					return
				}
			}
		}
	}
}

// onePasswordLabels names a code by its item: the title, who signs in, and the first tag.
func onePasswordLabels(item value) labels {
	l := labels{issuer: item.get("overview", "title").text()}
	for field := range item.get("details", "loginFields").each() {
		if field.get("designation").text() == "username" {
			l.account = field.get("value").text()
		}
	}
	for tag := range item.get("overview", "tags").each() {
		l.group = tag.text()
		break
	}
	return l
}

// mostZipped is how many files of a zip are looked at: the list of them must not itself take all memory.
const mostZipped = 20_000

// unzip gives one file of a zip, in memory of its own. However much it would grow to, no more than the largest file is read.
func unzip(data []byte, name string) ([]byte, error) {
	z, ok := openZip(data)
	if !ok {
		return nil, ErrBroken
	}
	for _, f := range z.File {
		if f.Name == name {
			return inflate(f)
		}
	}
	return nil, ErrBroken
}

// inflate reads one file of a zip.
func inflate(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, ErrBroken
	}
	defer r.Close()
	var out bytes.Buffer
	switch n, err := io.Copy(&out, io.LimitReader(r, Largest+1)); {
	case err != nil:
		return nil, ErrBroken
	case n > Largest:
		return nil, ErrTooLarge
	}
	return out.Bytes(), nil
}
