package reach

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"strings"
	"testing"
)

func TestNothingIsSaidTwice(t *testing.T) { // AT-121
	for body, says := range map[string]bool{
		`{"token":"a","token":"b"}`:                               true,
		`{"token":"a","Token":"b"}`:                               true,
		`{"token":"a","to\u006ben":"b"}`:                          true,
		`{"token":"a","TO\u212AEN":"b"}`:                          true, // the sign of Kelvin reads as a k
		`{"a":{"b":1},"c":[{"d":1 , "d" : 2}]}`:                   true,
		`{"a":{"b":1},"b":{"a":1},"c":["b","b",{"b":1},{"b":2}]}`: false,
		`{"a":"a","b":"\"a\":\"a\"","c":"\\"}`:                    false,
		`["a","a"]`:                                               false,
		`"a"`:                                                     false,
	} {
		var into any
		if err := Unmarshal([]byte(body), &into); errors.Is(err, ErrTwice) != says || says && into != nil || !says && err != nil {
			t.Errorf("%s: %v %v", body, err, into)
		}
	}
}

func TestWhatWasCutOnTheWayIsToldFromNonsense(t *testing.T) {
	for body, cut := range map[string]bool{
		`{"token":"a`:       true,
		`{"token":"a",`:     true,
		`{`:                 true,
		`{"token":a"}`:      false,
		`{"token":}}`:       false,
		`{"a":"b","a":"b"}`: false, // twice
		`[]`:                false, // of another type
	} {
		var into struct{ Token string }
		if err := Unmarshal([]byte(body), &into); err == nil || CutShort([]byte(body), err) != cut {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestJSONOfOthers reads the files of JSONTestSuite: what must be refused is, what must be taken is unless it says something
// twice, and nothing panics.
func TestJSONOfOthers(t *testing.T) { // AT-121
	f, err := os.Open("../../../shared/data/json/JSONTestSuite.tar.gz")
	if err != nil {
		t.Skip("the suite is not here")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[byte]int{}
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if path.Dir(h.Name) != "test_parsing" {
			continue
		}
		body, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		name := path.Base(h.Name)
		seen[name[0]]++
		var into any
		switch err := Unmarshal(body, &into); {
		case name[0] == 'n' && err == nil:
			t.Errorf("%s is taken", name)
		case name[0] == 'y' && strings.Contains(name, "duplicated_key") != errors.Is(err, ErrTwice), name[0] == 'y' && err != nil && !errors.Is(err, ErrTwice):
			t.Errorf("%s: %v", name, err)
		}
	}
	if seen['n'] < 180 || seen['y'] < 90 || seen['i'] < 30 {
		t.Errorf("of the suite only %v were there", seen)
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{`{"a":1,"a":2}`, `[{"\u0061":"\\"}]`, strings.Repeat("[", 10_001), `{"a":NaN}`, `{} {}`, `{"a":"\ud800"}`, `1e999`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var into, plain any
		err := Unmarshal(body, &into)
		if was := json.Unmarshal(body, &plain); err == nil && was != nil || err != nil && was == nil && !errors.Is(err, ErrTwice) {
			t.Fatal(err, was)
		}
	})
}
