//go:build !js

package client

// OnPaste has a function called with each picture that is pasted into the page. Here nobody tells: keys are heard by the
// window, and what was copied is read (Paste).
func OnPaste(func(picture []byte, err error)) {}
