package plan

// Choose asks which authenticator to prove.
type Choose struct {
	Head
	Options []Authenticator
}

// Kind is KindChoose.
func (Choose) Kind() Kind { return KindChoose }

// Accepts reports whether a is a ChooseAnswer.
func (Choose) Accepts(a Answer) bool { _, ok := a.(ChooseAnswer); return ok }

// ChooseAnswer is what Choose takes.
type ChooseAnswer interface {
	Answer
	choose()
}

// Chosen names one of the options.
type Chosen struct {
	plain
	Authenticator AuthenticatorID
}

func (Chosen) choose() {}
