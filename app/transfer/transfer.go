package transfer

import (
	"context"
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/secret"
	"vestibule/app/vault"
)

// Largest is the size in bytes above which no file is read: ten thousand entries take about four MiB.
const Largest = 32 << 20

// MostEntries is how many entries of one file are read.
const MostEntries = 20_000

// Format names an app's file.
type Format string

// Entry is one entry of a file: a key that can be used, or what is known of it and why it cannot (Reason not empty).
type Entry struct {
	Key    otp.Key
	Reason otp.Reason
	// Group is what the other app filed it under; empty: nothing.
	Group string
	// Place and Authenticator are what it is for, in a backup of our own; else zero.
	Place         vault.Place
	Authenticator plan.AuthenticatorID
	// Warnings are what a member should know of an entry that can be used (otp.Warning in words).
	Warnings []otp.Warning
}

// Clear erases the secret.
func (e Entry) Clear() { e.Key.Clear() }

// File is a file that was recognised. Sealed: it needs a password.
type File struct {
	Format Format
	Sealed bool
	read   func(context.Context, opener) ([]Entry, error)
}

// source is a file to be recognised: its bytes, and the JSON value they are (missing: they are none). What stands at the top
// of it is looked up once, since every format asks for it.
type source struct {
	data []byte
	json value
	top  map[string]value
}

// mostTop is how many names may stand at the top: no app's file has a tenth of it.
const mostTop = 1000

func newSource(data []byte) source {
	s := source{data: data, top: map[string]value{}}
	s.json, _ = parseJSON(data)
	for name, member := range s.json.members() {
		if len(s.top) == mostTop {
			s.top = nil
			break
		}
		if len(name) < 6*longestWord {
			s.top[name.text()] = member
		}
	}
	return s
}

// get gives the value below the names, missing where there is none.
func (s source) get(names ...string) value { return s.top[names[0]].get(names[1:]...) }

// opener is what a format needs to open a sealed file.
type opener struct {
	password secret.Bytes
	kdf      kdf.Deriver
	limits   kdf.Limits
}

// The errors of this package; a *kdf.Cost comes through as it is.
var (
	// ErrUnknown: no format this app knows.
	ErrUnknown = errors.New("transfer: no file of an authenticator we know")
	// ErrPassword: the password does not open the file (or the file was changed: these cannot be told apart).
	ErrPassword = errors.New("transfer: the password does not open it")
	// ErrBroken: the format is known, and the file is damaged.
	ErrBroken = errors.New("transfer: the file is damaged")
	// ErrTooLarge: more bytes or entries than are read.
	ErrTooLarge = errors.New("transfer: the file is too large")
	// ErrUnsupported: a file of an app we know, sealed or made in a way that only that app can open.
	ErrUnsupported = errors.New("transfer: only the app that made it can open it")
)

// Recognise tells what file this is, by what it holds. It may keep data, which must not change.
func Recognise(data []byte) (File, error) {
	if len(data) > Largest {
		return File{}, ErrTooLarge
	}
	if f, ok := recognise(data); ok {
		return f, nil
	}
	if text, ok := fromUTF16(data); ok {
		if f, ok := recognise(text); ok {
			return f, nil
		}
	}
	return File{}, ErrUnknown
}

func recognise(data []byte) (File, bool) {
	s := newSource(data)
	for _, known := range formats {
		if f, ok := known(s); ok {
			return f, true
		}
	}
	return File{}, false
}

// Read gives every entry of the file, in its order. The entries are the caller's to clear. password is empty where the file
// is not sealed.
func (f File) Read(ctx context.Context, password secret.Bytes, with kdf.Deriver, limits kdf.Limits) ([]Entry, error) {
	return f.read(ctx, opener{password, with, limits})
}
