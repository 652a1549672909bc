//go:build goexperiment.runtimesecret

package otp

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"

	"vestibule/app/secret"
)

// This file is what pquerna/otp does elsewhere (arithmetic.go), on the stack alone. Where the runtime erases what is left of a
// secret, each of the dozen pieces of memory that the library takes for one code is looked after one by one: ten thousand codes
// then take fifteen times as long. Both are held to the same vectors and to the same second opinion (code_test.go).

// text is the code of a counter.
func (k Key) text(counter uint64) (string, error) {
	var shown [mostDigits]byte
	secret.Do(func() {
		var message [8]byte
		binary.BigEndian.PutUint64(message[:], counter)
		sum, n := k.hmac(message)
		at := sum[n-1] & 0xf // RFC 4226, section 5.3
		k.spell(&shown, uint64(binary.BigEndian.Uint32(sum[at:])&0x7fffffff))
	})
	return string(shown[:k.Digits]), nil
}

// spell writes the number as digits, the last one last, or in Steam's letters, the last one first.
func (k Key) spell(shown *[mostDigits]byte, number uint64) {
	const steam = "23456789BCDFGHJKMNPQRTVWXY"
	for i := range k.Digits {
		if k.Type == Steam {
			shown[i] = steam[number%uint64(len(steam))]
			number /= uint64(len(steam))
			continue
		}
		shown[k.Digits-1-i] = byte('0' + number%10)
		number /= 10
	}
}

// The blocks of the hashes, in bytes (RFC 2104, section 2; FIPS 180-4, figure 1), and the longest sum.
const (
	longestBlock = sha512.BlockSize
	longestSum   = sha512.Size
)

// hmac is RFC 2104, and how many bytes of it count.
func (k Key) hmac(message [8]byte) (sum [longestSum]byte, n int) {
	var inner [longestBlock + len(message)]byte
	var outer [longestBlock + longestSum]byte
	block := k.block(&inner)
	copy(outer[:], inner[:block])
	for i := range block {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	copy(inner[block:], message[:])
	sum, n = k.Algorithm.sum(inner[:block+len(message)])
	copy(outer[block:], sum[:n])
	return k.Algorithm.sum(outer[:block+n])
}

// block puts the secret into a block of the hash, or its sum where it is longer, and gives how long a block is.
func (k Key) block(into *[longestBlock + 8]byte) int {
	block := sha1.BlockSize
	if k.Algorithm == SHA512 {
		block = sha512.BlockSize
	}
	key := k.Secret.Reveal()
	if len(key) <= block {
		copy(into[:], key)
		return block
	}
	sum, n := k.Algorithm.sum(key)
	copy(into[:], sum[:n])
	return block
}

// sum is the hash of a text, and how long it is.
func (a Algorithm) sum(text []byte) (sum [longestSum]byte, n int) {
	switch a {
	case SHA512:
		sum = sha512.Sum512(text)
		n = sha512.Size
	case SHA256:
		short := sha256.Sum256(text)
		n = copy(sum[:], short[:])
	default:
		short := sha1.Sum(text)
		n = copy(sum[:], short[:])
	}
	return sum, n
}
