// Package browser drives the browser build in a headless Chromium, by role and visible name.
//
// Come here when a test has to see the page as a browser's accessibility sees it. Names and roles are computed by the
// browser; clicks and text arrive as a mouse's and an input method's do. It builds and serves nothing.
package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"vestibule/ui/a11y"
	"vestibule/ui/uitest"
)

//go:embed page.js
var pageJS string

const (
	patience = time.Minute           // for one action, on the busiest machine
	beat     = 50 * time.Millisecond // between two looks
)

// Browser is one page in its own Chromium.
type Browser struct {
	ctx  context.Context
	stop []context.CancelFunc
}

var _ uitest.Driver = (*Browser)(nil)

// Missing tells why there is no browser here; nil: there is one.
func Missing() error {
	_, err := exec.LookPath("chromium")
	return err
}

// Start starts a Chromium whose window has that size, in CSS pixels. It ends with ctx or Close.
func Start(ctx context.Context, size fyne.Size) (*Browser, error) {
	options := append([]chromedp.ExecAllocatorOption{},
		chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options,
		chromedp.ExecPath("chromium"),
		chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(patience),
		chromedp.WindowSize(int(size.Width), int(size.Height)),
		chromedp.Flag("use-gl", "angle"),
		chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("enable-blink-features", "ComputedAccessibilityInfo"),
	)
	b := &Browser{}
	ctx, cancel := chromedp.NewExecAllocator(ctx, options...)
	b.stop = append(b.stop, cancel)
	b.ctx, cancel = chromedp.NewContext(ctx)
	b.stop = append(b.stop, cancel)
	err := chromedp.Do(b.ctx, chromedp.EmulateViewport(int64(size.Width), int64(size.Height)),
		request(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}), // a window in front
		request(cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: pageJS}))
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// Open goes to an address and waits for its document, not for the program.
func (b *Browser) Open(url string) error {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

// Eval gives what an expression is worth in the page.
func Eval[T any](b *Browser, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression))
}

// Outline is the layer over the canvas; empty before there is one.
func (b *Browser) Outline() (string, error) {
	things, err := Eval[[]thing](b, "uitest.tree()")
	return (&a11y.Node{Children: nodes(things)}).Outline(), err
}

// Wait looks again and again.
func (b *Browser) Wait(ctx context.Context, pleases func(string) bool) (string, error) {
	var outline string
	err := b.until(ctx, func() (done bool, err error) {
		outline, err = b.Outline()
		return err == nil && pleases(outline), err
	})
	if err != nil {
		return outline, &uitest.Missed{What: "waited in vain: " + err.Error(), Outline: outline}
	}
	return outline, nil
}

// Type clicks the textbox, marks what it holds and types over it, as an input method does.
func (b *Browser) Type(name, text string) error {
	if err := b.click(name, a11y.Textbox); err != nil {
		return err
	}
	if _, err := Eval[chromedp.Void](b, "uitest.select()"); err != nil {
		return err
	}
	if text == "" {
		return b.Keys(kb.Backspace)
	}
	return b.Insert(text)
}

// Press clicks a button or a link.
func (b *Browser) Press(name string) error { return b.click(name, a11y.Button, a11y.Link) }

// Check clicks the checkbox if it stands otherwise.
func (b *Browser) Check(name string, on bool) error {
	t, err := b.take(name, a11y.Checkbox)
	if err != nil || t.Checked == on {
		return err
	}
	return b.click(name, a11y.Checkbox)
}

// Choose clicks the radio.
func (b *Browser) Choose(name string) error { return b.click(name, a11y.Radio) }

// Key presses a key where the focus is.
func (b *Browser) Key(k uitest.Key) error {
	return b.Keys(map[uitest.Key]string{uitest.Enter: kb.Enter, uitest.Escape: kb.Escape, uitest.Tab: kb.Tab}[k])
}

// Screenshot is what the browser paints.
func (b *Browser) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// Close ends the browser.
func (b *Browser) Close() error {
	for i := len(b.stop) - 1; i >= 0; i-- {
		b.stop[i]()
	}
	return nil
}

// click gives the thing the focus, which scrolls it into sight, waits until nothing covers it, and clicks.
func (b *Browser) click(name string, roles ...a11y.Role) error {
	if _, err := b.take(name, roles...); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	var at struct {
		X, Y float64
		Hit  bool
	}
	err := b.until(ctx, func() (done bool, err error) {
		at, err = Eval[struct {
			X, Y float64
			Hit  bool
		}](b, call("where", roles, name))
		return at.Hit, err
	})
	if err != nil {
		return b.missed(fmt.Sprintf("%s %q cannot be clicked at %.0f, %.0f", roles[0], name, at.X, at.Y))
	}
	return chromedp.Do(ctx, chromedp.MouseClickXY(at.X, at.Y))
}

func (b *Browser) take(name string, roles ...a11y.Role) (thing, error) {
	answer, err := Eval[struct {
		Count int
		Thing thing
	}](b, call("take", roles, name))
	switch {
	case err != nil:
		return thing{}, err
	case answer.Count == 0:
		return thing{}, b.missed(fmt.Sprintf("no %s %q", roles[0], name))
	case answer.Count > 1:
		return thing{}, b.missed(fmt.Sprintf("%d times %s %q", answer.Count, roles[0], name))
	case answer.Thing.Disabled:
		return thing{}, b.missed(answer.Thing.node().Line() + " is off")
	}
	return answer.Thing, nil
}

func (b *Browser) missed(what string) error {
	outline, err := b.Outline()
	return errors.Join(&uitest.Missed{What: what, Outline: outline}, err)
}

// until asks every beat until it is done or ctx ends.
func (b *Browser) until(ctx context.Context, done func() (bool, error)) error {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		if ok, err := done(); ok || err != nil && !leaving(err) {
			return err
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// leaving reports that the page was left for another one in the middle of a look: the next look finds that one.
func leaving(err error) bool {
	var said *cdproto.Error
	return errors.As(err, &said) && slices.Contains([]string{
		"Inspected target navigated or closed", "Execution context was destroyed.", "Cannot find default execution context"}, said.Message)
}
