//go:build !js

package redirect

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"strconv"
)

// style is the look of the page: readable, in the colours that the browser is set to.
const style = `:root{color-scheme:light dark}body{font:1.25rem/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem}`

// body is the page. Nothing of a request is in it, so that nobody can put words on it (CWE-79).
func (p Page) body() []byte {
	return []byte(`<!doctype html><html lang="` + html.EscapeString(p.Lang) + `"><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width,initial-scale=1"><title>` + html.EscapeString(p.Title) + `</title>` +
		`<style>` + style + `</style><h1>` + html.EscapeString(p.Title) + `</h1><p>` + html.EscapeString(p.Text) + `</p></html>`)
}

// dress sets what every answer wears: the page runs nothing, loads nothing, stands in no frame, is kept nowhere, and does
// not tell the next one its address, which holds a code (RFC 9700, section 4.2).
func dress(h http.Header) {
	sum := sha256.Sum256([]byte(style))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Connection", "close")
}

// say answers with a body, all of it, before anything else happens.
func say(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the browser has gone: nobody is left to tell
	_ = http.NewResponseController(w).Flush()
}
