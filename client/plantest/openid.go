package plantest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vestibule/app/plan"
)

// OpenID is a real OpenID provider on this machine, with FHIR records beside it, as a World.
type OpenID struct {
	// Address is the issuer's, and where the app reaches it; Records is that of its FHIR records.
	Address, Records string
	// Door is where its members come back from a browser.
	Door *Door

	backstage api
	at        string // where the app is pointed
	run       *running
}

// running is the provider's process. Members are told anew to the one that follows it, all else it keeps in a file.
type running struct {
	t            testing.TB // it ends with this one
	process      *process
	port, public int
	life         time.Duration
	kept         string

	mu      sync.Mutex
	members []map[string]any
}

// StartOpenID starts one.
func StartOpenID(t testing.TB) *OpenID {
	t.Helper()
	var err error
	for range tries {
		port := ports(t, 1)[0]
		var o *OpenID
		if o, err = startOpenID(t, port, port, usualLife); err == nil {
			return o
		}
	}
	t.Fatalf("the OpenID provider does not start: %v", err)
	return nil
}

// usualLife is how long an access token is good.
const usualLife = 5 * time.Minute

// startOpenID runs one until the test ends, which listens at a port and is reached at the public one. Its access tokens are good
// for a life of whole seconds.
func startOpenID(t testing.TB, port, public int, life time.Duration) (*OpenID, error) {
	t.Helper()
	modules := filepath.Join(servers(), "oidc", "node_modules")
	if _, err := os.Stat(filepath.Join(modules, "oidc-provider")); err != nil {
		missing(t, "The OpenID provider", ".ci/servers oidc installs it")
	}
	at, here := "http://127.0.0.1:"+strconv.Itoa(public), "http://127.0.0.1:"+strconv.Itoa(port)
	o := &OpenID{Address: at, Records: at + "/fhir", Door: &Door{}, at: at, backstage: api{base: here},
		run: &running{t: t, port: port, public: public, life: life, kept: filepath.Join(t.TempDir(), "kept")}}
	return o, o.starts(modules)
}

// starts runs the process, and waits until it answers.
func (o *OpenID) starts(modules string) error {
	t := o.run.t
	t.Helper()
	options, _ := json.Marshal(map[string]any{"modules": modules, "port": o.run.port, "public": o.run.public,
		"ttl": int(o.run.life.Seconds()), "kept": o.run.kept}) // text and numbers
	o.run.process = started(t, exec.Command(node(modules), own("oidc", "server.mjs"), string(options)))
	return o.run.process.answers(t.Context(), o.backstage.base+"/.well-known/openid-configuration")
}

// Down ends the provider as kill -9 does, in the middle of whatever it does.
func (o *OpenID) Down() { o.run.process.kill() }

// Up starts it again at the same address, until the test ends that started it first. It knows what it knew.
func (o *OpenID) Up(t testing.TB) {
	t.Helper()
	if err := o.starts(filepath.Join(servers(), "oidc", "node_modules")); err != nil {
		t.Fatalf("the OpenID provider does not start again: %v", err)
	}
	for _, m := range o.run.members {
		o.admit(t, m)
	}
}

// Forget has it lose all that it knows but its members, as one whose database was put back: codes, tokens, who is signed in, and
// the apps that registered themselves. Call it while it is down.
func (o *OpenID) Forget(t testing.TB) {
	t.Helper()
	if err := os.Remove(o.run.kept); err != nil {
		t.Fatal(err)
	}
}

// node is the one that npm brought, where the system's is too old, else the system's.
func node(modules string) string {
	if path := filepath.Join(modules, "node", "bin", "node"); isFile(path) {
		return path
	}
	return "node"
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// SMART gives the same provider as the way to its records: the app is pointed at them.
func (o *OpenID) SMART() *OpenID {
	smart := *o
	smart.at = o.Records
	return &smart
}

// Plan opens it as the program does.
func (o *OpenID) Plan(t testing.TB) *plan.Plan {
	t.Helper()
	return find(t, o.at, o.Door)
}

// Member makes a new one; what they prove besides the password is the provider's own business, a code by e-mail.
func (o *OpenID) Member(t testing.TB, ways ...plan.AuthenticatorKind) *Member {
	t.Helper()
	if len(ways) > 0 {
		return nil
	}
	o.run.mu.Lock()
	defer o.run.mu.Unlock()
	name := fmt.Sprintf("member%d%06d", len(o.run.members)+1, time.Now().UnixMicro()%1_000_000)
	m := &Member{ID: name, Name: name, Password: "Copper-Kettle-" + name[len(name)-4:], Email: name + "@mail.example.org"}
	member := map[string]any{"name": m.Name, "password": m.Password, "second": true}
	o.run.members = append(o.run.members, member)
	o.admit(t, member)
	return m
}

// admit has the provider know a member.
func (o *OpenID) admit(t testing.TB, member map[string]any) {
	t.Helper()
	if err := o.backstage.call(t.Context(), http.MethodPost, "/backstage/members", member, nil); err != nil {
		t.Fatal(err)
	}
}

// Codes gives what the provider sent to its members itself.
func (o *OpenID) Codes(ctx context.Context, m *Member, _ int) ([]string, error) {
	var box []struct{ To, Code string }
	if err := o.backstage.call(ctx, http.MethodGet, "/backstage/outbox", nil, &box); err != nil {
		return nil, err
	}
	var codes []string
	for i := len(box) - 1; i >= 0; i-- {
		if strings.EqualFold(box[i].To, m.Email) {
			codes = append(codes, box[i].Code)
		}
	}
	return codes, nil
}

// Pass is false: a real server has the real time.
func (*OpenID) Pass(time.Duration) bool { return false }

// Visit plays the browser: a name, a password, the newest code, and consent.
func (o *OpenID) Visit(ctx context.Context, m *Member, step plan.OpenBrowser) (plan.Arrived, error) {
	return o.Visitor(ctx, m).Visit(ctx, step)
}

// Visitor is a member's browser at this provider.
func (o *OpenID) Visitor(ctx context.Context, m *Member) *Visitor {
	v := NewVisitor(m)
	typed := v.Type
	v.Type = func(field string) (string, bool) {
		if field != "code" {
			return typed(field)
		}
		codes, err := o.Codes(ctx, m, 1)
		if err != nil || len(codes) == 0 {
			return "", false
		}
		return codes[len(codes)-1], true
	}
	return v
}
