package transfer

import (
	"bytes"
	"context"
	"iter"
)

// bitwardenCSV recognises Bitwarden's comma-separated export by its first line, which names a column login_totp.
func bitwardenCSV(s source) (File, bool) {
	first, _, _ := bytes.Cut(s.data[:min(len(s.data), 1024)], []byte("\n"))
	if !bytes.Contains(first, []byte("login_totp")) {
		return File{}, false
	}
	return File{Format: Bitwarden, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return gather(ctx, bitwardenRows(s.data), func(l bitwardenLine) Entry { return totpField(l.totp, l.labels) })
	}}, true
}

// bitwardenLine is a line that has a code.
type bitwardenLine struct {
	totp []byte
	labels
}

// bitwardenRows gives the lines that have a code; the others are logins without one.
func bitwardenRows(data []byte) iter.Seq[bitwardenLine] {
	return func(yield func(bitwardenLine) bool) {
		var columns map[string]int
		for row := range rows(data) {
			if columns == nil {
				columns = columnsOf(row)
				continue
			}
			totp := bitwardenTOTP(row, columns)
			if len(bytes.TrimSpace(totp)) == 0 {
				continue
			}
			if !yield(bitwardenLine{totp, labels{
				issuer: column(row, columns, "name"), account: column(row, columns, "login_username"), group: column(row, columns, "folder"),
			}}) {
				return
			}
		}
	}
}

// columnsOf gives the places of the columns by their names.
func columnsOf(row [][]byte) map[string]int {
	columns := map[string]int{}
	for i, name := range row {
		columns[string(bytes.TrimSpace(name))] = i
	}
	return columns
}

// column is the text of a column; "" where the line or the file has none.
func column(row [][]byte, columns map[string]int, name string) string {
	if i, ok := columns[name]; ok && i < len(row) {
		return cutText(string(row[i]), longestGroup)
	}
	return ""
}

// bitwardenTOTP is the field of the code. Bitwarden Authenticator writes more fields than it names columns, and does not quote
// an issuer with a comma in it: the address is then found by how it begins.
func bitwardenTOTP(row [][]byte, columns map[string]int) []byte {
	if len(row) > len(columns) {
		for _, field := range row {
			if isAddress(field) {
				return field
			}
		}
	}
	if i, ok := columns["login_totp"]; ok && i < len(row) {
		return row[i]
	}
	return nil
}
