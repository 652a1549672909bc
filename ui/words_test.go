package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/assets"
)

func english(t *testing.T) *assets.Words {
	t.Helper()
	w, found := assets.Load("en_US.UTF-8")
	if !found {
		t.Fatal("no English")
	}
	return w
}

func TestEveryProblemHasItsWords(t *testing.T) {
	w := english(t)
	for _, code := range problem.Codes() {
		for _, part := range []string{".title", ".detail"} {
			if key := "problem." + string(code) + part; !w.Has(key) {
				t.Errorf("no words under %s", key)
			}
		}
		for _, r := range problem.New(code).Remedies {
			if key := "remedy." + string(r); !w.Has(key) {
				t.Errorf("%s offers %s, which has no words", code, key)
			}
		}
	}
}

func TestNoWordsForProblemsThatDoNotExist(t *testing.T) {
	for _, key := range english(t).Keys() {
		rest, is := strings.CutPrefix(key, "problem.")
		if !is {
			continue
		}
		code := problem.Code(rest[:strings.LastIndexByte(rest, '.')])
		if code != "unknown" && !problem.Known(code) {
			t.Errorf("%s: there is no such code", key)
		}
	}
}

func TestEveryAuthenticatorHasItsWords(t *testing.T) {
	w := english(t)
	for _, k := range plan.AuthenticatorKinds() {
		keys := []string{"recover." + string(k), "recover." + string(k) + ".detail", "home.methods." + string(k)}
		if k != plan.IdentityProof && k != plan.LetterCode { // routes of recovery, never ways to sign in
			keys = append(keys, "choose."+string(k), "lost."+string(k))
		}
		if k.Sent() || k == plan.TOTP {
			keys = append(keys, "code.title."+string(k), "code.lead."+string(k), "code.neutral."+string(k))
		}
		for _, key := range keys {
			if !w.Has(key) {
				t.Errorf("no words under %s", key)
			}
		}
	}
}

// blaming are words that a page never says (LOOK.md's tone): they blame, frighten, or say nothing.
var blaming = regexp.MustCompile(`(?i)\b(oops|invalid|illegal|fatal|failed|failure|error|unauthorized|denied|abort|please try again later|you (mis|forgot|must))\b`)

func TestNobodyIsBlamed(t *testing.T) {
	w := english(t)
	for _, key := range w.Keys() {
		if found := blaming.FindString(w.Say(key)); found != "" {
			t.Errorf("%s says %q", key, found)
		}
	}
}

// TestPlainLanguage holds every sentence to grade 8 and the whole to grade 6 (Flesch and Kincaid 1975: 0.39 words per
// sentence + 11.8 syllables per word − 15.59). One or two words are labels, not sentences, and have no grade.
func TestPlainLanguage(t *testing.T) {
	w := english(t)
	var words, sentences, syllables int
	for _, key := range w.Keys() {
		n, s, y := measure(w.Say(key))
		if n < 5 {
			continue
		}
		words, sentences, syllables = words+n, sentences+s, syllables+y
		if g := grade(n, s, y); g > 8.5 && n >= 8 {
			t.Errorf("%s is of grade %.1f: %s", key, g, w.Say(key))
		}
	}
	if g := grade(words, sentences, syllables); g > 6 {
		t.Errorf("all words together are of grade %.1f", g)
	} else {
		t.Logf("all words together are of grade %.1f", g)
	}
}

func grade(words, sentences, syllables int) float64 {
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

var (
	gaps  = regexp.MustCompile(`\{\w+\}`)
	ends  = regexp.MustCompile(`[.!?:]+(\s|$)`)
	vowel = regexp.MustCompile(`[aeiouy]+`)
)

// measure counts words, sentences and syllables; a gap counts as a word of one.
func measure(text string) (words, sentences, syllables int) {
	text = gaps.ReplaceAllString(strings.ToLower(text), "it")
	sentences = max(1, len(ends.FindAllString(text, -1)))
	for _, word := range strings.Fields(text) {
		words++
		word = strings.Trim(word, ".,!?:;\"'()")
		n := len(vowel.FindAllString(strings.TrimSuffix(word, "e"), -1))
		syllables += max(1, n)
	}
	return
}

// families are keys that are put together from a name the plan or the app gives, and those that main says.
var families = []string{"arrived.", "problem.", "remedy.", "plans.kind.", "renew.over", "renew.waits", "plans.unusable", "plans.can.", "plans.signed.", "rule.", "home.", "feature.", "channel.", "choose.", "code.title.", "code.lead.", "code.delivery.",
	"records.", "session.ended.", "try.", "approve.", "newpassword.title.", "newpassword.lead.", "wait.checking", "hint.kind.", "names.", "display.",
	"code.refused.", "code.warning.", "format.", "codes.export.", "codes.key.",
	"security.", "ways.kind.", "ways.strength.", "ways.lost.", "activity.what.", "begin.",
	"identify.lead.", "lost.", "recover.", "code.neutral.", "strength.", "guess.",
	"resume.what.", "support.field.", "support.step.", "support.purpose.", "support.changed.", "ready.", "trouble.", "told.", "waitstep.", "identity.", "contact.", "newcodes.", "vault.where.", "vault.way.", "vault.gate.", "handoff.", "grant.kind.", "grant.age.", "request.kind.", "given.", "deed.", "papers.", "acts.", "ask.done.", "backin.done.", "vault.ask.", "vault.other.", "vault.new.", "vault.again.", "vault.move."}

func TestNoSentenceIsLeftOver(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	packets, err := filepath.Glob("../app/support/*.go") // a packet is put together there
	if err != nil || len(packets) == 0 {
		t.Fatal(packets, err)
	}
	files = append(files, packets...)
	var all strings.Builder
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	for _, key := range english(t).Keys() {
		key = strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
		family := slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(key, f) })
		if !family && !strings.Contains(all.String(), `"`+key+`"`) {
			t.Errorf("nobody says %s", key)
		}
	}
}
