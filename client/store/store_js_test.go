//go:build js

package store

import (
	"errors"
	"testing"

	"vestibule/app/problem"
)

func TestABrowserKeepsNothingAndSaysSo(t *testing.T) {
	s, err := Open("x", "vault")
	if err != nil {
		t.Fatal(err)
	}
	_, load := s.Load()
	for _, err := range []error{load, s.Save(nil)} {
		if !errors.Is(err, ErrNotKept) || !problem.Is(err, problem.StoreDenied) {
			t.Fatal(err)
		}
	}
}
