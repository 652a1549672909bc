package vault

import (
	"bytes"
	"testing"
)

func TestWhatAGoodSignInWasLikeRests(t *testing.T) {
	d := newDevice()
	want := Entry{Name: "dana", Seen: []byte(`{"app":"1.0.0"}`)}
	save(t, d, here, want)
	v := d.open()
	got, ok := v.Lookup(here)
	if !ok || got.Name != "dana" || !bytes.Equal(got.Seen, want.Seen) {
		t.Errorf("%+v", got)
	}
	got.Seen[2] = 'X'
	if again, _ := v.Lookup(here); !bytes.Equal(again.Seen, want.Seen) {
		t.Error("what Lookup gave was no copy")
	}
}
