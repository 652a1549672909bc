package control

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestSecretLineEditsLikeText runs random edits beside a plain slice of runes, and looks at the buffer: nothing of what
// was taken out stays in it.
func TestSecretLineEditsLikeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var line secretLine
		var want []rune
		caret := 0
		for range rapid.IntRange(1, 60).Draw(t, "edits") {
			switch rapid.IntRange(0, 7).Draw(t, "edit") {
			case 0, 1, 2:
				text := rapid.StringN(1, 20, -1).Draw(t, "text")
				line.put([]byte(text))
				added := []rune(text)
				want = append(want[:caret:caret], append(added, want[caret:]...)...)
				caret += len(added)
			case 3:
				line.backspace()
				if caret > 0 {
					want = append(want[:caret-1:caret-1], want[caret:]...)
					caret--
				}
			case 4:
				line.remove()
				if caret < len(want) {
					want = append(want[:caret:caret], want[caret+1:]...)
				}
			case 5:
				line.left()
				caret = max(caret-1, 0)
			case 6:
				line.right()
				caret = min(caret+1, len(want))
			case 7:
				line.home()
				caret = 0
			}
			if string(line.text) != string(want) || line.caretAt() != caret {
				t.Fatalf("line %q caret %d, want %q caret %d", line.text, line.caretAt(), string(want), caret)
			}
			if rest := line.text[len(line.text):cap(line.text)]; len(bytes.Trim(rest, "\x00")) > 0 {
				t.Fatalf("taken out but still in the buffer: %q", rest)
			}
		}
	})
}

func TestSecretLineErasesWhatItOutgrows(t *testing.T) {
	var line secretLine
	line.put([]byte("hunter2"))
	first := line.text[:cap(line.text)]
	for range 40 {
		line.put([]byte("hunter2"))
	}
	if len(bytes.Trim(first, "\x00")) > 0 {
		t.Fatalf("the outgrown buffer still holds %q", first)
	}
	last := line.text[:cap(line.text)]
	line.erase()
	if len(bytes.Trim(last, "\x00")) > 0 || line.count() != 0 {
		t.Fatal("an erased line still holds something")
	}
}

func TestSecretLineHasAnEnd(t *testing.T) { // AT-013
	var line secretLine
	if !line.put(make([]byte, secretMost)) || line.put([]byte("x")) || len(line.text) != secretMost {
		t.Fatalf("%d bytes, want %d at most", len(line.text), secretMost)
	}
}

func TestSecretLineSelectAll(t *testing.T) {
	for name, edit := range map[string]func(*secretLine){
		"put": func(s *secretLine) { s.put([]byte("new")) }, "backspace": (*secretLine).backspace, "remove": (*secretLine).remove,
	} {
		var line secretLine
		line.put([]byte("old"))
		line.all = true
		edit(&line)
		want := map[bool]string{true: "new"}[name == "put"]
		if string(line.text) != want || line.all {
			t.Errorf("%s over a selection leaves %q, want %q", name, line.text, want)
		}
	}
	var line secretLine
	line.put([]byte("a\u0301€"))
	line.to(2)
	if r, _ := utf8.DecodeRune(line.text[line.caret:]); r != '€' {
		t.Errorf("the caret stands before %q, want €", r)
	}
}
