package plantest

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"vestibule/app/plan"
)

// Toxiproxy is a real line on this machine that can be harmed: Shopify's, driven by its API. What it cannot do (an answer of
// another kind, a certificate) is in client/plantest/faults.
type Toxiproxy struct {
	api   api
	lines map[string]map[string]any
	made  int
	on    map[string][]string
}

// StartToxiproxy starts one.
func StartToxiproxy(t testing.TB) *Toxiproxy {
	t.Helper()
	path := filepath.Join(servers(), "toxiproxy")
	if _, err := os.Stat(path); err != nil {
		missing(t, "toxiproxy", ".ci/servers toxiproxy builds it")
	}
	port := ports(t, 1)[0]
	p := started(t, exec.Command(path, "-host", "127.0.0.1", "-port", strconv.Itoa(port)))
	x := &Toxiproxy{api: api{base: fmt.Sprintf("http://127.0.0.1:%d", port)}, lines: map[string]map[string]any{}, on: map[string][]string{}}
	if err := p.answers(t.Context(), x.api.base+"/version"); err != nil {
		t.Fatalf("toxiproxy does not start: %v", err)
	}
	return x
}

// lead has a port lead to another.
func (x *Toxiproxy) lead(t testing.TB, name string, from, to int) {
	t.Helper()
	at := func(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }
	x.lines[name] = map[string]any{"name": name, "listen": at(from), "upstream": at(to), "enabled": true}
	if err := x.api.call(t.Context(), http.MethodPost, "/proxies", x.lines[name], nil); err != nil {
		t.Fatal(err)
	}
}

// anew makes a line again, without anything on it. Toxiproxy 2.12.0 ends itself where a toxic is put on a line that has had
// connections, so one that is changed is another.
func (x *Toxiproxy) anew(ctx context.Context, name string, on bool) error {
	if err := x.api.call(ctx, http.MethodDelete, "/proxies/"+name, nil, nil); err != nil {
		return err
	}
	x.on[name] = nil
	line := maps.Clone(x.lines[name])
	line["enabled"] = on
	return x.api.call(ctx, http.MethodPost, "/proxies", line, nil)
}

// toxics are the ways in which it harms, within the seconds that a schedule may take.
var toxics = []func(*rand.Rand) (kind string, attributes map[string]any){
	func(r *rand.Rand) (string, map[string]any) {
		return "latency", map[string]any{"latency": r.IntN(150), "jitter": r.IntN(150)}
	},
	func(r *rand.Rand) (string, map[string]any) {
		return "bandwidth", map[string]any{"rate": 4 + r.IntN(60)}
	},
	func(r *rand.Rand) (string, map[string]any) { return "slow_close", map[string]any{"delay": r.IntN(300)} },
	func(r *rand.Rand) (string, map[string]any) {
		return "timeout", map[string]any{"timeout": 1 + r.IntN(200)}
	},
	func(r *rand.Rand) (string, map[string]any) {
		return "reset_peer", map[string]any{"timeout": r.IntN(60)}
	},
	func(r *rand.Rand) (string, map[string]any) {
		return "slicer", map[string]any{"average_size": 40, "size_variation": 20, "delay": 100 + r.IntN(2000)}
	},
	func(r *rand.Rand) (string, map[string]any) {
		return "limit_data", map[string]any{"bytes": 1 + r.IntN(3000)}
	},
}

// Harm puts one or two toxics on a line, each for some of the connections. Those there were end.
func (x *Toxiproxy) Harm(ctx context.Context, name string, r *rand.Rand) error {
	if err := x.anew(ctx, name, false); err != nil {
		return err
	}
	for range 1 + r.IntN(2) {
		x.made++
		kind, attributes := toxics[r.IntN(len(toxics))](r)
		stream := []string{"upstream", "downstream"}[r.IntN(2)]
		body := map[string]any{"name": fmt.Sprint(kind, x.made), "type": kind, "stream": stream, "toxicity": 0.3 + 0.6*r.Float64(), "attributes": attributes}
		x.on[name] = append(x.on[name], fmt.Sprint(kind, " ", stream, " ", attributes))
		if err := x.api.call(ctx, http.MethodPost, "/proxies/"+name+"/toxics", body, nil); err != nil {
			return err
		}
	}
	return x.api.call(ctx, http.MethodPost, "/proxies/"+name, map[string]any{"enabled": true}, nil)
}

// On tells what is on a line.
func (x *Toxiproxy) On(name string) string { return fmt.Sprint(x.on[name]) }

// Calm takes everything off a line, and ends its connections.
func (x *Toxiproxy) Calm(ctx context.Context, name string) error { return x.anew(ctx, name, true) }

// StartKratosBehind starts a Kratos that the app reaches by this line alone: "kratos".
func StartKratosBehind(t testing.TB, x *Toxiproxy, variant string) *Kratos {
	t.Helper()
	s := newSink(t)
	var err error
	for range tries {
		free := ports(t, 3)
		conf := kratosConfig{variant: variant, dsn: "memory", port: free[0], public: free[2], admin: free[1], sink: s.URL}
		if _, err = startKratos(t, conf); err == nil {
			x.lead(t, "kratos", conf.public, conf.port)
			k := newKratos(conf, s)
			k.public.base = fmt.Sprintf("http://127.0.0.1:%d", conf.port) // round the line
			return k
		}
	}
	t.Fatalf("Kratos does not start: %v", err)
	return nil
}

// Knows reports whether Kratos itself has a session, asked round the line.
func (k *Kratos) Knows(ctx context.Context, s plan.Session) bool {
	a := k.public
	a.header = http.Header{"X-Session-Token": {string(s.Token.Reveal())}}
	return a.call(ctx, http.MethodGet, "/sessions/whoami", nil, nil) == nil
}

// StartOpenIDBehind starts an OpenID provider that the app, and a member's browser, reach by this line alone: "openid".
func StartOpenIDBehind(t testing.TB, x *Toxiproxy) *OpenID {
	t.Helper()
	return startOpenIDBehind(t, x, usualLife)
}

// StartHastyOpenIDBehind is StartOpenIDBehind for one whose access tokens are good for two seconds, so that they are renewed over
// and over.
func StartHastyOpenIDBehind(t testing.TB, x *Toxiproxy) *OpenID {
	t.Helper()
	return startOpenIDBehind(t, x, 2*time.Second)
}

func startOpenIDBehind(t testing.TB, x *Toxiproxy, life time.Duration) *OpenID {
	t.Helper()
	var err error
	for range tries {
		free := ports(t, 2)
		var o *OpenID
		if o, err = startOpenID(t, free[0], free[1], life); err == nil {
			x.lead(t, "openid", free[1], free[0])
			return o
		}
	}
	t.Fatalf("the OpenID provider does not start: %v", err)
	return nil
}

// Knows reports whether the provider itself takes a session's token, asked round the line.
func (o *OpenID) Knows(ctx context.Context, s plan.Session) bool {
	a := o.backstage
	a.header = http.Header{"Authorization": {"Bearer " + string(s.Token.Reveal())}}
	return a.call(ctx, http.MethodGet, "/me", nil, nil) == nil // OpenID Connect Core, section 5.3
}
