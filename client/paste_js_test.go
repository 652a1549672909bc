//go:build js

package client

import (
	"syscall/js"
	"testing"

	"vestibule/app/problem"
)

// TestAPictureIsPastedIntoThePage: text goes where it went.
func TestAPictureIsPastedIntoThePage(t *testing.T) {
	inAPage(t)
	heard := make(chan string, 4)
	OnPaste(func(picture []byte, err error) { heard <- string(picture) + "/" + string(codeOf(err)) })
	paste := func(fill func(data js.Value)) (taken bool) {
		data := js.Global().Get("DataTransfer").New()
		fill(data)
		event := js.Global().Get("ClipboardEvent").New("paste", map[string]any{"clipboardData": data, "bubbles": true, "cancelable": true})
		return !js.Global().Get("document").Get("body").Call("dispatchEvent", event).Bool()
	}
	file := func(content any, kind string) func(js.Value) {
		return func(data js.Value) {
			data.Get("items").Call("add", js.Global().Get("File").New([]any{content}, "x", map[string]any{"type": kind}))
		}
	}
	if paste(func(data js.Value) { data.Call("setData", "text/plain", "JBSW") }) || paste(file("{}", "application/json")) || paste(func(js.Value) {}) {
		t.Error("what is no picture is kept from the page")
	}
	if paste(func(data js.Value) { file("png", "image/png")(data); data.Call("setData", "text/plain", "JBSW") }) {
		t.Error("text with a picture is kept from the page")
	}
	if !paste(file("a picture", "image/png")) {
		t.Error("a picture goes on to the page")
	}
	if got := <-heard; got != "a picture/" {
		t.Error(got)
	}
	paste(file(js.Global().Get("Uint8Array").New(largestPicture+1), "image/png"))
	if got := <-heard; got != "/"+string(problem.PictureTooLarge) {
		t.Error(got)
	}
	if len(heard) > 0 {
		t.Error("more is heard than was pasted:", <-heard)
	}
}

// TestAPictureIsReadFromTheBrowsersClipboard: testdata/watch.js holds what was copied.
func TestAPictureIsReadFromTheBrowsersClipboard(t *testing.T) {
	inAPage(t)
	defer js.Global().Call("holdCopied", js.Null())
	read := func(what ...any) string {
		js.Global().Call("holdCopied", what...)
		picture, err := Paste()(t.Context())
		return string(picture) + "/" + string(codeOf(err))
	}
	for _, c := range []struct{ kind, content, want string }{
		{"image/png", "a picture", "a picture/"},
		{"text/plain", "milk", "/" + string(problem.PictureNotCopied)},
		{"image/png", "too large", "/" + string(problem.PictureTooLarge)},
		{"refused", "", "/" + string(problem.PictureNotCopied)},
	} {
		if got := read(c.kind, c.content); got != c.want {
			t.Errorf("%s %s: %q", c.kind, c.content, got)
		}
	}
}

func codeOf(err error) problem.Code {
	if err == nil {
		return ""
	}
	return problem.Of(err).Code
}
