package oidc

import (
	"crypto"
	"crypto/rsa"
	"math/big"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// shortestRSA is what RFC 7518, section 3.3, demands, in bits.
const shortestRSA = 2048

// weak reports a key that others could sign with: one that is too short, or of the chips that made all of theirs out of powers
// of 65537 (CVE-2017-15361, "ROCA").
func weak(key *rsa.PublicKey) bool { return key.N.BitLen() < shortestRSA || ofPowers(key.N) }

// ofPowers tells such a modulus by what it leaves: modulo each of these primes it is a power of 65537 (Nemec and others, "The
// Return of Coppersmith's Attack", section 3.3). Any other does so once in 2^27 times.
func ofPowers(n *big.Int) bool {
	for _, prime := range []int64{11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157} {
		rest := new(big.Int).Mod(n, big.NewInt(prime)).Int64()
		power := int64(1)
		for power != rest {
			if power = power * 65537 % prime; power == 1 {
				return false
			}
		}
	}
	return true
}

// salted holds an RSASSA-PSS signature, which go-jose has found good, to the length of salt that RFC 7518, section 3.5,
// demands; go-jose takes any. All others are as they should be.
func salted(token string, signature jose.Signature, key any) bool {
	hash := map[string]crypto.Hash{"PS256": crypto.SHA256, "PS384": crypto.SHA384, "PS512": crypto.SHA512}[signature.Header.Algorithm]
	public, ok := key.(*rsa.PublicKey)
	if hash == 0 || !ok {
		return true
	}
	h := hash.New()
	_, _ = h.Write([]byte(token[:strings.LastIndexByte(token, '.')]))
	return rsa.VerifyPSS(public, hash, h.Sum(nil), signature.Signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil
}
