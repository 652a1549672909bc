package plan_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vestibule/app/plan"
)

// seeded is chance that can be repeated.
func seeded(seed uint64) *rand.ChaCha8 {
	return rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24), byte(seed >> 32)})
}

func TestAGeneratedPasswordKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.IntRange(1, 128).Draw(t, "least")
		r := plan.PasswordRules{MinLen: least, MaxLen: rapid.SampledFrom([]int{0, max(least, 3), max(least, 4), max(least, 8), max(least, 24), max(least, 25), least + 200}).Draw(t, "most"),
			RequireUpper: rapid.Bool().Draw(t, "upper"), RequireLower: rapid.Bool().Draw(t, "lower"), RequireDigit: rapid.Bool().Draw(t, "digit"), Blocklist: true}
		made := plan.Generate(r, seeded(rapid.Uint64().Draw(t, "seed")))
		if unmet := r.Unmet(made.Reveal(), "dana.reyes"); unmet != nil {
			t.Fatalf("%q of rules %+v does not keep %v", made.Reveal(), r, unmet)
		}
		n := utf8.RuneCount(made.Reveal())
		strength, _ := plan.Judge(made.Reveal(), known...)
		if n >= 24 && strength != plan.Strong || n >= 16 && strength != plan.Good && strength != plan.Strong {
			t.Fatalf("%q is %s", made.Reveal(), strength)
		}
	})
}

func TestAGeneratedPasswordCanBeSaid(t *testing.T) {
	made := string(plan.Generate(plan.PasswordRules{MinLen: 8, MaxLen: 64}, seeded(1)).Reveal())
	words := strings.Split(made, "-")
	if len(words) != 5 || len(made) != 24 || strings.Trim(made, "abdefghijklmnoprstuvz-") != "" {
		t.Errorf("%q", made)
	}
	for _, w := range words {
		if len(w) != 4 || !strings.ContainsRune("aeiou", rune(w[1])) || !strings.ContainsRune("aeiou", rune(w[3])) {
			t.Errorf("%q of %q", w, made)
		}
	}
}

func TestGeneratedPasswordsDiffer(t *testing.T) {
	chance, seen, letters := seeded(7), map[string]bool{}, map[byte]int{}
	for range 2000 {
		made := plan.Generate(plan.PasswordRules{MinLen: 8, MaxLen: 12, RequireDigit: true}, chance)
		if seen[string(made.Reveal())] || made.Len() != 12 {
			t.Fatalf("%q came twice, or is not the longest the plan takes", made.Reveal())
		}
		seen[string(made.Reveal())] = true
		letters[made.Reveal()[0]]++
	}
	for c, n := range letters { // 56 letters, each about 1 in 56; digits are a little more often
		if n > 2000/56*4 {
			t.Errorf("%q comes first %d times of 2000", c, n)
		}
	}
	if len(letters) < 50 {
		t.Errorf("only %d letters come first", len(letters))
	}
}

// TestNoPieceOfANameIsInAGeneratedPassword: names that words of such letters make all the time.
func TestNoPieceOfANameIsInAGeneratedPassword(t *testing.T) {
	chance, holds := seeded(3), 0
	rules := plan.PasswordRules{MinLen: 8, RequireUpper: true, RequireDigit: true}
	for range 20000 {
		holds += countPieces(plan.Generate(rules, chance).Reveal())
		if made := plan.Generate(rules, chance, "Banana.Tomato", "ana"); countPieces(made.Reveal()) > 0 || made.Empty() {
			t.Fatalf("%q holds a piece of the name, or is none", made.Reveal())
		}
	}
	if holds == 0 {
		t.Error("chance alone never made such a piece: nothing was shown")
	}
}

func countPieces(made []byte) (n int) {
	for _, piece := range []string{"bana", "toma", "mato", "nana"} {
		n += strings.Count(strings.ToLower(string(made)), piece)
	}
	return n
}

// TestANameThatCannotBeAvoidedGivesNoPassword: chance that always gives the same is thrown no more after a while.
func TestANameThatCannotBeAvoidedGivesNoPassword(t *testing.T) {
	if made := plan.Generate(plan.PasswordRules{MinLen: 8}, zeros{}, "babat"); !made.Empty() {
		t.Errorf("%q", made.Reveal())
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestNoPasswordWithoutChance(t *testing.T) {
	for _, r := range []plan.PasswordRules{{MinLen: 8}, {MinLen: 8, MaxLen: 10, RequireUpper: true}} {
		if made := plan.Generate(r, bytes.NewReader(make([]byte, 20))); !made.Empty() {
			t.Errorf("%q is made of nothing", made.Reveal())
		}
	}
}
