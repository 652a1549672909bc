package vault

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"vestibule/app/problem"
)

// Whatever is done in whatever order, with a full disk, locks and restarts: what was forgotten is never seen again, and once
// that was acknowledged it is in no version of the file.
func TestWhatWasForgottenIsNeverSeenAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDevice()
		v := d.open()
		ctx := context.Background()
		has, next := map[Place]int{}, 0
		seen := func() {
			if v.Rest().Phase == Shut {
				return
			}
			now := map[Place]int{}
			for _, c := range v.Codes() {
				now[c.Place]++
			}
			if fmt.Sprint(now) != fmt.Sprint(has) {
				t.Fatalf("%v, and not %v", now, has)
			}
		}
		place := rapid.SampledFrom([]Place{dana, mother, {here, "child"}, {elsewhere, "mother"}})
		t.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) { seen() },
			"add": func(t *rapid.T) {
				p := place.Draw(t, "place")
				next++
				if _, err := v.AddCode(Code{Place: p}, keyOf(next)); err == nil {
					has[p]++
				}
			},
			"forget": func(t *rapid.T) {
				p := place.Draw(t, "place")
				err := v.ForgetPlace(ctx, p)
				delete(has, p)
				if err != nil {
					return
				}
				for _, data := range d.versions {
					one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
					if one.open().body.sections[p] != nil {
						t.Fatal("it rests")
					}
				}
			},
			"save": func(*rapid.T) { _ = v.Save(ctx) },
			"disk": func(*rapid.T) {
				if d.drawer.fault == nil {
					d.drawer.fault = broken(problem.StoreFull)
				} else {
					d.drawer.fault = nil
				}
			},
			"lock": func(*rapid.T) {
				if v.Rest().Phase == Opened { // of a fresh one a lock loses all there is
					v.Lock()
				}
			},
			"unlock": func(t *rapid.T) {
				d.drawer.fault = nil
				if v.Rest().Phase == Shut {
					if err := v.Unlock(ctx, Proof{Way: Keychain}); err != nil {
						t.Fatal(err)
					}
				}
			},
			"restart": func(t *rapid.T) {
				d.drawer.fault = nil
				if v.Rest().Phase != Shut {
					if err := v.Save(ctx); err != nil {
						t.Fatal(err)
					}
					v = d.open()
				}
			},
		})
	})
}
