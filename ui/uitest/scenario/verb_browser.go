package scenario

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Commands about a page that the app has opened in the browser, and what the member does there.

// Surfer is a Stage whose browser is seen: what the app has opened in it, and where it is sent afterwards.
type Surfer interface {
	// Opened gives the address that the app opened last; empty: none.
	Opened() string
	// Arrive brings the browser back to the app, as its door on the device does.
	Arrive(address string)
}

// browser presses a button of the page that the app has opened.
type browser struct{ button string }

func (c browser) do(p *play) error {
	surfer, ok := p.stage.(Surfer)
	if !ok {
		return ErrCannot
	}
	if p.visited = surfer.Opened(); p.visited == "" {
		return errors.New("the app has opened no page")
	}
	p.spend(Cost{Taps: 1})
	to, err := p.press(c.button)
	if err == nil && to != "" {
		surfer.Arrive(to)
	}
	return err
}

// press opens the page anew, as a browser does, and presses its button.
func (p *play) press(button string) (to string, err error) {
	if p.mailPage, err = p.stage.Backstage().Visit(p.ctx, p.visited); err != nil {
		return "", err
	}
	name, value, ok := buttonOf(p.mailPage, button)
	if !ok {
		return "", fmt.Errorf("no button %q on the page: %s", button, p.mailPage)
	}
	p.mailPage, to, err = p.stage.Backstage().press(p.ctx, p.visited, name, value)
	return to, err
}

var (
	buttonIn = regexp.MustCompile(`(?is)<button\b([^>]*)>(.*?)</button>`)
	postsIn  = regexp.MustCompile(`(?is)<form\b[^>]*method="post"`)
)

// buttonOf finds a button by its label, in a form that is sent by POST: a link that does something would be followed by
// whoever looks at links.
func buttonOf(page, label string) (name, value string, ok bool) {
	if !postsIn.MatchString(page) {
		return "", "", false
	}
	for _, b := range buttonIn.FindAllStringSubmatch(page, -1) {
		if strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(b[2], ""))) == label {
			has := settings(b[1])
			return has["name"], has["value"], true
		}
	}
	return "", "", false
}

// press sends a form of one button, and gives the page that comes of it, or where the browser is sent.
func (b *Backstage) press(ctx context.Context, link, name, value string) (page, to string, err error) {
	stays := *b.Client
	stays.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	there := Backstage{Client: &stays, Base: b.Base}
	return there.fetched(ctx, http.MethodPost, link, url.Values{name: {value}})
}
