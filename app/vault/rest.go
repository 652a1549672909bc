package vault

import (
	"time"

	"vestibule/app/problem"
	"vestibule/app/secret"
)

// Way is a way to open a vault: a kind of slot.
type Way string

// The ways.
const (
	// Keychain opens it without asking anybody: the system's keychain holds the wrapping key.
	Keychain Way = "keychain"
	// Passphrase is stretched with Argon2id.
	Passphrase Way = "passphrase"
	// RecoveryCode is 128 bits of chance on paper.
	RecoveryCode Way = "recovery-code"
	// PIN opens it only together with the keychain's key, and takes the place of Keychain.
	PIN Way = "pin"
)

// Proof is what is shown for a way. Keychain takes no secret. The secret stays the caller's to clear.
type Proof struct {
	Way    Way
	Secret secret.Bytes
}

// Phase is where a vault stands.
type Phase uint8

// The phases.
const (
	// Fresh: there is no file yet. It works in memory, and rests once something can hold its key.
	Fresh Phase = iota
	// Shut: there is a file, and it is locked.
	Shut
	// Opened: there is a file, and what it holds is in memory.
	Opened
)

// Rest tells where what is remembered rests.
type Rest struct {
	Phase Phase
	// Ways that open the file, in the order they should be offered; whether the keychain can be reached is not asked.
	Ways []Way
	// Kept: what is saved rests on this device, sealed. Else it is in memory only, or locked.
	Kept bool
	// Why nothing is kept, or why the vault is shut; nil when it is kept.
	Why *problem.Problem
	// Older: the newest version of the file could not be opened and the one before it was; or the file is older than
	// what this program has seen of it since it was started.
	Older bool
	// ReadOnly: what the open vault holds can be used and not changed: a newer app made the file, or another copy of the app
	// has it (Why). Save asks the storage anew.
	ReadOnly bool
	// Bad is how many entries could not be read. They are left as they are.
	Bad int
	// Holder is whose vault it is, as they want to be called; it can be read by anybody who has the file.
	Holder string
	// Backup is when the last backup was made, zero: never; Unsaved how many codes were added since.
	Backup  time.Time
	Unsaved int
}

// Rest tells where what is remembered rests. It is cheap.
func (v *Vault) Rest() Rest {
	v.mu.Lock()
	defer v.mu.Unlock()
	return Rest{
		Phase: v.phase, Ways: v.header.ways(), Kept: v.why == nil, Why: v.why, Older: v.older,
		ReadOnly: v.phase == Opened && v.why != nil,
		Bad:      v.body.broken(), Holder: v.header.holder(), Backup: v.body.backup, Unsaved: int(v.body.unsaved),
	}
}
