package otp_test

import (
	"testing"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// TestAKeyThatCanBeSearchedForIsNotTakenOn: below 80 bits a new key is refused, below 128 it is warned of; what another app
// has used is kept, since refusing it would shut its owner out.
func TestAKeyThatCanBeSearchedForIsNotTakenOn(t *testing.T) { // AT-145
	for bytes, refused := range map[int]otp.Reason{0: otp.SecretMissing, 1: otp.SecretWeak, 9: otp.SecretWeak, 10: "", 16: "", 20: ""} {
		key := otp.Key{Type: otp.TOTP, Algorithm: otp.SHA1, Digits: 6, Period: 30e9, Secret: secret.Of(make([]byte, bytes))}
		if got := otp.ReasonOf(key.CheckNew()); got != refused {
			t.Errorf("%d bytes, new: %q, want %q", bytes, got, refused)
		}
		if err := key.Check(); bytes > 0 && err != nil {
			t.Errorf("%d bytes, used before: %v", bytes, err)
		}
	}
}
