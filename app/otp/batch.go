package otp

import "errors"

// The errors of Batch.Add.
var (
	// ErrPartAgain: this part is there already; nothing is added, and nothing is wrong.
	ErrPartAgain = errors.New("otp: this part is there already")
	// ErrOtherBatch: a part of another migration.
	ErrOtherBatch = errors.New("otp: a part of another migration")
)

// Batch puts the parts of one migration together, in whatever order they come. The zero value waits for its first part, which
// says what it is a batch of. Not safe for concurrent use.
type Batch struct {
	id    int32
	parts []*Part
}

// Add takes a part, or returns ErrPartAgain or ErrOtherBatch and leaves it to the caller to clear.
func (b *Batch) Add(p Part) error {
	switch {
	case p.Index < 0 || p.Index >= p.Size:
		return Refuse(MigrationBroken)
	case b.parts == nil:
		b.id, b.parts = p.Batch, make([]*Part, p.Size)
	case p.Batch != b.id || p.Size != len(b.parts):
		return ErrOtherBatch
	case b.parts[p.Index] != nil:
		return ErrPartAgain
	}
	b.parts[p.Index] = &p
	return nil
}

// Size is how many parts there are in all; 0 before the first.
func (b *Batch) Size() int { return len(b.parts) }

// Missing gives the numbers of the parts still to come, from 1: "part 2 of 3". Empty: it is complete, or not begun.
func (b *Batch) Missing() (numbers []int) {
	for i, p := range b.parts {
		if p == nil {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// Entries gives what is there so far, in the order of the parts. The secrets stay shared with the batch.
func (b *Batch) Entries() (entries []Item) {
	for _, p := range b.parts {
		if p != nil {
			entries = append(entries, p.Entries...)
		}
	}
	return entries
}

// Clear erases the secrets and waits for a first part again.
func (b *Batch) Clear() {
	for _, p := range b.parts {
		if p != nil {
			p.Clear()
		}
	}
	*b = Batch{}
}
