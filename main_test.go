package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/pquerna/otp/totp"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
	"vestibule/ui/uitest"
)

// asProgram in the environment makes this test binary the program itself: what is tested is main, flags and all, without
// building it a second time.
const asProgram = "VESTIBULE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program gives a command that runs the program.
func program(ctx context.Context, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	c := exec.CommandContext(ctx, self, args...)
	c.Env = append(os.Environ(), asProgram+"=1")
	return c
}

// serve runs the program with -serve until the test ends, and gives the address it prints.
func serve(t *testing.T, more ...string) string {
	t.Helper()
	c := program(context.Background(), append([]string{"-serve", "127.0.0.1:0"}, more...)...) // outlives the test's own context, to be ended well
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(t, c) })
	line, err := bufio.NewReader(out).ReadString('\n')
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(line)
	if address == "" {
		t.Fatalf("no address in %q: %v", line, err)
	}
	return address
}

// end interrupts the program, which is a good end of it.
func end(t *testing.T, c *exec.Cmd) {
	if runtime.GOOS == "windows" { // has no interrupt
		_ = c.Process.Kill()
		_ = c.Wait()
		return
	}
	if err := errors.Join(c.Process.Signal(os.Interrupt), c.Wait()); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
}

// noMemory has no place to keep anything, so that no test opens the keychain of whoever runs it.
type noMemory struct{}

func (noMemory) Vaults(context.Context) ([]vault.Holder, error) { return nil, nil }
func (noMemory) Open(context.Context, vault.HolderID) (*vault.Vault, error) {
	return nil, problem.New(problem.StoreDenied)
}
func (noMemory) New(context.Context) (*vault.Vault, error) {
	return nil, problem.New(problem.StoreDenied)
}
func (noMemory) EraseAll(context.Context) error { return nil }

// started starts the program's screen as main would from these flags, on Fyne's test driver, with the UI thread driven by
// hand.
func started(t *testing.T, args ...string) *uitest.Inprocess {
	t.Helper()
	return changed(t, func(*ui.Config) {}, args...)
}

// changed is started with another line, keychain or the like.
func changed(t *testing.T, change func(*ui.Config), args ...string) *uitest.Inprocess {
	t.Helper()
	o, err := parse(args, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	bundled, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: client.Chance()})
	if err != nil {
		t.Fatal(err)
	}
	a, w := test.NewTempApp(t), test.NewTempWindow(t, nil)
	w.Resize(size(o.phone))
	d := &uitest.Inprocess{Window: w, Queue: new(uitest.Queue)}
	c := config(o, a, w, bundled, &client.Memory{})
	c.Post, c.Memory = d.Queue.Post, noMemory{}
	change(&c)
	u := ui.New(c)
	d.Stop = u.Close
	u.Start()
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func see(t *testing.T, d *uitest.Inprocess, texts ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := d.Wait(ctx, uitest.Shows(texts...)); err != nil {
		t.Fatal(texts, err)
	}
}

// do fails the test on the first thing that a member could not do.
func do(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// behind asks the plan behind its members' backs.
func behind(t *testing.T, address string, into any) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// text is the newest code that was sent.
func text(t *testing.T, address string) string {
	var box struct{ Messages []struct{ Code string } }
	behind(t, address+"/mock/outbox", &box)
	return box.Messages[0].Code
}

// appCode is the code that Tomás's authenticator app shows now.
func appCode(t *testing.T, address string) string {
	var all struct {
		Members []struct {
			Username       string
			Authenticators []struct{ Secret string }
		}
	}
	behind(t, address+"/mock/members", &all)
	for _, m := range all.Members {
		if m.Username == "tomas" {
			code, err := totp.GenerateCode(m.Authenticators[0].Secret, time.Now())
			do(t, err)
			return code
		}
	}
	t.Fatal("no tomas")
	return ""
}

// TestAMemberSignsIn: the whole program against the plan that it serves itself, over a real socket.
func TestAMemberSignsIn(t *testing.T) {
	address := serve(t)
	for _, m := range []struct {
		name, password, hello string
		code                  func(*testing.T, string) string
	}{
		{"anna", "Harbor-Light-7", "Hello, Anna Lindqvist", text},
		{"tomas", "Quiet-River-42", "Hello, Tomás Varga", appCode},
	} {
		t.Run(m.name, func(t *testing.T) {
			d := started(t, "-plan", address, "-phone", "results")
			see(t, d, `button "Sign in"`)
			do(t, d.Type("Username, e-mail, phone or member number", m.name), d.Type("Password", m.password), d.Press("Sign in"))
			see(t, d, `textbox "Code"`)
			do(t, d.Type("Code", m.code(t, address)), d.Press("Continue"))
			see(t, d, `heading 1 "Results"`, "listitem [1") // what she came for
			do(t, d.Press("Back"))
			see(t, d, m.hello)
			do(t, d.Press("Sign out"))
			see(t, d, "You are signed out")
		})
	}
}

// TestTheBundledPlanNeedsNoSocket: without flags the demo plan is inside the program.
func TestTheBundledPlanNeedsNoSocket(t *testing.T) {
	d := started(t)
	see(t, d, "Demo plan. No one here is real.", `button "Sign in"`)
	do(t, d.Type("Username, e-mail, phone or member number", "henry"), d.Type("Password", "Just-A-Password-1"), d.Press("Sign in"))
	see(t, d, "Hello, Henry Aldous")
}

// schemes notes where requests would go, and lets none through.
type schemes struct{ seen chan string }

func (s schemes) RoundTrip(q *http.Request) (*http.Response, error) {
	s.seen <- q.URL.Scheme + "://" + q.URL.Host
	return nil, problem.New(problem.NetOffline)
}

// TestNothingGoesElsewhereInTheClear: http is for this device only; another plan is asked over https, whatever was typed.
func TestNothingGoesElsewhereInTheClear(t *testing.T) { // AT-118
	for typed, asked := range map[string]string{
		"http://plan.example.org":  "https://plan.example.org",
		"plan.example.org":         "https://plan.example.org",
		"http://192.0.2.7:8089":    "https://192.0.2.7:8089",
		"http://127.0.0.1:1":       "http://127.0.0.1:1",
		"http://localhost:1/a/b?c": "http://localhost:1",
	} {
		s := schemes{make(chan string, 10)}
		d := changed(t, func(c *ui.Config) {
			c.Finder = client.Finder{Transport: s, Clock: client.Device{}}
		}, "-plan", typed)
		see(t, d, "We could not open this plan")
		if got := <-s.seen; got != asked {
			t.Errorf("-plan %s asks %s, want %s", typed, got, asked)
		}
	}
}

// TestAnAddressOfNoPlanIsToldApart and leads back to the bundled plan.
func TestAnAddressOfNoPlanIsToldApart(t *testing.T) {
	for _, typed := range []string{"ftp://plan.example.org", "https://user@plan.example.org", "https://", "http://[::1"} {
		d := started(t, "-plan", typed)
		see(t, d, "We could not open this plan", "There is no plan at this address")
		do(t, d.Press("Use the demo plan"))
		see(t, d, `textbox "Password"`)
	}
}

// TestFlags: help is no failure; what is wrong is said on one stream and told by the exit code.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says []string
	}{
		{[]string{"-h"}, 0, []string{"-plan", "-serve", "-services-for", "-data", "-lang", "-phone"}},
		{[]string{"-no-such-flag"}, 1, []string{"no-such-flag", "-plan"}},
		{[]string{"-serve", "nowhere:no-port"}, 1, []string{"vestibule: "}},
		{[]string{"-serve", "203.0.113.9:0"}, 1, []string{"vestibule: "}},
		{[]string{"-serve", "127.0.0.1:0", "-services-for", "http://127.0.0.1:1"}, 1, []string{"vestibule: ", "neither"}},
	} {
		cmd := program(t.Context(), c.args...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		_ = cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != c.code {
			t.Errorf("%q ends with %d, want %d", c.args, got, c.code)
		}
		for _, want := range c.says {
			if !strings.Contains(errs.String(), want) || out.Len() > 0 {
				t.Errorf("%q says %q and %q, want %q on the second", c.args, &out, &errs, want)
			}
		}
	}
	if _, err := parse([]string{"-h"}, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h is %v", err)
	}
}

// TestFyneAppAgrees: what the packager writes into a package is what the program says of itself.
func TestFyneAppAgrees(t *testing.T) {
	meta, err := os.ReadFile("FyneApp.toml")
	do(t, err)
	for key, want := range map[string]string{"Version": version, "ID": id} {
		found := regexp.MustCompile(`(?m)^` + key + ` = "([^"]*)"`).FindSubmatch(meta)
		if found == nil || string(found[1]) != want {
			t.Errorf("FyneApp.toml has %s %q, main.go %q", key, found, cmp.Or(want, "nothing"))
		}
	}
}
