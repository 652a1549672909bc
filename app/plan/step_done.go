package plan

import "vestibule/app/secret"

// Done ends a conversation with a session.
type Done struct {
	Head
	Session Session
	Account Account
	// Trust is what this device is to keep in the vault when the member asked to be trusted; else empty.
	Trust secret.Bytes
}

// Kind is KindDone.
func (Done) Kind() Kind { return KindDone }

// Accepts is false: the conversation is over.
func (Done) Accepts(Answer) bool { return false }
