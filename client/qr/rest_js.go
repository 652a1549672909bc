package qr

import (
	"context"
	"time"
)

// rest lets the page draw between two looks: the browser gives the program one thread, and only a timer gives it back.
func rest(ctx context.Context) {
	select {
	case <-time.After(time.Millisecond):
	case <-ctx.Done():
	}
}
