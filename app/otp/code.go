package otp

import (
	"runtime"
	"sync"
	"time"
)

// Code is what a member reads or types. It is good from From until just before Until; a HOTP code has neither.
type Code struct {
	Text        string
	From, Until time.Time
}

// Code gives the code at a time; for HOTP the one of the present counter, whatever the time. The next one of TOTP and Steam
// is Code(c.Until). The error is a *Refusal: what Check says, or TimeRefused.
func (k Key) Code(at time.Time) (Code, error) {
	if err := k.Check(); err != nil {
		return Code{}, err
	}
	if k.Type == HOTP {
		text, err := k.text(k.Counter)
		return Code{Text: text}, err
	}
	step, err := k.step(at)
	if err != nil {
		return Code{}, err
	}
	period := int64(k.Period / time.Second)
	text, err := k.text(uint64(step))
	return Code{Text: text, From: time.Unix(step*period, 0), Until: time.Unix((step+1)*period, 0)}, err
}

// Codes gives the code of each key at a time, on all processors: a long list is made as one. A key without a code has an
// empty one. Ten thousand take about 20 ms of processor time.
func Codes(keys []Key, at time.Time) []Code {
	codes := make([]Code, len(keys))
	size := max(fewestAtOnce, (len(keys)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for from := 0; from < len(keys); from += size {
		to := min(from+size, len(keys))
		all.Go(func() {
			for i := from; i < to; i++ {
				codes[i], _ = keys[i].Code(at) // empty where there is an error
			}
		})
	}
	all.Wait()
	return codes
}

// fewestAtOnce is how many codes are worth a goroutine.
const fewestAtOnce = 256

// lastSecond is the end of the year 9999, after which no clock here or in any format goes.
const lastSecond = 253402300799

// step is T of RFC 6238, section 4.2, with T0 = 0, in whole numbers: pquerna/otp's own goes through float64 and, before
// 1970, through a conversion that each processor does its own way. T has no meaning there, so there is no code.
func (k Key) step(at time.Time) (int64, error) {
	now := at.Unix()
	if now < 0 || now > lastSecond {
		return 0, Refuse(TimeRefused)
	}
	return now / int64(k.Period/time.Second), nil
}
