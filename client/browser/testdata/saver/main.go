//go:build js

// Saver is a page that tells what an earlier one has left of some files and then saves one generation after another of each file, until it is killed.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

	"vestibule/app/problem"
	"vestibule/client/store"
)

// files are how many are saved at the same time, each in an IndexedDB of its own.
const files = 4

func main() {
	var all sync.WaitGroup
	for i := range files {
		all.Go(func() {
			for {
				if err := save(i); !problem.Is(err, problem.StoreInUse) { // else the one that was killed still has it, for a moment
					fmt.Println(i, "stopped", err)
					return
				}
			}
		})
	}
	all.Wait()
}

// save tells the generations of a file that are there, then each that it begins to save and each that it has saved.
func save(i int) error {
	s := store.Open(fmt.Sprint("saver", i), "a.vault")
	defer s.Close()
	list, err := s.Load()
	if err != nil {
		return err
	}
	there, n := []any{i, "there"}, uint64(1)
	for _, data := range list {
		there = append(there, generation(data))
	}
	fmt.Println(there...)
	if len(list) > 0 {
		n += generation(list[0])
	}
	for ; ; n++ {
		fmt.Println(i, "saving", n)
		if err := s.Save(content(n)); err != nil {
			return err
		}
		fmt.Println(i, "saved", n)
	}
}

// content is 16 KiB that can be told from a torn one.
func content(n uint64) []byte {
	data := bytes.Repeat(binary.BigEndian.AppendUint64(nil, n), 2048)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

// generation gives which one a content is; 0: it is not whole.
func generation(data []byte) uint64 {
	if len(data) < 8 {
		return 0
	}
	if n := binary.BigEndian.Uint64(data); bytes.Equal(data, content(n)) {
		return n
	}
	return 0
}
