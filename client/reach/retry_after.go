package reach

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How long to wait where an answer does not say, or says what no clock can hold.
const (
	// UsualWait is how long a busy plan is left alone when it does not say.
	UsualWait = 30 * time.Second
	// longestWait stands for a number of seconds that no clock can hold.
	longestWait = 300 * time.Second
)

// RetryAfter reads the header of that name (RFC 9110, section 10.2.3): digits are seconds, all else is a date in one of
// the three forms of section 5.6.7. ok is false where it says nothing. A time that has passed is no wait.
func RetryAfter(value string, now time.Time) (wait time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > math.MaxInt64/int64(time.Second) {
			return longestWait, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(0, at.Sub(now)), true
}
