package control

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// secretInput is the keyboard's side of a box over a secretLine: what SecretField and CodeField share. Nothing can be
// copied or cut out of it. Whoever embeds it calls extendInput.
type secretInput struct {
	widget.DisableableWidget
	line    secretLine
	focused bool
	self    fyne.Widget
	around  fyne.Widget // what is seen with it: its label

	accept    func(rune) bool // which runes may be typed or pasted
	most      int             // runes at most; 0: no matter
	whole     bool            // what is pasted takes the place of all that stood there
	changed   func()          // hears every change
	submitted func() bool     // hears Enter; false: it goes on to the page

	shift, keys, caps bool // Shift is down; key events arrive at all; Caps Lock seems on
}

func (s *secretInput) extendInput(self, around fyne.Widget) {
	s.ExtendBaseWidget(self)
	s.self, s.around = self, around
}

// AcceptsTab says no: Tab leads on.
func (s *secretInput) AcceptsTab() bool { return false }

// FocusGained shows ring and caret and scrolls into view.
func (s *secretInput) FocusGained() {
	s.focused = true
	s.Refresh()
	reveal(s.around)
}

// FocusLost hides them.
func (s *secretInput) FocusLost() {
	s.focused, s.shift, s.line.all = false, false, false
	s.Refresh()
}

// KeyDown notes Shift and Caps Lock; only a desktop tells.
func (s *secretInput) KeyDown(ev *fyne.KeyEvent) {
	s.keys = true
	switch ev.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		s.shift = true
	case desktop.KeyCapsLock:
		if s.caps {
			s.caps = false
			s.tell()
		}
	}
}

// KeyUp notes that Shift is up.
func (s *secretInput) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		s.shift = false
	}
}

// TypedRune types one character.
func (s *secretInput) TypedRune(r rune) {
	if s.Disabled() {
		return
	}
	reveal(s.around)
	s.watchCaps(r)
	var one [utf8.UTFMax]byte
	if s.insert(one[:utf8.EncodeRune(one[:], r)]) {
		s.tell()
	}
	clear(one[:])
}

// watchCaps guesses Caps Lock: a capital without Shift, or a small letter with it.
func (s *secretInput) watchCaps(r rune) {
	if s.keys && (unicode.IsUpper(r) || unicode.IsLower(r)) {
		s.caps = unicode.IsUpper(r) != s.shift
	}
}

// insert types what may be typed of b, and reports whether anything was. The caller clears b.
func (s *secretInput) insert(b []byte) (any bool) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		full := s.most > 0 && s.line.count() >= s.most && !s.line.all
		if s.accept(r) && !full && s.line.put(b[:n]) {
			any = true
		}
		b = b[n:]
	}
	return any
}

// replace makes b the whole text, as select-all and paste would.
func (s *secretInput) replace(b []byte) {
	s.line.erase()
	s.insert(b)
	s.tell()
}

// tell lets the owner hear of a change and draws again.
func (s *secretInput) tell() {
	if s.changed != nil {
		s.changed()
	}
	s.Refresh()
}

// TypedKey edits, submits on Enter, and hands on what it has no use for.
func (s *secretInput) TypedKey(ev *fyne.KeyEvent) {
	if s.Disabled() {
		passOn(s.self, ev)
		return
	}
	switch ev.Name {
	case fyne.KeyBackspace:
		s.line.backspace()
		s.tell()
	case fyne.KeyDelete:
		s.line.remove()
		s.tell()
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		s.move(ev.Name)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.submit()
	case fyne.KeySpace: // TypedRune brings it
	default:
		passOn(s.self, ev)
	}
}

func (s *secretInput) move(key fyne.KeyName) {
	switch key {
	case fyne.KeyLeft:
		s.line.left()
	case fyne.KeyRight:
		s.line.right()
	case fyne.KeyHome:
		s.line.home()
	case fyne.KeyEnd:
		s.line.end()
	}
	s.Refresh()
}

// submit is Enter: for the owner, or else for the page.
func (s *secretInput) submit() {
	if s.submitted == nil || !s.submitted() {
		passOn(s.self, &fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

// TypedShortcut pastes and selects all. Copy and cut give nothing away.
func (s *secretInput) TypedShortcut(cut fyne.Shortcut) {
	switch cut := cut.(type) {
	case *fyne.ShortcutPaste:
		if !s.Disabled() {
			s.paste(cut.Clipboard)
			passPicture(s.self, cut)
		}
	case *fyne.ShortcutSelectAll:
		s.line.all = s.line.count() > 0
		s.Refresh()
	case *desktop.CustomShortcut:
		passShortcut(s.self, cut)
	}
}

// Paste types what the system's clipboard holds, for a button or a long press.
func (s *secretInput) Paste() { s.paste(fyne.CurrentApp().Clipboard()) }

func (s *secretInput) paste(from fyne.Clipboard) {
	if from == nil {
		return
	}
	b := []byte(from.Content())
	s.line.all = s.line.all || s.whole && s.line.count() > 0 && len(b) > 0
	if s.insert(b) {
		s.tell()
	}
	clear(b)
}

// Cursor is the text cursor.
func (s *secretInput) Cursor() desktop.Cursor { return desktop.TextCursor }
