package plan

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Strength is how long a password would hold against guessing; it is the key of its words.
type Strength string

// The strengths.
const (
	Weak   Strength = "weak"
	Fair   Strength = "fair"
	Good   Strength = "good"
	Strong Strength = "strong"
)

// Guess is how a password would be guessed; it is the key of its words. Empty: not easily.
type Guess string

// The guesses that are tried first (NIST SP 800-63B, section 3.1.1.2, and S206).
const (
	GuessShort    Guess = "short"    // there are not many of its length
	GuessCommon   Guess = "common"   // many people have it
	GuessName     Guess = "name"     // the plan's name, or the member's own, is most of it
	GuessKeyboard Guess = "keyboard" // keys that lie side by side
	GuessSequence Guess = "sequence" // abcd, 4321
	GuessRepeat   Guess = "repeat"   // the same again and again
)

// The bounds between the strengths, in bits: how often half of all guesses has to double. Passwords below the first fall to
// guessing at a sign-in that does not lock at once; those above the last hold where a hash was stolen.
const weakBelow, fairBelow, goodBelow = 30, 42, 60

// Judge tells how strong a password is from its length, its variety and what is known of people's habits, and, for a weak
// one, how it would be guessed. names are what an attacker knows: the plan's name, the member's username and own name. It
// keeps nothing of typed.
func Judge(typed []byte, names ...string) (Strength, Guess) {
	text := lowered(typed)
	defer clear(text.runes)
	bits, why := text.bits(wordsOf(names))
	switch {
	case bits < weakBelow:
		return Weak, why
	case bits < fairBelow:
		return Fair, ""
	case bits < goodBelow:
		return Good, ""
	}
	return Strong, ""
}

// Guessed tells, where the plan keeps a list of common passwords, why a new one would be on it; empty: it is not on the part
// that the app knows (S206). Short ones are left to the plan's own bound.
func (r PasswordRules) Guessed(typed []byte, names ...string) Guess {
	return r.Listed(Judge(typed, names...))
}

// Listed is Guessed of a password that Judge has judged already.
func (r PasswordRules) Listed(strength Strength, why Guess) Guess {
	if r.Blocklist && strength == Weak && why != GuessShort {
		return why
	}
	return ""
}

// mostJudged is how many characters are looked at: more than any bound above needs.
const mostJudged = 128

// judged is a password in small letters.
type judged struct {
	runes  []rune
	uppers int
}

func lowered(typed []byte) judged {
	j := judged{runes: make([]rune, 0, mostJudged)}
	for rest := typed; len(rest) > 0 && len(j.runes) < mostJudged; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		if unicode.IsUpper(r) && len(j.runes) > 0 { // a capital in front is where everybody puts it
			j.uppers++
		}
		j.runes = append(j.runes, unicode.ToLower(r))
	}
	return j
}

// wordsOf takes names apart, and has each whole, too, without what is no letter or digit.
func wordsOf(names []string) []string {
	var out []string
	notWord := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	for _, name := range names {
		parts := strings.FieldsFunc(strings.ToLower(name), notWord)
		for _, word := range append(parts, strings.Join(parts, "")) {
			if utf8.RuneCountInString(word) >= 3 {
				out = append(out, word)
			}
		}
	}
	return out
}

// bits is how often guesses have to double until they come to the password, and what covers most of it.
func (j judged) bits(names []string) (bits float64, why Guess) {
	once, covered := j.once(), map[Guess]int{}
	bits = math.Log2(float64(len(j.runes))/float64(max(once, 1))) + min(float64(j.uppers), 8)
	if once < len(j.runes) {
		covered[GuessRepeat] = len(j.runes)
	}
	for at := 0; at < once; {
		p := j.pattern(at, once, names)
		bits += p.bits
		covered[p.why] += p.length
		at += p.length
	}
	why = GuessShort
	covered[GuessShort] = 0
	for _, g := range []Guess{GuessName, GuessCommon, GuessKeyboard, GuessSequence, GuessRepeat} {
		if covered[g] > covered[why] {
			why = g
		}
	}
	return bits, why
}

// once is the length of what the password repeats, the last time perhaps in part: for abcabca, 3; for one that repeats
// nothing, all of it.
func (j judged) once() int {
	n := len(j.runes)
	for length := 1; length <= n/2; length++ {
		same := true
		for i := length; same && i < n; i++ {
			same = j.runes[i] == j.runes[i-length]
		}
		if same {
			return length
		}
	}
	return n
}

// pattern is one piece of a password.
type pattern struct {
	length int
	bits   float64
	why    Guess
}

// pattern gives the longest piece that begins there and is guessed whole, or one character.
func (j judged) pattern(at, end int, names []string) pattern {
	text := j.runes[at:end]
	best := pattern{1, bitsOf(text[0]), GuessShort}
	for _, p := range []pattern{
		{longestWord(text, names), 3, GuessName}, {longestWord(text, commonPasswords), 9, GuessCommon},
		{runLength(text, sameKey), 5, GuessRepeat}, {runLength(text, nextLetter), 5, GuessSequence},
		{keyboardRun(text), 7, GuessKeyboard}, {year(text), 6.6, GuessShort},
	} {
		if p.length > best.length {
			p.bits += math.Log2(float64(p.length)) / 2
			best = p
		}
	}
	return best
}

// bitsOf is what one character alone adds. Letters are mostly those of words.
func bitsOf(r rune) float64 {
	switch {
	case unicode.IsLetter(r) && r < utf8.RuneSelf:
		return 3.3
	case unicode.IsDigit(r):
		return math.Log2(10)
	case r == ' ' || r == '-':
		return 2
	case r < utf8.RuneSelf:
		return 5
	}
	return 6
}

// longestWord gives the length of the longest word that the text begins with, 0 for none.
func longestWord(text []rune, words []string) int {
	longest := 0
	for _, word := range words {
		if n := begins(text, word); n > longest {
			longest = n
		}
	}
	return longest
}

// begins gives the length of the word if the text begins with it, also where letters are written as what they look like.
func begins(text []rune, word string) int {
	n := 0
	for _, want := range word {
		if n >= len(text) || text[n] != want && !strings.ContainsRune(standsFor(text[n]), want) {
			return 0
		}
		n++
	}
	return n
}

// standsFor gives the letters that a sign is written for.
func standsFor(r rune) string {
	switch r {
	case '0':
		return "o"
	case '1', '!', '|':
		return "il"
	case '3':
		return "e"
	case '4', '@':
		return "a"
	case '5', '$':
		return "s"
	case '7', '+':
		return "t"
	}
	return ""
}

// year gives 4 for a year of the last or this century.
func year(text []rune) int {
	if len(text) >= 4 && (text[0] == '1' && text[1] == '9' || text[0] == '2' && text[1] == '0') &&
		unicode.IsDigit(text[2]) && unicode.IsDigit(text[3]) {
		return 4
	}
	return 0
}

// runLength gives how long a run is in which each character follows the one before by the same rule; 0 for fewer than 3.
func runLength(text []rune, follows func(a, b rune) (step int)) int {
	if len(text) < 3 {
		return 0
	}
	step := follows(text[0], text[1])
	n := 2
	for step != 0 && n < len(text) && follows(text[n-1], text[n]) == step {
		n++
	}
	if step == 0 || n < 3 {
		return 0
	}
	return n
}

func sameKey(a, b rune) int {
	if a == b {
		return 1
	}
	return 0
}

func nextLetter(a, b rune) int {
	if step := int(b - a); (step == 1 || step == -1) && (unicode.IsLetter(a) && unicode.IsLetter(b) || unicode.IsDigit(a) && unicode.IsDigit(b)) {
		return step
	}
	return 0
}

// rows are the keys of the keyboards that are sold most, as they lie side by side or one below the other.
var rows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "!@#$%^&*()"}

// keyboardRun gives how long a run along one row is, in either direction; 0 for fewer than 4.
func keyboardRun(text []rune) int {
	longest := 0
	for _, row := range rows {
		longest = max(longest, along(text, []rune(row), 1), along(text, []rune(row), -1))
	}
	if longest < 4 {
		return 0
	}
	return longest
}

func along(text, row []rune, step int) int {
	longest := 0
	for start := range row {
		n := 0
		for at := start; n < len(text) && at >= 0 && at < len(row) && row[at] == text[n]; at += step {
			n++
		}
		longest = max(longest, n)
	}
	return longest
}
