package a11y

import (
	"syscall/js"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// listenTo hears what the member does with e.
func (d *dom) listenTo(e *element) {
	on := func(event string, heard func(js.Value)) { e.funcs = append(e.funcs, listen(e.value, event, heard)) }
	on("focus", func(js.Value) {
		if !d.pulling {
			d.heed(func() { d.bridge.focus(e.node) })
		}
	})
	switch e.node.Role {
	case Textbox:
		d.listenToTyping(e, on)
	case Button, Checkbox, Radio, Link:
		on("click", func(event js.Value) { d.clicked(e, event) })
	}
	on("keydown", func(event js.Value) { d.pressed(e, event) })
}

// clicked presses. A checkbox has turned by itself meanwhile and is put as the control stands afterwards.
func (d *dom) clicked(e *element, event js.Value) {
	if e.node.Role == Link {
		event.Call("preventDefault") // its address is here
	}
	d.heed(func() {
		d.bridge.focus(e.node)
		if n := e.node; n.Press != nil && !n.Disabled {
			n.Press()
		}
		d.bridge.sync()
		if e.node.Checkable {
			e.value.Set("checked", e.node.Checked)
		}
	})
}

// pressed hears the keys that mean more than a character: Enter submits, Escape goes where Fyne would send it.
func (d *dom) pressed(e *element, event js.Value) {
	if event.Get("isComposing").Bool() {
		return
	}
	switch event.Get("key").String() {
	case "Escape":
		d.heed(func() { d.key(fyne.KeyEscape) })
	case "Enter":
		if e.node.acts() && e.node.Role != Textbox {
			return // the browser makes it a click
		}
		event.Call("preventDefault")
		d.heed(func() {
			if submit := e.node.Submit; submit != nil {
				submit()
				return
			}
			d.key(fyne.KeyReturn)
		})
	}
}

func (d *dom) listenToTyping(e *element, on func(string, func(js.Value))) {
	on("compositionstart", func(js.Value) { e.composed = true })
	on("compositionend", func(js.Value) { e.composed = false; d.typed(e) })
	on("input", func(js.Value) { d.typed(e) })
	on("change", func(js.Value) { d.typed(e) }) // some password managers tell only this
	moved := func(js.Value) { d.caretMoved(e) }
	on("keyup", moved)
	on("click", moved)
}

// typed hands on what the input holds now.
func (d *dom) typed(e *element) {
	if e.node.Password {
		d.typedSecret(e)
		return
	}
	text := e.value.Get("value").String()
	if text == e.typed {
		return
	}
	e.typed = text
	d.heedTyping(e, func(n *Node) {
		if n.SetText != nil && !n.Disabled {
			n.SetText(text)
		}
	})
	d.caretMoved(e)
}

// typedSecret hands a password on as bytes: a Go string could not be cleared. The browser keeps its own copy for as long
// as the input holds it.
func (d *dom) typedSecret(e *element) {
	encoded := js.Global().Get("TextEncoder").New().Call("encode", e.value.Get("value"))
	secret := make([]byte, encoded.Length())
	js.CopyBytesToGo(secret, encoded)
	encoded.Call("fill", 0)
	e.bullets = utf8.RuneCount(secret)
	d.heedTyping(e, func(n *Node) {
		if n.SetSecret != nil && !n.Disabled {
			n.SetSecret(secret)
			return
		}
		clear(secret)
	})
}

// heedTyping keeps the input as it is until the control has caught up with the member; then it shows what the control made
// of it.
func (d *dom) heedTyping(e *element, set func(*Node)) {
	e.ahead++
	d.heed(func() {
		set(e.node)
		e.ahead--
		d.bridge.sync()
		e.showTyped()
	})
}

// caretMoved tells the control where the caret is; the browser counts in UTF-16.
func (d *dom) caretMoved(e *element) {
	at := e.value.Get("selectionStart")
	if e.node.SetCaret == nil || at.Type() != js.TypeNumber {
		return
	}
	before := e.value.Get("value").Call("slice", 0, at.Int())
	characters := js.Global().Get("Array").Call("from", before).Length()
	d.heed(func() {
		if n := e.node; n.SetCaret != nil && n.Caret != characters {
			n.SetCaret(characters)
		}
	})
}

// showTyped makes the input hold what the control holds, unless the member is ahead of the control. A password is never
// written into an input; one that the control no longer holds as typed is emptied.
func (e *element) showTyped() {
	if e.composed || e.ahead > 0 {
		return
	}
	if e.node.Password {
		if e.node.Bullets != e.bullets {
			e.bullets = 0
			e.value.Set("value", "")
		}
		return
	}
	if e.typed == e.node.Value {
		return
	}
	e.typed = e.node.Value
	e.value.Set("value", e.typed)
}
