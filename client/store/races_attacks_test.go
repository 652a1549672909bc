//go:build !js

package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

// TestAThousandRacesLoseNothing: two copies of the program add one entry each, at once, to what they have read. Whoever is
// told that it is saved finds it there in the end; whoever is told otherwise reads and tries again.
func TestAThousandRacesLoseNothing(t *testing.T) { // AT-100
	dir := t.TempDir()
	first := open(quickDisk{}, dir, "a.vault")
	save(t, first, "")
	first.Close()
	for n := range 1000 {
		var wg sync.WaitGroup
		for who := range 2 {
			wg.Go(func() { add(t, dir, fmt.Sprintf("%d-%d;", n, who)) })
		}
		wg.Wait()
	}
	s := open(quickDisk{}, dir, "a.vault")
	defer s.Close()
	all := loaded(t, s)[0]
	for n := range 1000 {
		for who := range 2 {
			if entry := fmt.Sprintf("%d-%d;", n, who); strings.Count(";"+all, ";"+entry) != 1 {
				t.Fatalf("%s is there %d times", entry, strings.Count(";"+all, ";"+entry))
			}
		}
	}
}

// add reads, adds and saves, anew until it is told that it is saved.
func add(t *testing.T, dir, entry string) {
	for {
		s := open(quickDisk{}, dir, "a.vault")
		list, err := s.Load()
		if err == nil && len(list) > 0 {
			err = s.Save(append(list[0], entry...))
		}
		s.Close()
		if err == nil {
			return
		}
	}
}

// quickDisk is the system's, without waiting for the platter: what is raced for are names and locks.
type quickDisk struct{ system }

func (quickDisk) create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (quickDisk) syncDir(string) error { return nil }
