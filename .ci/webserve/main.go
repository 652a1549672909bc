// Webserve serves the browser build from a folder.
//
// Come here for what a server of the browser build has to say: the strict content policy, the type of a WASM file, and the
// compressed file where a browser takes it. It serves files and nothing else, and is meant for one machine.
package main

import (
	"flag"
	"fmt"
	"log"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// policy lets the page run its own program and reach the plans that WEB_PLANS names.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
	"connect-src 'self' %s; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

func main() {
	address := flag.String("addr", "localhost:8080", "where to listen")
	plans := flag.String("plans", "http://127.0.0.1:8089", "origins of plans the page may reach, apart by spaces")
	flag.Parse()
	if err := mime.AddExtensionType(".wasm", "application/wasm"); err != nil {
		log.Fatal(err)
	}
	server := http.Server{Addr: *address, Handler: site{flag.Arg(0), *plans}, ReadHeaderTimeout: 10 * time.Second}
	fmt.Printf("Vestibule is on http://%s (Ctrl+C ends it)\n", *address)
	log.Fatal(server.ListenAndServe())
}

// site is the folder with what has to be said of every answer.
type site struct{ dir, plans string }

func (s site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", fmt.Sprintf(policy, s.plans))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	name := filepath.Join(s.dir, filepath.FromSlash(filepath.Clean("/"+r.URL.Path)))
	if strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
		if f, err := os.Open(name + ".br"); err == nil {
			defer f.Close()
			h.Set("Content-Encoding", "br")
			h.Set("Content-Type", mime.TypeByExtension(filepath.Ext(name)))
			http.ServeContent(w, r, "", time.Time{}, f)
			return
		}
	}
	http.FileServer(http.Dir(s.dir)).ServeHTTP(w, r)
}
