package plan

// Identify asks whom a recovery is for, before anything is proved. What follows is the same for every name, known or not
// (OWASP, Authentication Cheat Sheet, "Authentication and Error Messages").
type Identify struct {
	Head
	// Identifiers are the kinds of name that are taken.
	Identifiers []Identifier
	// Most is how many names may be given at once, at least 1: who does not know which address the plan has gives all
	// (S008).
	Most int
}

// Kind is KindIdentify.
func (Identify) Kind() Kind { return KindIdentify }

// Accepts reports whether a is an IdentifyAnswer.
func (Identify) Accepts(a Answer) bool { _, ok := a.(IdentifyAnswer); return ok }

// IdentifyAnswer is what Identify takes.
type IdentifyAnswer interface {
	Answer
	identify()
}

// Identified names the account, by one name or by several candidates, each trimmed and in NFC.
type Identified struct {
	plain
	Names []string
}

func (Identified) identify() {}
