//go:build !windows && !js

package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// savingIn makes the test program save without end in the folder it names: the victim of the kills.
const savingIn = "VESTIBULE_TEST_SAVING_IN"

// How many times the victim is killed: in the lane "kill", and else.
const (
	manyKills = 10_000
	someKills = 300
)

func kills() int {
	if slices.Contains(strings.Split(os.Getenv("VESTIBULE_LANE"), ","), "kill") {
		return manyKills
	}
	return someKills
}

func TestMain(m *testing.M) {
	if dir := os.Getenv(savingIn); dir != "" {
		saveForever(dir)
	}
	os.Exit(m.Run())
}

// saveForever saves one generation after another and tells each when Save has come back.
func saveForever(dir string) {
	s := Open(dir, "a.vault")
	for n := newest(s) + 1; ; n++ {
		if err := s.Save(content(n)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

// content is 16 KiB that can be told from a torn one.
func content(n uint64) []byte {
	data := bytes.Repeat(binary.BigEndian.AppendUint64(nil, n), 2048)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

// whole gives the generation of a content, and whether it is whole.
func whole(data []byte) (uint64, bool) {
	if len(data) < 8 {
		return 0, false
	}
	n := binary.BigEndian.Uint64(data)
	return n, bytes.Equal(data, content(n))
}

func newest(s *Store) uint64 {
	list, _ := s.Load()
	for _, data := range list {
		if n, ok := whole(data); ok {
			return n
		}
	}
	return 0
}

func TestAKillInTheMiddleOfASaveLosesNothing(t *testing.T) { // AT-091
	if testing.Short() {
		t.Skip("kills a process a few hundred times")
	}
	dir, chance := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	for i := range kills() {
		told := kill(t, dir, 1+chance.IntN(4), chance.IntN(200_000))
		s := Open(dir, "a.vault")
		list, err := s.Load()
		if err != nil || len(list) == 0 {
			t.Fatal(i, err)
		}
		if n, ok := whole(list[0]); !ok || n < told {
			t.Fatalf("kill %d: the current version is %d, whole %v; %d had been saved", i, n, ok, told)
		}
		s.Close()
	}
}

// kill lets the victim save a few times, spins a moment, kills it, and gives the last generation it told.
func kill(t *testing.T, dir string, saves, spin int) (told uint64) {
	t.Helper()
	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), savingIn+"="+dir)
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for range saves {
		if !lines.Scan() {
			break
		}
		if told, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
			t.Fatal("the victim says ", lines.Text())
		}
	}
	sum := sha256.New()
	for range spin / 1000 {
		_, _ = sum.Write([]byte("pass the time"))
	}
	_ = victim.Process.Kill()
	for lines.Scan() { // what it told before it died counts too
		if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
			told = n
		}
	}
	_ = victim.Wait()
	return told
}
