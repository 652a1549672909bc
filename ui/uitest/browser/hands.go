package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Keys presses keys one by one where the focus is, as a keyboard does.
func (b *Browser) Keys(keys string) error { return b.do(chromedp.KeyEvent(keys)) }

// Insert puts a text in where the focus is, all at once, as an input method does when it is done, or a paste.
func (b *Browser) Insert(text string) error {
	return b.do(request(input.InsertText, input.InsertTextParams{Text: text}))
}

// Compose shows a text that an input method is still working on. Insert ends it.
func (b *Browser) Compose(text string) error {
	end := int64(len([]rune(text)))
	return b.do(request(input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: end, SelectionEnd: end}))
}

// Drag moves a finger over the page, in CSS pixels.
func (b *Browser) Drag(fromX, fromY, toX, toY float64) error {
	touch := func(kind input.DispatchTouchEventType, at ...*input.TouchPoint) chromedp.Action[chromedp.Void] {
		return request(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: append([]*input.TouchPoint{}, at...)})
	}
	steps := []chromedp.Action[chromedp.Void]{touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: fromX, Y: fromY})}
	for i := 1.0; i <= 10; i++ {
		at := input.TouchPoint{X: fromX + (toX-fromX)*i/10, Y: fromY + (toY-fromY)*i/10}
		steps = append(steps, touch(input.DispatchTouchEventTypeTouchMove, &at))
	}
	return b.do(append(steps, touch(input.DispatchTouchEventTypeTouchEnd))...)
}

// Until looks again and again whether an expression is true.
func (b *Browser) Until(ctx context.Context, expression string) error {
	return b.until(ctx, func() (bool, error) { return Eval[bool](b, expression) })
}

func (b *Browser) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// request makes an action of a command whose answer does not matter.
func request[P, R any](command cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, p)
		return err
	})
}
