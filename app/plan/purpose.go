package plan

// Purpose is what a conversation is for, in the words of the wire.
type Purpose string

// The purposes so far.
const (
	SignIn Purpose = "sign-in"
	StepUp Purpose = "step-up"
)
