package support

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
)

// Redactor takes out of a text what nobody at a plan should read. It takes out too much rather than too little: a telephone
// number in a sentence goes as well.
type Redactor struct {
	// Shortest is how many digits the plan's shortest code has. 0, or more than usual: usual.
	Shortest int
	// Removed stands where something was taken out.
	Removed string
}

// usual is how many digits a code has at least (NIST SP 800-63B-4, section 3.1.3.2: six). Everything as long goes, a number
// of nine digits (S181) with it.
const usual = 6

// fewest is what a plan cannot go below: otherwise every year would be a code.
const fewest = 4

// Redact gives the text without links, tokens, recovery codes and runs of digits.
func (r Redactor) Redact(text string) string {
	text = visible(text)
	text = links.ReplaceAllLiteralString(text, r.removed())
	text = grouped.ReplaceAllStringFunc(text, r.group)
	text = tokens.ReplaceAllStringFunc(text, r.token)
	return r.digits(text)
}

// RedactTyped is Redact for what a member wrote: it also takes out the word after "my password is". The app's own sentences
// say such things of no particular code.
func (r Redactor) RedactTyped(text string) string {
	return r.Redact(said.ReplaceAllString(visible(text), "${1} "+strings.ReplaceAll(r.removed(), "$", "$$")))
}

// visible gives a text without what cannot be seen and could break a number up, on one line.
func visible(text string) string {
	seen := strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Cf, c) || c == unicode.ReplacementChar {
			return -1
		}
		return c
	}, text)
	return strings.Join(strings.Fields(seen), " ")
}

// removed is what stands where something was taken out.
func (r Redactor) removed() string { return cmp.Or(r.Removed, hidden) }

// longestReference is what a person is willing to spell. What is longer is more likely a token, and is left out.
const longestReference = 13

// reference is for what a plan gave to be read out: one short word, though it may look like a token, and without a run of
// digits.
func (r Redactor) reference(text string) string {
	if len(text) > longestReference || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) || links.MatchString(text) {
		return ""
	}
	return r.digits(text)
}

var (
	// links are addresses with a scheme, and hosts with a path: what a mail holds. A host alone is no link.
	links = regexp.MustCompile(`(?i)\S*://\S*|\bwww\.\S+|\b[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?::[0-9]+)?[/?#]\S+`)
	// said is what follows when somebody tells a secret in words.
	said = regexp.MustCompile(`(?i)\b(pass(?:word|code|phrase|wd)?|pwd|pin|secret|code)(?:\s+(?:is|was|of)\b|\s*[:=])[\s:="']*\S+`)
	// grouped are recovery codes as they are printed: groups of three to six letters and digits.
	grouped = regexp.MustCompile(`\b[0-9A-Za-z]{3,6}(?:\s?[-–—_·]\s?[0-9A-Za-z]{3,6}){2,}\b|\b[0-9A-Za-z]{4}(?:\s[0-9A-Za-z]{4}){2,}\b`)
	// tokens are words that nobody speaks.
	tokens = regexp.MustCompile(`[0-9A-Za-z_+=~-]{10,}`)
)

// group takes out groups that are no words: they shout, or have digits in them. Between spaces it takes more than a year
// among words of four letters.
func (r Redactor) group(found string) string {
	parts, numbers := groups(found)
	dashed := strings.ContainsAny(found, "-–—_·")
	if found == strings.ToUpper(found) || numbers > 0 && dashed || numbers > 1 || numbers > 0 && parts > 3 {
		return r.removed()
	}
	return found
}

// groups counts the groups, and those with a digit in them.
func groups(found string) (parts, numbers int) {
	for part := range strings.FieldsFuncSeq(found, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }) {
		parts++
		if strings.ContainsFunc(part, unicode.IsNumber) {
			numbers++
		}
	}
	return parts, numbers
}

// token takes out a long word with letters and digits in it, with capitals inside, or too long for a word.
func (r Redactor) token(found string) string {
	digit, letter := strings.ContainsFunc(found, unicode.IsDigit), strings.ContainsFunc(found, unicode.IsLetter)
	inside := strings.ContainsFunc(strings.TrimLeftFunc(found, unicode.IsUpper), unicode.IsUpper)
	if digit && letter || len(found) >= 16 && inside || len(found) >= 40 {
		return r.removed()
	}
	return found
}

// digits takes out every run of as many digits as a code has, however they are written: in groups, in another script, in
// circles, in words. The year of a date is none.
func (r Redactor) digits(text string) string {
	least := usual
	if r.Shortest != 0 {
		least = min(usual, max(fewest, r.Shortest))
	}
	var out strings.Builder
	run, from, end := 0, 0, 0 // digits in the run, where it begins and ends
	flush := func(upTo int) {
		if run >= least {
			out.WriteString(r.removed())
		} else {
			out.WriteString(text[from:end])
		}
		out.WriteString(text[end:upTo])
		run, from, end = 0, upTo, upTo
	}
	barriers := spoken.FindAllStringIndex(text, -1)
	for at := 0; at < len(text); {
		if len(barriers) > 0 && at >= barriers[0][0] {
			flush(barriers[0][1])
			at, barriers = barriers[0][1], barriers[1:]
			continue
		}
		n, size := unit(text, at)
		if n > 0 {
			if run == 0 || apart(text[end:at]) {
				flush(at)
			}
			run, end = run+n, at+size
		}
		at += size
	}
	flush(len(text))
	return out.String()
}

// spoken are numbers that are no codes: the year after a month, and a time as a packet writes it.
var spoken = regexp.MustCompile(`\b(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)[0-9]{2}\b|\b[0-2][0-9]:[0-5][0-9]:[0-5][0-9] UTC\b`)

// words are how digits are spoken.
var words = regexp.MustCompile(`(?i)^(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b`)

// unit reads what stands at a place: how many digits it is worth, and how many bytes it takes.
func unit(text string, at int) (digits, size int) {
	for _, c := range text[at:] {
		size = len(string(c))
		if unicode.IsNumber(c) {
			return 1, size
		}
		break
	}
	if begins(text, at) {
		if word := words.FindString(text[at:]); word != "" {
			return 1, len(word)
		}
	}
	return 0, size
}

// begins reports whether a word begins here.
func begins(text string, at int) bool {
	return at == 0 || !('a' <= text[at-1]|0x20 && text[at-1]|0x20 <= 'z')
}

// apart reports whether what stands between two digits parts them: a letter does, spaces and marks do not.
func apart(between string) bool {
	return strings.ContainsFunc(between, func(c rune) bool { return !joins(c) })
}

// joins reports whether a character stands inside numbers as people write them.
func joins(c rune) bool {
	return unicode.IsSpace(c) || unicode.In(c, unicode.Pd, unicode.Ps, unicode.Pe, unicode.Mn) || strings.ContainsRune(".,:;/\\_·•*+#|~'\"′’&", c)
}
