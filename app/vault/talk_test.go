package vault

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// recovery is a conversation under way.
func recovery(handle string) Talk {
	return Talk{Plan: here, Purpose: plan.RecoverPassword, Handle: plan.Handle{Bytes: secret.Of([]byte(handle))}, Began: noon, Until: noon.Add(72 * time.Hour), Name: "dana"}
}

// keepTalk keeps one and saves it.
func keepTalk(t *testing.T, v *Vault, k Talk) {
	t.Helper()
	if err := errors.Join(v.KeepTalk(k, false), v.Save(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// sameTalk compares all but where the handle is in memory.
func sameTalk(a, b Talk) bool {
	return a.same(b) && a.Handle.Equal(b.Handle.Bytes) && a.Began.Equal(b.Began) && a.Until.Equal(b.Until) && a.Name == b.Name
}

func TestAConversationOutlivesTheProgram(t *testing.T) {
	d := newDevice()
	keepTalk(t, d.open(), recovery("handle-canary"))
	bare := Talk{Plan: here, Purpose: plan.Register, Handle: plan.Handle{Bytes: secret.Of([]byte("other"))}}
	keepTalk(t, d.open(), bare)
	got := d.open().Talks(here)
	if len(got) != 2 || !sameTalk(got[1], recovery("handle-canary")) || !sameTalk(got[0], bare) {
		t.Fatalf("%+v", got)
	}
	if other := d.open().Talks("https://other.example.org"); len(other) != 0 {
		t.Errorf("another plan's: %+v", other)
	}
	for _, file := range d.versions {
		if bytes.Contains(file, []byte("canary")) || bytes.Contains(file, []byte("dana")) {
			t.Error("it rests in the open")
		}
	}
}

func TestANewerConversationTakesThePlaceOfAnOlder(t *testing.T) {
	d := newDevice()
	v := d.open()
	keepTalk(t, v, recovery("one"))
	again := recovery("one")
	again.Began, again.Until = noon.Add(time.Hour), noon.Add(2*time.Hour)
	keepTalk(t, v, again)
	if got := v.Talks(here); len(got) != 1 || !got[0].Began.Equal(noon) || !got[0].Until.Equal(again.Until) {
		t.Fatalf("%+v", got)
	}
	again.Handle = plan.Handle{Bytes: secret.Of([]byte("two"))}
	keepTalk(t, v, again)
	if got := v.Talks(here); len(got) != 1 || !got[0].Began.Equal(again.Began) || string(got[0].Handle.Reveal()) != "two" {
		t.Fatalf("%+v", got)
	}
}

// TestWhatIsOverIsInNoVersion: a handle that was dropped opens nothing from the version kept back, either.
func TestWhatIsOverIsInNoVersion(t *testing.T) {
	d := newDevice()
	v := d.open()
	keepTalk(t, v, recovery("one"))
	if v.DropTalk(here, plan.Register) || !v.DropTalk(here, plan.RecoverPassword) || v.DropTalk(here, plan.RecoverPassword) {
		t.Fatal("dropped what is not there, or not what is")
	}
	if err := v.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, data := range d.versions {
		one := &device{keychain: d.keychain, drawer: drawer{versions: [][]byte{data}}, chance: d.chance}
		if got := one.open().Talks(here); len(got) != 0 {
			t.Errorf("version %d has %+v", i, got)
		}
	}
}

func TestNothingIsKeptOfASharedDevice(t *testing.T) {
	v := newDevice().open()
	if err := v.KeepTalk(recovery("one"), true); !errors.Is(err, ErrShared) || len(v.Talks(here)) != 0 {
		t.Fatal(err)
	}
}

func TestALockedVaultKeepsAndDropsNoConversation(t *testing.T) {
	d := newDevice()
	v := d.open()
	keepTalk(t, v, recovery("one"))
	kept := v.body.talks[0].Handle.Reveal()
	v.Lock()
	if !bytes.Equal(kept, make([]byte, len(kept))) {
		t.Errorf("%q is left", kept)
	}
	if err := v.KeepTalk(recovery("two"), false); !problem.Is(err, problem.VaultLocked) {
		t.Error(err)
	}
	if v.DropTalk(here, plan.RecoverPassword) || len(v.Talks(here)) != 0 {
		t.Error("something is open")
	}
	if got := d.open().Talks(here); len(got) != 1 {
		t.Errorf("lost: %+v", got)
	}
}

func TestAHandleIsACopy(t *testing.T) {
	v := newDevice().open()
	mine := recovery("one")
	if err := v.KeepTalk(mine, false); err != nil {
		t.Fatal(err)
	}
	mine.Handle.Clear()
	given := v.Talks(here)[0]
	given.Handle.Clear()
	if got := v.Talks(here)[0]; string(got.Handle.Reveal()) != "one" {
		t.Errorf("%q", got.Handle.Reveal())
	}
}

func TestConversationsAreBounded(t *testing.T) {
	v := newDevice().open()
	for i := range mostTalks + 5 {
		k := recovery("one")
		k.Purpose = plan.Purpose(string(rune('a'+i%26)) + string(rune('a'+i/26)))
		if err := v.KeepTalk(k, false); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(v.Talks(here)); n != mostTalks {
		t.Error(n)
	}
	for _, k := range []Talk{{Plan: here, Purpose: plan.Register}, recovery(string(make([]byte, longestTalk+1)))} {
		if v.KeepTalk(k, false) == nil {
			t.Error("kept", k.Purpose, k.Handle.Len())
		}
	}
}

// TestABrokenConversationKeepsNobodyFromTheOthers, and is kept as it is; so is what a newer app adds to a sound one.
func TestABrokenConversationKeepsNobodyFromTheOthers(t *testing.T) {
	d := newDevice()
	v := d.open()
	keepTalk(t, v, recovery("one"))
	sound := v.body.talks[0].records()
	without := func(at int) []record { return slices.Delete(slices.Clone(sound), at, at+1) }
	bad := [][]record{without(0), without(1), without(2), append(slices.Clone(sound), sound[2]), {{tagTalkBegan, []byte("short")}, sound[0], sound[1], sound[2]}, sound, nil}
	for _, list := range bad {
		v.body.bad = append(v.body.bad, record{tagTalk, appendAll(nil, list)})
	}
	v.body.talks[0].unknown = []record{{99, []byte("newer")}}
	v.revision++
	for range 2 {
		if err := v.Save(t.Context()); err != nil {
			t.Fatal(err)
		}
		v = d.open()
		if got := v.Talks(here); len(got) != 1 || !sameTalk(got[0], recovery("one")) || v.Rest().Bad != len(bad) {
			t.Fatalf("%+v, %+v", v.Rest(), got)
		}
		if more := v.body.talks[0].unknown; len(more) != 1 || string(more[0].data) != "newer" {
			t.Fatalf("%+v", more)
		}
		v.revision++
	}
	if err := v.KeepTalk(recovery("one"), false); err != nil || len(v.body.talks[0].unknown) != 1 {
		t.Error("what a newer app has added is gone", err)
	}
}
