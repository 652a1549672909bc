package rest

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vestibule/client/reach"
)

// answer is one answer of the plan, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
	at     *url.URL
}

// read decodes the body and erases it.
func (a answer) read(into any) error {
	defer clear(a.body)
	if err := reach.Unmarshal(a.body, into); err != nil {
		return a.malformed(err)
	}
	return nil
}

// html reports whether a page for people came where data was asked for: by its type, or by its looks where it has none.
func (a answer) html() bool {
	kind := a.mediaType()
	if kind == "" {
		return bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("<"))
	}
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// portal reports whether a page looks like one of a guest network: it sends the browser on, or says what it is.
func (a answer) portal() bool {
	page := bytes.ToLower(a.body[:min(len(a.body), 16<<10)])
	for _, sign := range []string{`http-equiv="refresh"`, `action="http://`, "wi-fi", "wifi", "hotspot", "captive"} {
		if bytes.Contains(page, []byte(sign)) {
			return true
		}
	}
	return false
}

// json reports whether the body is meant to be JSON.
func (a answer) json() bool {
	kind := a.mediaType()
	return kind == "application/json" || strings.HasSuffix(kind, "+json") ||
		kind == "" && bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("{"))
}

func (a answer) mediaType() string {
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// serverTime is the time the plan put in the body, zero where it put none.
func (a answer) serverTime() time.Time {
	if !a.json() {
		return time.Time{}
	}
	var w struct {
		ServerTime time.Time `json:"server_time"`
	}
	if json.Unmarshal(a.body, &w) != nil {
		return time.Time{}
	}
	return w.ServerTime
}

// reference is the request's id, to read out to a person: printable and short, whatever the header holds.
func (a answer) reference() string {
	id := a.header.Get("Request-Id")
	if len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return id
}
