package vault

import (
	"bytes"
	"strings"
)

// HolderID names a vault among those on this device: what the files are called by.
type HolderID string

// Holder is one vault on this device, as it can be told without opening it.
type Holder struct {
	ID HolderID
	// Name is as the holder wants to be called; empty: they did not say.
	Name string
	// Ways that open the vault.
	Ways []Way
}

// Peek reads what a vault file tells anybody: its holder's name and the ways that open it. None of it is proved until the
// vault is opened. The ID is the caller's to fill in.
func Peek(data []byte) (Holder, error) {
	f, err := parse(data)
	if err != nil {
		return Holder{}, err
	}
	return Holder{Name: f.holder(), Ways: f.ways()}, nil
}

// Recognise reports whether data begins as a vault file or a backup does, of whatever version.
func Recognise(data []byte) bool { return bytes.HasPrefix(data, []byte(magic)) }

// longestName bounds a holder's name, in bytes.
const longestName = 200

// SetHolder says whose vault it is; Save makes it last. The name can be read by anybody who has the file. What is longer
// than 200 bytes is cut.
func (v *Vault) SetHolder(name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changeable(); err != nil {
		return err
	}
	if len(name) > longestName {
		name = strings.ToValidUTF8(name[:longestName], "")
	}
	v.header = v.header.named(name)
	v.revision++
	return nil
}
