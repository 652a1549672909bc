package plantest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// Visitor is a member at a browser: it keeps cookies, follows where it is sent, and fills in the forms it meets, as one who
// wants to get on. Pages need no scripts. It is used from one goroutine.
type Visitor struct {
	// Type gives what is typed into a field by its name; ok is false where the member has nothing to say and goes back.
	Type func(field string) (text string, ok bool)
	// Seen is every page that was shown, as HTML.
	Seen []string

	client *http.Client
}

// mostPages is how many pages a visitor looks at before it gives up.
const mostPages = 20

// NewVisitor gives the browser of a member, who types their name and password.
func NewVisitor(m *Member) *Visitor {
	return &Visitor{Type: func(field string) (string, bool) {
		switch field {
		case "name", "identifier", "username", "email":
			return m.Name, true
		case "password":
			return m.Password, m.Password != ""
		}
		return "", false
	}}
}

// Visit goes to a step's page and through it, until the browser is sent back to the app. What is there is not fetched: the
// address is the answer.
func (v *Visitor) Visit(ctx context.Context, step plan.OpenBrowser) (plan.Arrived, error) {
	address, err := v.Browse(ctx, step.URL, step.Redirect)
	return plan.Arrived{Address: secret.Of([]byte(address))}, err
}

// Browse begins at a page and goes on until it is sent to an address that begins with home, which it gives, or until there is
// nothing more to press, which with an empty home is the end and else an error.
func (v *Visitor) Browse(ctx context.Context, page, home string) (arrived string, err error) {
	if v.client == nil {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return "", err
		}
		v.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	next, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	for range mostPages {
		if err != nil {
			return "", err
		}
		if home != "" && strings.HasPrefix(next.URL.String(), home) {
			return next.URL.String(), nil
		}
		if next, err = v.step(ctx, next); next == nil && err == nil {
			if home == "" {
				return "", nil
			}
			return "", fmt.Errorf("the browser is left at a page with nothing to press: %.300q", v.Seen[len(v.Seen)-1])
		}
	}
	return "", fmt.Errorf("no end after %d pages", mostPages)
}

// step asks for one page and gives what is asked for next; nil: nothing.
func (v *Visitor) step(ctx context.Context, req *http.Request) (*http.Request, error) {
	res, err := v.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	if to := res.Header.Get("Location"); to != "" && res.StatusCode/100 == 3 {
		u, err := req.URL.Parse(to)
		if err != nil {
			return nil, err
		}
		return http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	}
	v.Seen = append(v.Seen, string(raw))
	if res.StatusCode >= 400 {
		return nil, fmt.Errorf("%s: %s: %.600s", req.URL.Path, res.Status, raw)
	}
	return v.press(ctx, req.URL, string(raw))
}

// errNoForm: a page is not HTML at all.
var errNoForm = errors.New("plantest: the page cannot be read")

// press fills in the page's first form; nil: there is none.
func (v *Visitor) press(ctx context.Context, at *url.URL, page string) (*http.Request, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, errors.Join(errNoForm, err)
	}
	f := firstForm(root)
	if f == nil {
		return nil, nil
	}
	values := f.fill(v.Type)
	to, err := at.Parse(f.action)
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(f.method, http.MethodPost) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), strings.NewReader(values.Encode()))
		if err == nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		return req, err
	}
	to.RawQuery = values.Encode()
	return http.NewRequestWithContext(ctx, http.MethodGet, to.String(), nil)
}
