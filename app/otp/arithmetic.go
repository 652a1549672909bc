//go:build !goexperiment.runtimesecret

package otp

import (
	"encoding/base32"

	pquerna "github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

var hashes = map[Algorithm]pquerna.Algorithm{
	SHA1: pquerna.AlgorithmSHA1, SHA256: pquerna.AlgorithmSHA256, SHA512: pquerna.AlgorithmSHA512,
}

// text is the code of a counter. pquerna/otp takes the secret as base32 text; padded, in upper case, it is at least not copied
// twice more.
func (k Key) text(counter uint64) (string, error) {
	opts := hotp.ValidateOpts{Digits: pquerna.Digits(k.Digits), Algorithm: hashes[k.Algorithm]}
	if k.Type == Steam {
		opts.Encoder = pquerna.EncoderSteam
	}
	text, err := hotp.GenerateCodeCustom(base32.StdEncoding.EncodeToString(k.Secret.Reveal()), counter, opts)
	if err != nil {
		return "", Refuse(SecretBroken) // its error names nothing else, and Check has ruled it out
	}
	return text, nil
}
