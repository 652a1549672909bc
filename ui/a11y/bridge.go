package a11y

import (
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// look is how often a bridge looks for changes that nobody told it of. Fyne has no hook for a drawn frame; a walk over 200
// things takes 0.2 ms.
const look = 150 * time.Millisecond

// Options are what a bridge needs to know and cannot see.
type Options struct {
	// Lang is the language of the words on screen (BCP 47).
	Lang string
	// Do has a function run on the UI thread, in the order given, now or soon: fyne.Do. It is called from any goroutine.
	Do func(func())
	// Failed hears why the reader of this platform cannot be reached; the program goes on without. Any goroutine; nil: nobody.
	Failed func(error)
}

// Bridge shows one window to whatever reads it on this platform: the browser's DOM, or AT-SPI on Linux desktops. Where there
// is no reader it does nothing.
type Bridge struct {
	window  fyne.Window
	do      func(func())
	walker  Walker
	last    *Node
	reader  reader
	waiting atomic.Bool
	closing sync.Once
	done    chan struct{}
}

// reader shows a tree to somebody. Both functions run on the UI thread.
type reader interface {
	show(now *Node, changes []Change)
	close()
}

// Start shows w from now on, until Close. UI thread only.
func Start(w fyne.Window, o Options) *Bridge {
	b := &Bridge{window: w, do: o.Do, done: make(chan struct{})}
	b.reader = b.open(o)
	if b.reader != nil {
		b.sync()
		go b.watch()
	}
	return b
}

// Changed has the window looked at again soon: for whoever changed what is on screen and does not want to wait for the next
// regular look. Any goroutine; many calls are one look.
func (b *Bridge) Changed() {
	if b.reader == nil || !b.waiting.CompareAndSwap(false, true) {
		return
	}
	b.do(func() {
		b.waiting.Store(false)
		b.sync()
	})
}

// Close takes the window away from the reader. UI thread only; a second time does nothing.
func (b *Bridge) Close() {
	b.closing.Do(func() {
		close(b.done)
		if b.reader != nil {
			b.reader.close()
		}
	})
}

func (b *Bridge) watch() {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			b.Changed()
		case <-b.done:
			return
		}
	}
}

// sync tells the reader what changed since the last time.
func (b *Bridge) sync() {
	if b.closed() {
		return
	}
	now := b.walker.Walk(b.window.Canvas())
	now.Name = b.window.Title()
	changes := Diff(b.last, now)
	b.last = now
	b.reader.show(now, changes)
}

func (b *Bridge) closed() bool {
	select {
	case <-b.done:
		return true
	default:
		return false
	}
}

// focus gives the keyboard to n, as far as n takes it, and brings it into sight.
func (b *Bridge) focus(n *Node) bool {
	f, ok := n.Object.(fyne.Focusable)
	if !ok || n.Disabled {
		return false
	}
	c := b.window.Canvas()
	if c.Focused() != f {
		c.Focus(f)
	}
	Reveal(c, n.Object)
	return true
}
