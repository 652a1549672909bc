package transfer

import (
	"iter"
	"strconv"

	"vestibule/app/otp"
)

// Migration is what Google's Authenticator hands on: addresses of several keys each, parts of a batch.
const Migration Format = "migration"

// batches are the migrations that were seen in part, in the order they began.
type batches struct {
	order []batch
	parts map[batch]map[int]bool
}

// batch is what the parts of one migration have in common.
type batch struct {
	id   int32
	size int
}

// read gives the entries of a part. A part that comes again gives them again: two migrations without a number are not told
// apart, and whoever counts the entries knows the same key.
func (b *batches) read(line []byte) []Entry {
	part, err := otp.ParseMigration(line)
	if err != nil {
		return []Entry{{Reason: otp.ReasonOf(err)}}
	}
	of := batch{part.Batch, part.Size}
	if b.parts[of] == nil {
		b.order, b.parts[of] = append(b.order, of), map[int]bool{}
	}
	b.parts[of][part.Index] = true
	entries := make([]Entry, len(part.Entries))
	for i, item := range part.Entries {
		entries[i] = Entry{Key: item.Key, Reason: item.Reason, Warnings: item.Warnings}
	}
	return entries
}

// mostMissing is how many missing parts of a migration are named: a line that says it is one of thirty thousand stops nothing.
const mostMissing = 100

// missing gives an entry for each part that is not there, named "2/3".
func (b *batches) missing() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, of := range b.order {
			for i := range min(of.size, len(b.parts[of])+mostMissing) {
				name := strconv.Itoa(i+1) + "/" + strconv.Itoa(of.size)
				if !b.parts[of][i] && !yield(Entry{Reason: otp.PartMissing, Key: otp.Key{Account: name}}) {
					return
				}
			}
		}
	}
}
