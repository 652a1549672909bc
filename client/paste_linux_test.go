//go:build linux && !android

package client

import (
	"context"
	"errors"
	"testing"

	"vestibule/app/problem"
)

func TestWithoutAWindowSystemThereIsNothingToPaste(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if Paste() != nil {
		t.Error("a way is offered that leads nowhere")
	}
	t.Setenv("DISPLAY", ":64999")
	paste := Paste()
	if _, err := paste(t.Context()); !problem.Is(err, problem.PictureNotCopied) {
		t.Error(err)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if _, err := paste(left); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
