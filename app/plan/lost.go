package plan

// LostIt says that the member no longer has what is asked for: the phone, the app, the number. Where a password was proved
// already, the same conversation goes on with other proofs, also while the second factor is locked (S011,
// S036), and from a Refer that says that other proofs are left.
type LostIt struct{ plain }

func (LostIt) credentials()  {}
func (LostIt) choose()       {}
func (LostIt) code()         {}
func (LostIt) push()         {}
func (LostIt) recoveryCode() {}
