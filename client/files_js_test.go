//go:build js

package client

import (
	"context"
	"errors"
	"syscall/js"
	"testing"
	"time"

	"vestibule/app/problem"
	"vestibule/client/browser"
)

// TestAFileComesThroughTheBrowsersChooser: testdata/watch.js answers it.
func TestAFileComesThroughTheBrowsersChooser(t *testing.T) {
	inAPage(t)
	defer js.Global().Call("answerChooser", js.Null())
	pick := func(what ...any) (string, string, error) {
		js.Global().Call("answerChooser", what...)
		ctx, end := context.WithTimeout(t.Context(), time.Second)
		defer end()
		name, data, err := Files{}.Pick(ctx)
		return name, string(data), err
	}
	if name, data, err := pick("file", "codes.json", "{}"); err != nil || name != "codes.json" || data != "{}" {
		t.Error(name, data, err)
	}
	if name, data, err := pick("cancel"); err != nil || name != "" || data != "" {
		t.Error(name, data, err)
	}
	if _, _, err := pick("large"); !problem.Is(err, problem.FileTooLarge) {
		t.Error(err)
	}
	if _, _, err := pick("nothing"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if left := js.Global().Get("document").Call("querySelectorAll", "input[type=file]").Length(); left != 0 {
		t.Error(left, "fields are left in the page")
	}
	if _, err := (Files{}).Read(t.Context(), "/etc/hosts"); !problem.Is(err, problem.FileNotRead) {
		t.Error(err)
	}
}

// TestAFileGoesToTheBrowsersDownloads.
func TestAFileGoesToTheBrowsersDownloads(t *testing.T) {
	inAPage(t)
	js.Global().Call("watchDownloads")
	where, err := Files{}.Save(t.Context(), "backup.vault", []byte("sealed"))
	if err != nil || where != "backup.vault" {
		t.Fatal(where, err)
	}
	got, err := browser.Await(t.Context(), js.Global().Call("downloaded"))
	if err != nil || got.String() != "backup.vault: sealed" {
		t.Fatal(got, err)
	}
}
