package plan

// RegisterAccount asks how a member who has proved who they are will sign in.
type RegisterAccount struct {
	Head
	// Username is what the plan suggests; empty: nothing.
	Username string
	// Phone reports whether a mobile number is asked for too; it is optional.
	Phone bool
}

// Kind is KindRegister.
func (RegisterAccount) Kind() Kind { return KindRegister }

// Accepts reports whether a is a RegisterAnswer.
func (RegisterAccount) Accepts(a Answer) bool { _, ok := a.(RegisterAnswer); return ok }

// RegisterAnswer is what RegisterAccount takes.
type RegisterAnswer interface {
	Answer
	register()
}

// RegisterTyped is the name to sign in with and where the plan reaches the member, trimmed and in NFC. Phone may be empty.
type RegisterTyped struct {
	plain
	Username, Email, Phone string
}

func (RegisterTyped) register() {}
