package transfer

import (
	"context"
	"io"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/secret"
)

// Kind is a form that codes can be handed on in. Our own backup is none of these: a vault makes it itself (vault.Backup).
type Kind string

// The kinds.
const (
	AsList  Kind = "otpauth"   // a text with an address a line: open, and read by every other app
	AsCodes Kind = "migration" // QR codes of Google's Authenticator, several keys each
	AsAegis Kind = "aegis"     // a vault of Aegis, sealed with a password
)

// LeftOut is an entry that a kind cannot hold, by its place among those given, and what it cannot hold of it.
type LeftOut struct {
	At     int
	Reason otp.Reason
}

// Made is an export. Its secrets are the caller's to clear.
type Made struct {
	// Name is what the file is called unless the member calls it something else; empty: it is no file.
	Name string
	// Data is the file. Parts are the addresses to be shown as QR codes, one after the other.
	Data  secret.Bytes
	Parts []secret.Bytes
	// LeftOut are the entries that are in neither.
	LeftOut []LeftOut
}

// Clear erases the secrets.
func (m Made) Clear() {
	m.Data.Clear()
	for _, p := range m.Parts {
		p.Clear()
	}
}

// Export hands entries on. password, with and random are used by a sealed kind alone. An entry that cannot be used is left
// out: the app that reads it would make wrong codes of it, or give up. The error is a *kdf.Cost, that of ctx, or random's.
func Export(ctx context.Context, kind Kind, entries []Entry, password secret.Bytes, with kdf.Deriver, random io.Reader) (Made, error) {
	switch kind {
	case AsList:
		return exportList(entries), nil
	case AsCodes:
		return exportCodes(entries), nil
	case AsAegis:
		return exportAegis(ctx, entries, password, with, random)
	}
	return Made{}, ErrUnknown
}

// refused says why no app can use an entry.
func refused(e Entry) otp.Reason {
	if e.Reason != "" {
		return e.Reason
	}
	return otp.ReasonOf(e.Key.Check())
}

// exportList writes the addresses. The size is known before, so that no copy is left behind.
func exportList(entries []Entry) Made {
	made := Made{Name: "codes.txt"}
	var addresses []secret.Bytes
	size := 0
	for i, e := range entries {
		if why := refused(e); why != "" {
			made.LeftOut = append(made.LeftOut, LeftOut{i, why})
			continue
		}
		a := e.Key.Address()
		addresses, size = append(addresses, a), size+a.Len()+1
	}
	text := make([]byte, 0, size)
	for _, a := range addresses {
		text = append(append(text, a.Reveal()...), '\n')
		a.Clear()
	}
	made.Data = secret.Of(text)
	return made
}

// exportCodes makes the addresses for QR codes, as many keys in each as a phone reads well.
func exportCodes(entries []Entry) Made {
	var made Made
	var keys []otp.Key
	var places []int
	for i, e := range entries {
		if e.Reason != "" {
			made.LeftOut = append(made.LeftOut, LeftOut{i, e.Reason})
			continue
		}
		keys, places = append(keys, e.Key), append(places, i)
	}
	parts, refused := otp.Migration(keys, otp.UsualPart)
	made.Parts = parts
	for _, r := range refused {
		made.LeftOut = append(made.LeftOut, LeftOut{places[r.At], r.Reason})
	}
	return made
}

// exportAegis makes a vault of Aegis.
func exportAegis(ctx context.Context, entries []Entry, password secret.Bytes, with kdf.Deriver, random io.Reader) (Made, error) {
	made := Made{Name: "aegis.json"}
	for i, e := range entries {
		if !AegisTakes(e) {
			why := refused(e)
			if why == "" {
				why = otp.CounterRefused // the one thing that Aegis cannot hold of a key that can be used
			}
			made.LeftOut = append(made.LeftOut, LeftOut{i, why})
		}
	}
	data, err := WriteAegis(ctx, entries, password, with, kdf.Usual, random)
	made.Data = secret.Of(data)
	return made, err
}
