package ui

import (
	"crypto/sha256"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/assets"
)

// This file is what the app puts on the clipboard that others must not find there for long.

// clipFor is how long a secret stays on the clipboard: long enough to paste it, as short as other authenticators dare.
const clipFor = 30 * time.Second

// clip puts secrets on the clipboard and takes them off again: after clipFor, at lock and at exit, and only while nobody
// has copied anything else. What is no secret it takes off when somebody else's record comes on screen, and not before. It keeps
// a mark of what it put there, not the thing itself. For the UI thread.
type clip struct {
	board  func() fyne.Clipboard
	device clock.Clock
	post   func(func())
	// blind: the clipboard cannot be read without asking its owner, so nobody knows whether it is still ours.
	blind bool
	mark  [sha256.Size]byte
	// ours: a secret lies there; left: something that is none, about this member.
	ours, left bool
	of         plan.MemberID
	stop       func()
}

// copySecret puts a secret on the clipboard, and reports whether it will be taken off again by itself: in a browser it
// stays. What is handed over stays the caller's to clear; the clipboard's own copy is a string, since Fyne takes no other.
func (u *UI) copySecret(text []byte) (clears bool) { return u.clip.put(text) }

// copiedWords says what becomes of what was copied, in the words of one of two keys: taken off again, and when, or left there.
func (u *UI) copiedWords(clears bool, off, stays string) string {
	if clears {
		return u.say.Say(off, assets.Facts{"time": u.say.span(clipFor)})
	}
	return u.say.Say(stays)
}

func (c *clip) put(text []byte) (clears bool) {
	c.leave(text, "")
	if c.blind {
		return false
	}
	c.ours, c.left = true, false
	c.stop = c.device.AfterFunc(clipFor, func() { c.post(c.clear) })
	return true
}

// leave puts there what is no secret, but about a member; empty: nobody was signed in.
func (c *clip) leave(text []byte, of plan.MemberID) {
	c.rest()
	c.board().SetContent(string(text))
	if !c.blind {
		c.mark, c.left, c.of = sha256.Sum256(text), true, of
	}
}

// enters takes off what is about another member than the one who signs in.
func (c *clip) enters(who plan.MemberID) {
	if c.of != "" && c.of != who {
		c.drop()
	}
}

// drop takes off whatever is ours: somebody else comes on screen, and what they paste must not be another's.
func (c *clip) drop() {
	c.ours = c.ours || c.left
	c.clear()
}

// clear takes the secret off, unless something else lies there by now.
func (c *clip) clear() {
	if !c.ours {
		return
	}
	c.rest()
	held := []byte(c.board().Content())
	defer clear(held)
	if sha256.Sum256(held) == c.mark {
		c.board().SetContent("")
	}
	c.mark = [sha256.Size]byte{}
}

// rest waits for nothing any more.
func (c *clip) rest() {
	c.ours, c.left, c.of = false, false, ""
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
}
