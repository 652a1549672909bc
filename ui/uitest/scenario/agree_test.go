package scenario_test

import (
	"context"
	"strings"

	"vestibule/ui/uitest"
)

// agree goes past the page that shows a plan which a link names, as a page's address does, before anything can be typed at it.
// A device on which somebody has agreed before does not show it.
func agree(ctx context.Context, d uitest.Driver) error {
	ctx, stop := context.WithTimeout(ctx, 3*patience)
	defer stop()
	const yes = `button "Yes, go on"`
	out, err := d.Wait(ctx, func(out string) bool {
		return strings.Contains(out, yes) || strings.Contains(out, `link "Need a person?"`)
	})
	if err != nil || !strings.Contains(out, yes) {
		return err
	}
	return d.Press("Yes, go on")
}
