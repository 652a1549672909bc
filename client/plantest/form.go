package plantest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// form is one form of a page.
type form struct {
	id, action, method string
	fields             []field
	buttons            []field // in the order of the page
}

type field struct{ name, value, kind string }

// firstForm finds the first form of a page, with the buttons elsewhere on it that are its own; nil: there is none.
func firstForm(root *html.Node) *form {
	var f *form
	var inside *html.Node
	each(root, func(n *html.Node) {
		if f == nil && n.Data == "form" {
			f, inside = &form{id: attr(n, "id"), action: attr(n, "action"), method: attr(n, "method")}, n
		}
	})
	if f == nil {
		return nil
	}
	each(root, func(n *html.Node) {
		if !within(n, inside) && (f.id == "" || attr(n, "form") != f.id) {
			return
		}
		one := field{attr(n, "name"), attr(n, "value"), attr(n, "type")}
		switch {
		case n.Data == "button", n.Data == "input" && one.kind == "submit":
			f.buttons = append(f.buttons, one)
		case n.Data == "input" && one.name != "":
			f.fields = append(f.fields, one)
		}
	})
	return f
}

// fill types into the form and presses its first button, or the one that goes back where there is nothing to say.
func (f *form) fill(say func(field string) (string, bool)) url.Values {
	values, back := url.Values{}, false
	for _, one := range f.fields {
		text, known := one.value, true
		if one.kind != "hidden" && text == "" {
			text, known = say(one.name)
		}
		back = back || !known
		values.Set(one.name, text)
	}
	for _, b := range f.buttons {
		if b.goesBack() != back && len(f.buttons) > 1 {
			continue
		}
		if b.name != "" {
			values.Set(b.name, b.value)
		}
		break
	}
	return values
}

// goesBack reports a button for whoever does not want to go on.
func (f field) goesBack() bool { return strings.Contains(f.value, "cancel") || f.name == "abort" }

// each visits every element.
func each(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

func within(n, of *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == of {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
