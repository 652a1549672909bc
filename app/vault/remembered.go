package vault

import "vestibule/app/secret"

// Remembered is what this device keeps for one plan, if the member wants: the name they sign in with, what the device was
// given when the plan trusted it, and the password. The zero value is nothing.
type Remembered struct {
	Name            string
	Trust, Password secret.Bytes
}

// Nothing reports that there is nothing to keep.
func (r Remembered) Nothing() bool { return r.Name == "" && r.Trust.Empty() && r.Password.Empty() }

// Clear erases the secrets.
func (r Remembered) Clear() { r.Trust.Clear(); r.Password.Clear() }
