package plantest

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Lane skips the test unless one of these lanes is run now (VESTIBULE_LANE names them, as in "servers,faults").
func Lane(t testing.TB, lanes ...string) {
	t.Helper()
	for _, lane := range strings.Split(os.Getenv("VESTIBULE_LANE"), ",") {
		if slices.Contains(lanes, lane) {
			return
		}
	}
	t.Skipf("runs with VESTIBULE_LANE=%s", lanes[0])
}

// servers is where .ci/servers puts the real servers.
func servers() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "build", "servers")
}

// own is a file of this package's folder.
func own(parts ...string) string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(append([]string{filepath.Dir(file)}, parts...)...)
}

// missing ends the test for want of a server: in a lane it must be there, elsewhere nobody has to have it.
func missing(t testing.TB, what, remedy string) {
	t.Helper()
	if os.Getenv("VESTIBULE_LANE") != "" {
		t.Fatalf("%s is not here: %s", what, remedy)
	}
	t.Skipf("%s is not here: %s", what, remedy)
}
