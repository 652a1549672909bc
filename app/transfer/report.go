package transfer

import (
	"hash/maphash"

	"vestibule/app/otp"
)

// Outcome is what an import does with an entry.
type Outcome string

// The outcomes. What is kept is Added and Kept; the other two change nothing.
const (
	Added   Outcome = "added"   // its codes can be used from now on
	Already Outcome = "already" // the same key is there, or stands earlier in the file
	Kept    Outcome = "kept"    // no codes can be made of it here (Reason), but its secret is kept for whoever can
	Lost    Outcome = "lost"    // nothing in it could be kept: the file has no secret there that can be read
)

// Line is an entry and what becomes of it.
type Line struct {
	Entry
	Outcome Outcome
}

// Report is what an import does, entry by entry in the file's order, before anything is stored. The lines share the entries'
// secrets.
type Report []Line

// Plan says what becomes of each entry. there tells whether an entry is stored where it goes. What it plans is what a vault
// that is given Stored, in this order, then has: not one more, not one less.
func Plan(entries []Entry, there func(Entry) bool) Report {
	seen := keys{seed: maphash.MakeSeed(), by: map[uint64][]otp.Key{}}
	report := make(Report, len(entries))
	for i, e := range entries {
		report[i] = Line{e, outcome(e, there, &seen)}
	}
	return report
}

func outcome(e Entry, there func(Entry) bool, seen *keys) Outcome {
	switch {
	case e.Key.Secret.Empty():
		return Lost
	case seen.add(e.Key) || there(e):
		return Already
	case e.Reason != "":
		return Kept
	}
	return Added
}

// Count is how many entries have an outcome.
func (r Report) Count(o Outcome) (n int) {
	for _, line := range r {
		if line.Outcome == o {
			n++
		}
	}
	return n
}

// Stored gives the entries that are to be stored, in their order.
func (r Report) Stored() (entries []Entry) {
	for _, line := range r {
		if line.Outcome == Added || line.Outcome == Kept {
			entries = append(entries, line.Entry)
		}
	}
	return entries
}

// keys finds a key among many without comparing it with each: by a hash of the secret whose seed never leaves the memory.
type keys struct {
	seed maphash.Seed
	by   map[uint64][]otp.Key
}

// add reports whether the same key was there, and adds it otherwise.
func (k *keys) add(key otp.Key) bool {
	sum := maphash.Bytes(k.seed, key.Secret.Reveal())
	for _, other := range k.by[sum] {
		if sameKey(key, other) {
			return true
		}
	}
	k.by[sum] = append(k.by[sum], key)
	return false
}

// sameKey reports whether two keys make the same codes, by the rule that vaults go by (app/vault, twin.go): whatever they are
// called, and wherever their counters stand.
func sameKey(a, b otp.Key) bool {
	return a.Secret.Equal(b.Secret) && a.Type == b.Type && a.Algorithm == b.Algorithm && a.Digits == b.Digits &&
		(a.Period == b.Period || a.Type == otp.HOTP)
}
