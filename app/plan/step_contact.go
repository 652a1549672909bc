package plan

// Contact asks for a new e-mail address or phone number. It counts once a code sent to it came back, and every old contact
// is told (NIST SP 800-63B, section 4.6).
type Contact struct {
	Head
	// Kinds are what may be given, the first one first.
	Kinds []ContactKind
	// Replaces is the masked contact that the new one takes the place of; empty: it is one more.
	Replaces string
	// Optional reports whether the member may go on without.
	Optional bool
}

// ContactKind is what a contact is, in the words of the wire.
type ContactKind string

// The kinds.
const (
	ContactEmail ContactKind = "email"
	ContactPhone ContactKind = "phone"
)

// Kind is KindContact.
func (Contact) Kind() Kind { return KindContact }

// Accepts reports whether a is a ContactAnswer.
func (Contact) Accepts(a Answer) bool { _, ok := a.(ContactAnswer); return ok }

// ContactAnswer is what Contact takes.
type ContactAnswer interface {
	Answer
	contact()
}

// ContactTyped is the new one, trimmed and in NFC.
type ContactTyped struct {
	plain
	ContactKind ContactKind
	Value       string
}

func (ContactTyped) contact() {}

// ContactSkipped goes on without, where the step is optional.
type ContactSkipped struct{ plain }

func (ContactSkipped) contact() {}
