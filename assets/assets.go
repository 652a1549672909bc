// Package assets holds the words and the pictures.
//
// Come here to change a sentence a member reads (text/<lang>.json, one flat list of keys) or an icon. Words formats
// sentences; it decides nothing about when they are shown. Every file is embedded, so the program needs none beside it.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed text/*.json
var texts embed.FS

// Words are the sentences of one language. Safe for concurrent use.
type Words struct {
	lang string
	text map[string]string
}

// Facts fill the {gaps} of a sentence.
type Facts map[string]string

// Load gives the words of a language such as "en" or "es_MX", and whether there are any: if not, they are English.
func Load(lang string) (w *Words, found bool) {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
	if text := read(base); text != nil {
		return &Words{base, text}, true
	}
	return &Words{"en", read("en")}, false
}

// read gives the text of a language, nil where there is none.
func read(lang string) map[string]string {
	raw, err := texts.ReadFile("text/" + lang + ".json")
	if err != nil {
		return nil
	}
	var text map[string]string
	if err := json.Unmarshal(raw, &text); err != nil {
		panic(fmt.Sprintf("assets: text/%s.json: %v", lang, err)) // embedded: a test sees it first
	}
	return text
}

// Lang is the language of the words.
func (w *Words) Lang() string { return w.lang }

// Has reports whether there is a sentence under a key.
func (w *Words) Has(key string) bool { _, ok := w.text[key]; return ok }

// Keys gives every key, in no order.
func (w *Words) Keys() []string {
	keys := make([]string, 0, len(w.text))
	for k := range w.text {
		keys = append(keys, k)
	}
	return keys
}

// Say gives the sentence under a key with its gaps filled. A missing sentence shows its key in brackets, so that a test
// or a tester finds it.
func (w *Words) Say(key string, facts ...Facts) string {
	s, ok := w.text[key]
	if !ok {
		return "[" + key + "]"
	}
	var gaps []string
	for _, f := range facts {
		for gap, value := range f {
			gaps = append(gaps, "{"+gap+"}", value)
		}
	}
	// One pass: what a plan says of itself cannot open further gaps.
	s = strings.NewReplacer(gaps...).Replace(s)
	return strings.TrimSpace(s)
}

// Count gives the sentence for a number: key.one or key.other, with {n} filled.
func (w *Words) Count(key string, n int) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return w.Say(key+form, Facts{"n": fmt.Sprint(n)})
}
