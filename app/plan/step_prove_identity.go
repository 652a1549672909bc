package plan

import (
	"time"

	"vestibule/app/secret"
)

// ProveIdentity asks for what stands on the member's card and what only the member knows of themselves. It never asks for
// a social security number (S181) or a security question (NIST SP 800-63B, section 3.1.1.2).
type ProveIdentity struct {
	Head
	Fields []IdentityField
	// Wait is how long the plan waits after it, so that the member can be warned and can stop it; zero: it does not.
	Wait  time.Duration
	Tries Tries
	// Others reports whether there is another way to choose.
	Others bool
}

// IdentityField is one thing that is asked for.
type IdentityField struct {
	Name FieldName
	// Optional may be left empty.
	Optional bool
	// OnCard is printed on the card: the page shows where.
	OnCard bool
	// Example shows how it is written, with invented characters; empty: none.
	Example string
}

// FieldName names a field, in the words of the wire.
type FieldName string

// The fields.
const (
	FieldMemberNumber FieldName = "member-number"
	FieldGroup        FieldName = "group"
	FieldGivenName    FieldName = "given-name"
	FieldFamilyName   FieldName = "family-name"
	// FieldFormerName is a family name of before (S053): asked for as optional.
	FieldFormerName FieldName = "former-name"
	// FieldBirth is a date as 2006-01-02; the page takes it as people write it.
	FieldBirth  FieldName = "birth-date"
	FieldPostal FieldName = "postal-code"
)

// FieldNames is every field, in the order a page shows them.
func FieldNames() []FieldName {
	return []FieldName{FieldMemberNumber, FieldGroup, FieldGivenName, FieldFamilyName, FieldFormerName, FieldBirth, FieldPostal}
}

// Kind is KindProveIdentity.
func (ProveIdentity) Kind() Kind { return KindProveIdentity }

// Accepts reports whether a is a ProveIdentityAnswer.
func (ProveIdentity) Accepts(a Answer) bool { _, ok := a.(ProveIdentityAnswer); return ok }

// ProveIdentityAnswer is what ProveIdentity takes.
type ProveIdentityAnswer interface {
	Answer
	proveIdentity()
}

// IdentityTyped is what was typed, in the order of the fields; optional ones that were left empty are left out.
type IdentityTyped struct{ Values []IdentityValue }

// IdentityValue is one field, tidied by CleanField.
type IdentityValue struct {
	Name  FieldName
	Value secret.Bytes
}

// SpendsTry is true: a wrong card counts.
func (IdentityTyped) SpendsTry() bool { return true }

// Clear erases the values.
func (a IdentityTyped) Clear() {
	for _, v := range a.Values {
		v.Value.Clear()
	}
}
func (IdentityTyped) answer()        {}
func (IdentityTyped) proveIdentity() {}

// IdentityAnotherWay goes back to choosing.
type IdentityAnotherWay struct{ plain }

func (IdentityAnotherWay) proveIdentity() {}
