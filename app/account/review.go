package account

// Part is one part of an account that is looked over after somebody else was in it.
type Part string

// The parts.
const (
	Password Part = "password"
	Contacts Part = "contacts"
	SignIns  Part = "ways"
	Devices  Part = "devices"
	Codes    Part = "codes"
)

// Parts is every part, in the order in which an intruder would have used them: a new password first, then what could
// bring the old guest back (catalogue S050).
func Parts() []Part { return []Part{Password, Contacts, SignIns, Devices, Codes} }

// Review is which parts the member has looked over. Its zero value is a review that begins.
type Review struct{ looked map[Part]bool }

// Look notes that a part was looked over.
func (r *Review) Look(p Part) {
	if r.looked == nil {
		r.looked = map[Part]bool{}
	}
	r.looked[p] = true
}

// Looked reports whether a part was looked over.
func (r *Review) Looked(p Part) bool { return r.looked[p] }

// Left is how many parts are still to be looked over.
func (r *Review) Left() (left int) {
	for _, p := range Parts() {
		if !r.looked[p] {
			left++
		}
	}
	return left
}
