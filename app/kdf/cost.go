package kdf

import (
	"math"
	"math/bits"
	"time"
)

// What a unit of work takes: one run each with Go 1.26 on two cores of a server. Machines at half and at twice that speed
// are common, so these tell what is out of all proportion, not how long a member waits.
const (
	// perBlock is Argon2id's, for one pass over a KiB: 64 MiB, 3 passes took 241 ms, 1 GiB and 4 passes 5 to 8.5 s.
	perBlock = 1300 * time.Nanosecond
	// perMix is scrypt's, for one of N·r·p: N 2^15, r 8 took 172 ms, 2^17 774 ms.
	perMix = 740 * time.Nanosecond
	// perRound is PBKDF2's, for one iteration of one block of the key: 600,000 with SHA-256 took 308 ms.
	perRound = 520 * time.Nanosecond
)

// longestKey bounds what is derived, in bytes.
const longestKey = 1 << 10

// Cost estimates what a derivation of size bytes takes.
func (p Params) Cost(size int) Cost {
	switch p.Function {
	case Argon2id:
		return Cost{product(1<<10, uint64(p.Memory)), work(perBlock, uint64(p.Memory), uint64(p.Passes))}
	case Scrypt:
		n, r, lanes := uint64(p.N), uint64(p.R), uint64(p.Lanes)
		// RFC 7914, section 5: V is 128·N·r bytes, B 128·r·p.
		return Cost{sum(product(128, n, r), product(128, r, lanes)), work(perMix, n, r, lanes)}
	default:
		blocks := uint64(1)
		if h := hashes[p.Function]; h != nil {
			blocks = uint64((size + h().Size() - 1) / h().Size())
		}
		return Cost{0, work(perRound, uint64(p.Iterations), blocks)}
	}
}

// Check reports whether a key of size bytes can be derived (ErrParams) within the limits (a *Cost).
func (p Params) Check(size int, limits Limits) error {
	if size < 4 || size > longestKey || !p.possible() {
		return ErrParams
	}
	if c := p.Cost(size); c.Memory > limits.Memory || c.Work > limits.Work {
		return &c
	}
	return nil
}

// possible reports whether the function can be run with these.
func (p Params) possible() bool {
	switch p.Function {
	case Argon2id:
		// RFC 9106, section 3.1: at least 8 KiB a lane; the implementation counts lanes in a byte.
		return p.Passes >= 1 && p.Lanes >= 1 && p.Lanes <= math.MaxUint8 && p.Memory >= 8*p.Lanes
	case Scrypt:
		// RFC 7914, section 2: N is a power of two above 1; r·p is under 2^30.
		return p.N > 1 && bits.OnesCount32(p.N) == 1 && p.R >= 1 && p.Lanes >= 1 && product(uint64(p.R), uint64(p.Lanes)) < 1<<30
	default:
		return hashes[p.Function] != nil && p.Iterations >= 1
	}
}

// product multiplies, and stays at the largest number there is.
func product(factors ...uint64) uint64 {
	out := uint64(1)
	for _, f := range factors {
		high, low := bits.Mul64(out, f)
		if out = low; high != 0 {
			return math.MaxUint64
		}
	}
	return out
}

func sum(a, b uint64) uint64 {
	if s, over := bits.Add64(a, b, 0); over == 0 {
		return s
	}
	return math.MaxUint64
}

// work is how long so many units take, and at most the longest time there is.
func work(unit time.Duration, units ...uint64) time.Duration {
	return time.Duration(min(product(append(units, uint64(unit))...), math.MaxInt64))
}
