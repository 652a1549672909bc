package vault

import (
	"errors"
	"sync"
	"testing"

	"vestibule/app/problem"
)

// Everything at once: what was added and saved without an error is there, whoever locked in between. Run with -race.
func TestManyAtOnceLoseNothing(t *testing.T) {
	d := newDevice()
	v := d.open()
	add(t, v, Code{}, keyOf(1000))
	if err := errors.Join(v.Save(t.Context()), v.SetPassphrase(t.Context(), phrase())); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	kept := map[CodeID]bool{}
	for g := range 4 {
		wg.Go(func() {
			for i := 0; i < 20; {
				id, err := v.AddCode(Code{Place: dana}, keyOf(100*g+i))
				if problem.Is(err, problem.VaultLocked) {
					err = v.Unlock(t.Context(), Proof{Passphrase, phrase()})
					if err != nil && !problem.Is(err, problem.VaultLocked) {
						t.Error(err)
						return
					}
					continue
				}
				if i++; errors.Join(err, v.Save(t.Context())) == nil {
					mu.Lock()
					kept[id] = true
					mu.Unlock()
				}
				_, _ = v.Codes(), v.Rest()
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			v.Lock()
			if err := v.Unlock(t.Context(), Proof{Passphrase, phrase()}); err != nil && !problem.Is(err, problem.VaultLocked) {
				t.Error(err)
			}
			if err := v.SetPassphrase(t.Context(), phrase()); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	w := d.open()
	if w.Rest().Phase != Opened || len(kept) < 40 {
		t.Fatal(w.Rest(), len(kept))
	}
	for id := range kept {
		if _, err := w.Show(id, noon); err != nil {
			t.Fatal("lost: ", id)
		}
	}
}
