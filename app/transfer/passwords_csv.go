package transfer

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"strings"
)

// PasswordsCSV is the comma-separated export of a password manager that names its columns: Apple's Passwords, 1Password,
// KeePassXC, LastPass, Proton Pass, Dashlane. Bitwarden's has its own rules (bitwarden_csv.go).
const PasswordsCSV Format = "passwords-csv"

// What they call their columns, in small letters. The first that a file has counts.
var (
	codeColumns    = []string{"otpauth", "totp", "otpurl", "otpsecret"}
	titleColumns   = []string{"title", "name"}
	accountColumns = []string{"username", "email", "login"}
	groupColumns   = []string{"group", "grouping", "vault", "category", "tags"}
)

// passwordsCSV recognises the export by its first line: a column for codes, and one for titles.
func passwordsCSV(s source) (File, bool) {
	for first := range rows(s.data[:min(len(s.data), 4096)]) {
		c := columnsNamed(first)
		if c.code < 0 || c.title < 0 {
			break
		}
		return File{Format: PasswordsCSV, read: func(ctx context.Context, _ opener) ([]Entry, error) {
			return gather(ctx, c.lines(s.data), c.entry)
		}}, true
	}
	return File{}, false
}

// csvColumns are the places of the columns; below zero: there is none.
type csvColumns struct{ code, title, account, group int }

func columnsNamed(first [][]byte) csvColumns {
	var names []string
	for _, name := range first {
		names = append(names, strings.ToLower(cutText(string(name[:min(len(name), longestWord)]), longestWord)))
	}
	place := func(any []string) int {
		for _, name := range any {
			if i := slices.Index(names, name); i >= 0 {
				return i
			}
		}
		return -1
	}
	return csvColumns{place(codeColumns), place(titleColumns), place(accountColumns), place(groupColumns)}
}

// lines gives the lines that have a code, without the first; the others are logins without one.
func (c csvColumns) lines(data []byte) iter.Seq[[][]byte] {
	return func(yield func([][]byte) bool) {
		first := true
		for row := range rows(data) {
			if !first && len(bytes.TrimSpace(c.at(row, c.code))) > 0 && !yield(row) {
				return
			}
			first = false
		}
	}
}

// entry reads a line.
func (c csvColumns) entry(row [][]byte) Entry {
	return totpField(c.at(row, c.code), labels{issuer: c.text(row, c.title), account: c.text(row, c.account), group: c.text(row, c.group)})
}

// at is a field; nil where the line has none.
func (csvColumns) at(row [][]byte, place int) []byte {
	if place < 0 || place >= len(row) {
		return nil
	}
	return row[place]
}

func (c csvColumns) text(row [][]byte, place int) string {
	field := c.at(row, place)
	return string(field[:min(len(field), longestText)])
}
