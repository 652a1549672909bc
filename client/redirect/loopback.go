//go:build !js

package redirect

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"vestibule/app/secret"
)

// Listen opens a port on this device, as net.ListenConfig does.
type Listen func(ctx context.Context, network, address string) (net.Listener, error)

// Loopback is a Door on this device: a server that only this device can reach (RFC 8252, section 7.3).
type Loopback struct {
	// Arrive takes what comes. It is called on a goroutine of the door's.
	Arrive Arrival
	// Page is what the browser shows then.
	Page Page
	// Listen opens ports; nil: the system's.
	Listen Listen
}

// New gives the door of this platform. Phones have this one too: what draws the app there hands on no address of a scheme
// of its own (Fyne 2.8), so one would never arrive.
func New(arrive Arrival, page Page) Door { return Loopback{Arrive: arrive, Page: page} }

// ErrNoPort is why no door could be opened: every port that the server knows is taken, or this device lets nobody listen.
var ErrNoPort = errors.New("redirect: no port to wait at")

// The most that is granted to whoever comes: anybody on this device can, and any page in its browser.
const (
	// headTime is how long a request may take to say what it wants, answerTime how long it may take to hear the answer.
	headTime, answerTime = 5 * time.Second, 5 * time.Second
	// largestHead is how long a request may be, in bytes; net/http adds 4 KiB to it.
	largestHead = 16 << 10
	// mostArrivals is how many addresses are handed on in arrivalsIn: each is looked at on the UI thread. Who floods the door
	// keeps the member out for no longer than that.
	mostArrivals, arrivalsIn = 64, time.Minute
)

// Open listens on 127.0.0.1, at a port of the system's choice or the first free one of ports. A device without that address
// is asked for [::1], unless ports were given: they are registered with the other.
func (l Loopback) Open(ctx context.Context, ports ...int) (address string, close func(), err error) {
	listener, err := l.listen(ctx, ports)
	if err != nil {
		return "", nil, err
	}
	host := listener.Addr().String()
	d := &desk{host: host, arrive: l.Arrive, page: l.Page.body()}
	server := &http.Server{Handler: d, ReadHeaderTimeout: headTime, ReadTimeout: headTime, WriteTimeout: answerTime,
		MaxHeaderBytes: largestHead, ErrorLog: log.New(io.Discard, "", 0)} // it would quote what strangers send
	server.SetKeepAlivesEnabled(false)
	go func() { _ = server.Serve(limit(listener)) }()
	return "http://" + host + Path, sync.OnceFunc(func() {
		_ = listener.Close() // the server may not have come to it yet
		_ = server.Close()
	}), nil
}

func (l Loopback) listen(ctx context.Context, ports []int) (net.Listener, error) {
	open, hosts, why := l.Listen, []string{"127.0.0.1"}, ErrNoPort
	if open == nil {
		open = new(net.ListenConfig).Listen
	}
	if len(ports) == 0 {
		hosts, ports = append(hosts, "::1"), []int{0}
	}
	for _, host := range hosts {
		for _, port := range ports {
			listener, err := open(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
			if err == nil {
				return listener, nil
			}
			why = errors.Join(why, err)
		}
	}
	return nil, why
}

// desk answers whoever comes to one door.
type desk struct {
	host   string
	arrive Arrival
	page   []byte

	mu       sync.Mutex
	arrivals int
	since    time.Time
}

// ServeHTTP takes a visit of a browser to the one path, under the one name that this door has: a page elsewhere that gave
// its own name this device's address (DNS rebinding) comes under that name. No other page is let read the answer.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	dress(w.Header())
	path, query, _ := strings.Cut(r.RequestURI, "?")
	switch {
	case r.Host != d.host:
		w.WriteHeader(http.StatusMisdirectedRequest)
	case path != Path:
		w.WriteHeader(http.StatusNotFound)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		w.WriteHeader(http.StatusMethodNotAllowed)
	case !visit(r), query == "":
		w.WriteHeader(http.StatusForbidden)
	case !d.admit():
		w.WriteHeader(http.StatusTooManyRequests)
	default:
		say(w, d.page)
		d.arrive(secret.Of([]byte("http://" + d.host + r.RequestURI)))
	}
}

// visit reports that the browser itself goes to the address: not a script, a picture or a frame of a page (Fetch Metadata).
// A browser that does not tell is believed.
func visit(r *http.Request) bool {
	mode, dest := r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	return (mode == "" || mode == "navigate") && (dest == "" || dest == "document")
}

func (d *desk) admit() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := time.Now(); now.Sub(d.since) >= arrivalsIn {
		d.since, d.arrivals = now, 0
	}
	d.arrivals++
	return d.arrivals <= mostArrivals
}
