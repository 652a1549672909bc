package scenario

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// This file is a member's mail program and browser, as far as the plan's own links need one. It follows no redirect and
// runs no script.

// Visit fetches the page of a link and gives its text; nothing is done there but a GET, as programs that look at links before
// a member does do it.
func (b *Backstage) Visit(ctx context.Context, link string) (string, error) {
	return b.fetch(ctx, http.MethodGet, link, nil)
}

var (
	formIn  = regexp.MustCompile(`(?is)<form\b([^>]*)>(.*?)</form>`)
	inputIn = regexp.MustCompile(`(?is)<(?:input|button)\b([^>]*)>`)
	setting = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

// SubmitForm presses the button of the form on a page, which lies at link, and gives the page that comes of it.
func (b *Backstage) SubmitForm(ctx context.Context, link, page string) (string, error) {
	form := formIn.FindStringSubmatch(page)
	if form == nil {
		return "", fmt.Errorf("no form on the page of %s", link)
	}
	has := settings(form[1])
	if !strings.EqualFold(has["method"], http.MethodPost) {
		return "", errors.New("the form is not sent by POST: whoever looks at the link would send it")
	}
	to, err := url.Parse(link)
	if err == nil {
		to, err = to.Parse(has["action"])
	}
	if err != nil {
		return "", err
	}
	values := url.Values{}
	for _, input := range inputIn.FindAllStringSubmatch(form[2], -1) {
		if one := settings(input[1]); one["name"] != "" {
			values.Set(one["name"], one["value"])
		}
	}
	return b.fetch(ctx, http.MethodPost, to.String(), values)
}

// settings reads the attributes of a tag.
func settings(of string) map[string]string {
	out := map[string]string{}
	for _, m := range setting.FindAllStringSubmatch(of, -1) {
		out[m[1]] = html.UnescapeString(m[2])
	}
	return out
}

// fetch asks the plan of this run for what lies at a link of its host.
func (b *Backstage) fetch(ctx context.Context, method, link string, form url.Values) (string, error) {
	page, _, err := b.fetched(ctx, method, link, form)
	return page, err
}

// fetched gives the page, and where the browser is sent instead; empty: nowhere.
func (b *Backstage) fetched(ctx context.Context, method, link string, form url.Values) (page, to string, err error) {
	u, err := url.Parse(link)
	if err != nil {
		return "", "", err
	}
	request, err := http.NewRequestWithContext(ctx, method, b.Base+u.RequestURI(), strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := b.Client.Do(request)
	if err != nil {
		return "", "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	return string(text), response.Header.Get("Location"), err
}
