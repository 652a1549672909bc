package plan

// Purpose is what a conversation is for, in the words of the wire.
type Purpose string

// The purposes so far.
const (
	SignIn Purpose = "sign-in"
	// StepUp asks for one more proof in a session that is open already. Its Done carries that session, with a new time of
	// proof.
	StepUp Purpose = "step-up"
	// Bind adds an authenticator app to the member's ways of signing in. Its Done carries the session it was begun with.
	Bind Purpose = "bind-authenticator"
)

// NeedsSession reports whether a conversation is begun in a session. Such a conversation opens none and ends none: what
// its Done carries is the session that was there before, as it now stands.
func (p Purpose) NeedsSession() bool { return p == StepUp || p == Bind }
