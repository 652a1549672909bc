package transfer

import (
	"bytes"
	"strings"
	"testing"
)

func mustJSON(t *testing.T, s string) value {
	t.Helper()
	v, ok := parseJSON([]byte(s))
	if !ok {
		t.Fatalf("no JSON: %.80s", s)
	}
	return v
}

func TestJSONWholeFile(t *testing.T) {
	for _, bad := range []string{"", " ", "{", "{} x", "{}{}", `{"a":1,}`, "nul", "\x00", strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)} {
		if _, ok := parseJSON([]byte(bad)); ok {
			t.Errorf("%.20q passes for JSON", bad)
		}
	}
	if v := mustJSON(t, "\xef\xbb\xbf {\"a\" : 1}\r\n"); v.get("a").text() != "1" {
		t.Error("a byte order mark and white space around stop the reading")
	}
}

func TestJSONWalk(t *testing.T) {
	v := mustJSON(t, `{"a" : [ 1 , "x\"]" , {"b":[[]], "c":null}, [] , true], "d\u0061":{"e":"f"}, "n":1, "n":2, "":3, "o":{}}`)
	var got []string
	for one := range v.get("a").each() {
		got = append(got, string(one))
	}
	if s := strings.Join(got, "|"); s != `1|"x\"]"|{"b":[[]], "c":null}|[]|true` {
		t.Error("a list is cut into", s)
	}
	if v.get("da", "e").text() != "f" || v.get("n").text() != "2" || v.get("").text() != "3" {
		t.Error("an escaped name, one that stands twice (the last counts) or an empty one is not found")
	}
	if v.get("o", "x").given() || v.get("a", "b").given() || v.get("n", "b").given() || v.get("x").given() {
		t.Error("something is found where nothing is")
	}
	names := 0
	for range v.members() {
		names++
	}
	if names != 6 {
		t.Error("members:", names)
	}
}

func TestJSONText(t *testing.T) {
	for in, want := range map[string]string{
		`"plain"`: "plain", `""`: "", `"\b\f\n\r\t\/\\\""`: "\b\f\n\r\t/\\\"", `"\u00e4\u20AC"`: "ä€", `"\ud83d\ude00x"`: "😀x",
		`"\ud83dx"`: "\uFFFDx", `"\ud83d\u0041"`: "\uFFFDA", `"a\u0000b"`: "a\x00b", "\"\xff\"": "\uFFFD",
		`12.50`: "12.50", `-1`: "-1", `null`: "", `true`: "", `["a"]`: "", `{"a":"b"}`: "",
	} {
		if got := mustJSON(t, in).text(); got != want {
			t.Errorf("%s gives %q", in, got)
		}
	}
}

func TestJSONBytesAreTheCallers(t *testing.T) {
	data := []byte(`{"s":"SECRET"}`)
	v, _ := parseJSON(data)
	clear(v.get("s").bytes())
	if !bytes.Contains(data, []byte("SECRET")) || v.get("s").text() != "SECRET" {
		t.Error("clearing a secret clears the file")
	}
}

func TestJSONNumber(t *testing.T) {
	for in, want := range map[string]number{
		`30`: {30, true, false}, `30.0`: {30, true, false}, `3e1`: {30, true, false}, `"30"`: {30, true, false}, `" 30 "`: {30, true, false},
		`18446744073709551615`: {1<<64 - 1, true, false}, `null`: {}, `0`: {0, true, false},
		`-1`: {0, true, true}, `30.5`: {0, true, true}, `1e99`: {0, true, true}, `18446744073709551616`: {0, true, true},
		`"NaN"`: {0, true, true}, `"Inf"`: {0, true, true}, `""`: {0, true, true}, `true`: {0, true, true}, `[30]`: {0, true, true},
	} {
		if got := mustJSON(t, in).number(); got != want {
			t.Errorf("%s gives %+v", in, got)
		}
	}
	if (value(nil)).number() != (number{}) || (number{}).or(6) != 6 || (number{8, true, false}).or(6) != 8 {
		t.Error("a missing number is not missing")
	}
}
