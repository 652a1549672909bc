//go:build !js

package browser_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// tooLong is when something that has to come does not: far more than a slow machine takes. A Chromium whose tabs die sometimes
// answers nobody who wants another: such a tab is given up, so many times.
const (
	tooLong = time.Minute
	tries   = 3
)

// chromium is one with a profile that outlives it, for tabs that are to die one after another.
type chromium struct {
	profile     string
	parent, ctx context.Context
	stop        []context.CancelFunc
	stuck       int // how often it was ended because no tab came
}

// newChromium gives one that has kept nothing.
func newChromium(t *testing.T) *chromium {
	t.Helper()
	profile, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // a child of a killed browser may still write: that is no fault of ours
	return &chromium{profile: profile}
}

// begin starts it, again with what it had kept.
func (c *chromium) begin(ctx context.Context) error {
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(c.profile))
	in, allocated := chromedp.NewExecAllocator(ctx, options...)
	in, made := chromedp.NewContext(in)
	c.parent, c.ctx, c.stop = ctx, in, []context.CancelFunc{made, allocated}
	return chromedp.Do(in)
}

// end ends it and waits.
func (c *chromium) end() {
	for _, stop := range c.stop {
		stop()
	}
}

// tab is a page that says something, line by line, until it is dead.
type tab struct {
	of    *chromium
	ctx   context.Context
	close context.CancelFunc
	said  chan []string // the words of each line
	dead  chan struct{}
}

// open opens a page in a tab of its own, in another browser where this one gives none.
func (c *chromium) open(address string) (*tab, error) {
	for try := 1; ; try++ {
		t := &tab{of: c, said: make(chan []string, 10_000), dead: make(chan struct{}, 1)}
		t.ctx, t.close = chromedp.NewContext(c.ctx, chromedp.WithListener(t.hear))
		err := t.load(address)
		if err == nil || try == tries {
			return t, err
		}
		c.stuck++
		t.close()
		c.end()
		if err := c.begin(c.parent); err != nil {
			return nil, err
		}
	}
}

// load attaches the tab, which ends with the context that it is attached with, and has it go to an address.
func (t *tab) load(address string) error {
	limit := time.AfterFunc(tooLong, t.close)
	defer limit.Stop()
	return chromedp.Do(t.ctx, chromedp.Navigate(address))
}

func (t *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var line string
		if len(e.Args) > 0 && json.Unmarshal(e.Args[0].Value, &line) == nil {
			t.said <- strings.Fields(line)
		}
	case *inspector.EventTargetCrashed:
		t.dead <- struct{}{}
	}
}

// line gives the next words that the page says.
func (t *tab) line() ([]string, error) {
	timer := time.NewTimer(tooLong)
	defer timer.Stop()
	select {
	case words := <-t.said:
		return words, nil
	case <-t.dead:
		return nil, errors.New("the tab died by itself")
	case <-t.ctx.Done():
		return nil, t.ctx.Err()
	case <-timer.C:
		return nil, errors.New("the page says nothing")
	}
}

// A way is how a tab dies.
type way int

const (
	closed  way = iota // as its owner closes it
	killed             // its process crashes at once, whatever the page is doing
	without            // the whole browser is, with SIGKILL
	ways
)

func (w way) String() string { return [...]string{"closed", "killed", "killed with its browser"}[w] }

// die ends the tab and gives what it said until then and nobody has read.
func (t *tab) die(how way) (rest [][]string, err error) {
	gone, err := chromedp.Detached(t.ctx)
	if err != nil {
		return nil, err
	}
	if err := t.strike(how); err != nil {
		return nil, err
	}
	timer := time.NewTimer(tooLong)
	defer timer.Stop()
	select {
	case <-t.dead:
	case <-gone:
	case <-t.ctx.Done():
	case <-timer.C:
		return nil, errors.New("the tab does not die")
	}
	t.close()
	for len(t.said) > 0 {
		rest = append(rest, <-t.said)
	}
	return rest, nil
}

// strike does what a tab dies of, without waiting for it.
func (t *tab) strike(how way) (err error) {
	in := chromedp.FromContext(t.ctx)
	switch how {
	case killed: // it never answers; the tab's end ends the question
		go func() { _, _ = chromedp.Call(t.ctx, page.Crash, cdp.Empty{}) }()
		return nil
	case without:
		return in.Browser.Process().Kill()
	default:
		_, err = chromedp.CallBrowser(t.ctx, target.CloseTarget, target.CloseTargetParams{TargetID: in.Target.TargetID})
		return err
	}
}
