package x11

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ErrNoDisplay is returned where no X server answers at the address.
var ErrNoDisplay = errors.New("x11: no display")

// Display is where an X server is, as the environment says it.
type Display struct {
	// Name is as in DISPLAY: ":0", "localhost:10.0".
	Name string
	// Cookies is the file of cookies, as in XAUTHORITY; empty: ~/.Xauthority.
	Cookies string
}

// place splits the name: the host, empty for this machine, and the number (X(7), "DISPLAY NAMES").
func (d Display) place() (host, number string, ok bool) {
	at := strings.LastIndexByte(d.Name, ':')
	if at < 0 {
		return "", "", false
	}
	host = strings.TrimPrefix(d.Name[:at], "unix")
	number, _, _ = strings.Cut(d.Name[at+1:], ".")
	n, err := strconv.ParseUint(number, 10, 16)
	return strings.TrimSuffix(host, "/"), strconv.FormatUint(n, 10), err == nil
}

// dial connects. On this machine the socket without a file comes first, as with Xlib: it is there in a sandbox, too.
func (d Display) dial(ctx context.Context) (net.Conn, error) {
	host, number, ok := d.place()
	if !ok {
		return nil, ErrNoDisplay
	}
	var dialer net.Dialer
	if host != "" {
		n, _ := strconv.Atoi(number)
		return dialer.DialContext(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(6000+n)))
	}
	socket := "/tmp/.X11-unix/X" + number
	if c, err := dialer.DialContext(ctx, "unix", "@"+socket); err == nil {
		return c, nil
	}
	return dialer.DialContext(ctx, "unix", socket)
}

// cookieName is the one kind of cookie that servers hand out today.
const cookieName = "MIT-MAGIC-COOKIE-1"

// mostCookies is how much of the file of cookies is read, in bytes.
const mostCookies = 1 << 20

// cookie gives what opens the display; nil: nothing is known, and a server may do without.
func (d Display) cookie() []byte {
	path := d.Cookies
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".Xauthority")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	list, err := io.ReadAll(io.LimitReader(file, mostCookies))
	if err != nil {
		return nil
	}
	_, number, _ := d.place()
	host, _ := os.Hostname()
	return cookieOf(list, host, number)
}

// The families of an address in the file of cookies (Xauth(3)).
const (
	familyLocal = 256
	familyWild  = 65535
)

// cookieOf finds the cookie of a display of this machine in the list; nil: none.
func cookieOf(list []byte, host, number string) []byte {
	for len(list) > 2 {
		family := binary.BigEndian.Uint16(list)
		list = list[2:]
		var field [4][]byte // address, number, name, data
		for i := range field {
			var ok bool
			if field[i], list, ok = counted(list); !ok {
				return nil
			}
		}
		ours := family == familyWild || family == familyLocal && string(field[0]) == host
		if ours && (len(field[1]) == 0 || string(field[1]) == number) && string(field[2]) == cookieName {
			return bytes.Clone(field[3])
		}
	}
	return nil
}

// counted takes what follows its length.
func counted(b []byte) (field, rest []byte, ok bool) {
	if len(b) < 2 {
		return nil, nil, false
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil, false
	}
	return b[2 : 2+n], b[2+n:], true
}
