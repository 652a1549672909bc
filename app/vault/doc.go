// Package vault keeps the member's secrets and one-time codes on this device, sealed.
//
// Come here to see what is kept for a plan (entry.go) and of a code (code.go), what a vault file looks like (format.go,
// header.go, body.go, section.go), where the token rests that takes a session up again (shelf.go), who was last on screen
// (last.go), what goes when the leave for somebody else's account goes (forget.go), how it is sealed (seal.go, slot.go),
// which ways open it (ways.go, unlock.go, recovery.go), what happens when the key or the file is not there (open.go), and
// when to lock (idle.go). A vault is one file for one person: a header with slots, each of which wraps the same random
// 256-bit key, and a body sealed with that key. In the body each place, a member of a plan, has a section with a key of its
// own.
//
// It promises that a new key is never laid over a vault that cannot be opened; that nothing of a session on a shared device
// is kept; that what cannot be read is left as it is and keeps nobody from the rest; that what a newer app has added is
// kept, and an app of the first version keeps what this one adds (the format is still 1: every addition is a record of a
// kind that it leaves alone); that a way that was taken off opens nothing that is saved after it; that a lock erases keys
// and plaintext and loses nothing that was not saved (pending.go); and that nothing slow happens under the lock the screen's
// calls take.
//
// It reads and writes no files, asks no clock, stretches nothing itself (app/kdf), and takes chance from outside. It does
// not tell an older copy of the whole file that was put back while the program was not running: the keychain holds one key
// and no number to compare with. Go may leave copies of what it moves; what this package holds it erases by hand, and what
// the algorithms hold is erased where secret.Do can.
package vault
