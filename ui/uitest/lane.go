package uitest

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Lane skips the test unless it belongs to a lane that is run now: VESTIBULE_LANE names them, as in "browser,desktop". Slow
// tests have lanes so that the quick ones stay quick. What a lane's tests need and is missing skips them on a developer's
// machine and fails them where CI is true.
func Lane(t testing.TB, lane string, missing error) {
	t.Helper()
	if !slices.Contains(strings.Split(os.Getenv("VESTIBULE_LANE"), ","), lane) {
		t.Skipf("runs with VESTIBULE_LANE=%s", lane)
	}
	switch {
	case missing == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("lane %s: %v", lane, missing)
	default:
		t.Skipf("lane %s: %v", lane, missing)
	}
}
