package scenario_test

import (
	"strings"
	"testing"

	"vestibule/ui/uitest/browser"
)

// This file looks through a page of the browser build for marked secrets: every attribute and value of every element, what
// the page keeps in the browser in the clear, its address, and all it ever said to the console.

// looked is a browser whose page is looked through after every press, and before it ends.
type looked struct {
	*browser.Browser
	t     *testing.T
	marks *marks
	fresh func() error // marks what the plan knows by now
}

// inPage gives a page's places, each as "where: what". Not among them is the value of a password field: there the browser
// itself holds what the member types, or its password manager fills in, for as long as the field is on screen.
const inPage = `[
	...[...document.querySelectorAll('*')].flatMap(e => [
		...[...e.attributes].map(a => e.localName + ' ' + a.name + ': ' + a.value),
		...('value' in e && e.type !== 'password' ? [e.localName + ' value: ' + e.value] : []),
	]),
	...[localStorage, sessionStorage].flatMap(s => Object.entries({...s}).map(([k, v]) => 'storage ' + k + ': ' + v)),
	'cookie: ' + document.cookie, 'address: ' + location.href, 'title: ' + document.title, 'name: ' + window.name,
	...uitest.said().map(line => 'console: ' + line),
]`

// Press looks when it is done.
func (l *looked) Press(name string) error {
	if err := l.Browser.Press(name); err != nil {
		return err
	}
	l.look()
	return nil
}

// Close looks first.
func (l *looked) Close() error {
	l.look()
	return l.Browser.Close()
}

func (l *looked) look() {
	l.t.Helper()
	if err := l.fresh(); err != nil {
		l.t.Error(err)
		return
	}
	places, err := browser.Eval[[]string](l.Browser, inPage)
	if err != nil || len(places) < 20 {
		l.t.Errorf("%d places in the page: %v", len(places), err)
		return
	}
	shown, err := l.Outline()
	if err != nil {
		l.t.Error(err)
	}
	for _, place := range places {
		for _, of := range l.marks.in(place) {
			if where, _, _ := strings.Cut(place, ":"); !showsKey(shown) || of != aKey+", "+plain {
				l.t.Errorf("%s stands in the page at %s, while on screen is\n%s", of, where, shown)
			}
		}
	}
}
