package plantest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/app/clock"
	"vestibule/app/plan"
	"vestibule/client"
)

// Kratos is a real Ory Kratos on this machine, as a World. Its members have the traits of its configuration.
type Kratos struct {
	// Address is where the app reaches it.
	Address string
	// Door is where its members come back from a browser.
	Door *Door

	admin, public api
	sink          *sink
	setting       setting
	made          int
}

// The configurations in testdata/kratos.
const (
	Default     = "default"      // a password, then a text message or an authenticator app
	CodeOnly    = "code-only"    // a code by e-mail and nothing else
	TOTPOnly    = "totp-only"    // a password, then an authenticator app
	NoRecovery  = "no-recovery"  // who forgets the password calls
	OtherSchema = "other-schema" // members are known by other names
)

// Variants is every configuration.
func Variants() []string { return []string{Default, CodeOnly, TOTPOnly, NoRecovery, OtherSchema} }

// StartKratos starts one with a configuration, its database in memory.
func StartKratos(t testing.TB, variant string) *Kratos {
	t.Helper()
	s := newSink(t)
	var err error
	for range tries {
		free := ports(t, 2)
		conf := kratosConfig{variant: variant, dsn: "memory", port: free[0], public: free[0], admin: free[1], sink: s.URL}
		if _, err = startKratos(t, conf); err == nil {
			return newKratos(conf, s)
		}
	}
	t.Fatalf("Kratos does not start: %v", err)
	return nil
}

func newKratos(conf kratosConfig, s *sink) *Kratos {
	address := "http://127.0.0.1:" + strconv.Itoa(conf.public)
	return &Kratos{
		Address: address, Door: &Door{}, sink: s, setting: settings(conf.variant),
		admin: api{base: "http://127.0.0.1:" + strconv.Itoa(conf.admin)}, public: api{base: address},
	}
}

// kratosConfig is what differs between one Kratos and another.
type kratosConfig struct {
	variant, dsn, sink string
	// port is where it listens, public where the app reaches it, admin where we do.
	port, public, admin int
}

// startKratos runs one until the test ends.
func startKratos(t testing.TB, conf kratosConfig) (*process, error) {
	t.Helper()
	args := []string{"serve", "--watch-courier"}
	for _, path := range conf.write(t) {
		args = append(args, "-c", path)
	}
	p := started(t, exec.Command(kratosBinary(t), args...))
	return p, p.answers(t.Context(), fmt.Sprintf("http://127.0.0.1:%d/health/ready", conf.port))
}

// kratosBinary is where .ci/servers has put it.
func kratosBinary(t testing.TB) string {
	t.Helper()
	path := filepath.Join(servers(), "kratos")
	if _, err := os.Stat(path); err != nil {
		missing(t, "Kratos", ".ci/servers kratos builds it")
	}
	return path
}

// write fills in the configuration's words in capitals.
func (c kratosConfig) write(t testing.TB) []string {
	t.Helper()
	dir, from := folder(t), own("testdata", "kratos")
	fill := strings.NewReplacer("PUBLIC", strconv.Itoa(c.public), "PORT", strconv.Itoa(c.port), "ADMIN", strconv.Itoa(c.admin),
		"SINK", c.sink, "CONF", from, "dsn: memory", "dsn: "+strconv.Quote(c.dsn))
	var out []string
	for _, name := range []string{"base.yml", c.variant + ".yml"} {
		raw, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(fill.Replace(string(raw))), 0o600); err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	return out
}

// Plan opens it as the program does.
func (k *Kratos) Plan(t testing.TB) *plan.Plan {
	t.Helper()
	return find(t, k.Address, k.Door)
}

// find opens a plan elsewhere.
func find(t testing.TB, address string, door *Door) *plan.Plan {
	t.Helper()
	p, err := Finder(client.Device{}, door).Find(t.Context(), address)
	if err != nil {
		t.Fatalf("no plan at %s: %v", address, err)
	}
	return p
}

// Finder is the program's own, for a device with a clock and a door.
func Finder(device clock.Clock, door *Door) client.Finder {
	return client.Finder{Transport: client.Transport(), Clock: device, Agent: "Vestibule/test", Door: door, Chance: client.Chance()}
}

// Codes gives what was mailed and texted.
func (k *Kratos) Codes(ctx context.Context, m *Member, n int) ([]string, error) {
	return k.sink.sent(ctx, n, m.Email, m.Phone)
}

// Pass is false: a real server has the real time.
func (*Kratos) Pass(time.Duration) bool { return false }

// Visit plays the browser.
func (*Kratos) Visit(ctx context.Context, m *Member, step plan.OpenBrowser) (plan.Arrived, error) {
	return NewVisitor(m).Visit(ctx, step)
}
