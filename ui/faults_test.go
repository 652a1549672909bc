package ui_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"vestibule/client/plantest/faults"
	"vestibule/ui/uitest"
)

// This file is a member who gets through a bad line by what is on screen alone: signs in, makes this app a way to sign in,
// signs out. Whatever the line does, the screen is never stuck, and what it says is so.

// How many schedules are played: in the lane "faults", and else. VESTIBULE_FAULTS_SEED repeats one.
const (
	manyScreens = 100
	someScreens = 8
)

func TestFaultsLeaveNoScreenStuck(t *testing.T) {
	first, n := uint64(0), uint64(someScreens)
	if slices.Contains(strings.Split(os.Getenv("VESTIBULE_LANE"), ","), "faults") {
		n = manyScreens
	}
	if seed, err := strconv.ParseUint(os.Getenv("VESTIBULE_FAULTS_SEED"), 10, 64); err == nil {
		first, n = seed, 1
	}
	for seed := first; seed < first+n; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { newVisitor(t, seed).visits() })
	}
}

// visitor is the member.
type visitor struct {
	*rig
	line   *faults.Line
	chance *rand.Rand
	was    []string // what was on screen, to be read after a failure
	wants  string
	bound  int    // how often this app was to be bound
	stacks []byte // of all goroutines, looked at often
}

func newVisitor(t *testing.T, seed uint64) *visitor {
	v := &visitor{chance: rand.New(rand.NewPCG(seed, 1))}
	v.rig = newRig(t, uitest.FormFactors()[seed%2], func(r *rig) {
		v.line = &faults.Line{To: r.line.next, Clock: r.clock, Seed: seed, Rate: 10 + v.chance.IntN(60)}
		r.line.next = v.line
		t.Cleanup(func() {
			if t.Failed() {
				t.Logf("the line: %s\nthe screens:\n%s", v.line.Met(), strings.Join(v.was, "\n"))
			}
		})
	})
	return v
}

// What a visit is bounded by.
const (
	roughLooks = 25
	mostLooks  = 150
)

// visits goes from one end to the next, and compares what the screen said with what the plan knows.
func (v *visitor) visits() {
	v.t.Helper()
	v.wants = "Hello, Anna"
	v.gets(0)
	v.wants = "bound"
	v.gets(roughLooks)
	v.line.Calm()
	v.comesToRest()
	v.books()
	v.must(v.Press("Sign out"))
	v.see("You are signed out")
}

// gets does what is next until what is wanted is on screen.
func (v *visitor) gets(from int) {
	v.t.Helper()
	v.line.Rough()
	for look := range mostLooks {
		if look == roughLooks {
			v.line.Calm()
		}
		out := v.usable()
		if v.there(out) {
			return
		}
		v.act(out)
	}
	v.t.Fatalf("after %d looks the member has not got to %q:\n%s", mostLooks, v.wants, v.was[len(v.was)-1])
}

// there reports that the member has what they want.
func (v *visitor) there(out string) bool {
	home := strings.Contains(out, `heading 1 "Hello, Anna`)
	if v.wants == "bound" {
		return home && v.bound > 0 && !strings.Contains(out, bindTitle)
	}
	return home
}

// around is what surrounds every page: no way on for who is stuck.
var around = regexp.MustCompile(`"(Need a person\?|Text size and colors|What this device keeps|Your codes|Names you can try|Show .*|Hide .*|Paste.*|Stop waiting|Back)"`)

// usable waits until there is something to do besides waiting and going away: 35 seconds at most, for who does not wait
// longer takes it for broken.
func (v *visitor) usable() string {
	v.t.Helper()
	for range 36 {
		v.comesToRest()
		out, err := v.Outline()
		v.must(err)
		if n := len(v.was); n == 0 || v.was[n-1] != out {
			v.was = append(v.was, out)
		}
		if ways(out) {
			return out
		}
		v.clock.Advance(time.Second)
	}
	v.t.Fatalf("for 35 seconds there was nothing to do:\n%s", v.was[len(v.was)-1])
	return ""
}

// ways reports whether the page has a way on of its own: a button that is on, or a time that it tells to wait.
func ways(out string) bool {
	if strings.Contains(out, `button "Stop waiting"`) {
		return false
	}
	for line := range strings.Lines(out) {
		on := !strings.Contains(line, "[off]") && !strings.Contains(line, "[disabled]")
		if (strings.Contains(line, `button "`) || strings.Contains(line, `link "`)) && (on || strings.Contains(line, "Wait")) && !around.MatchString(line) {
			return true
		}
	}
	return false
}

// act does what a member does who sees this.
func (v *visitor) act(out string) {
	v.t.Helper()
	switch on := func(button string) bool { return v.isOn(out, button) }; {
	case strings.Contains(out, `heading 1 "Hello, Anna`):
		v.must(v.Press(bindTitle))
	case on("Use this app"):
		v.bound++
		v.must(v.Press("Use this app"))
	case strings.Contains(out, `textbox "Code"`) && on("Continue"):
		v.must(v.Type("Code", v.newestText()))
		v.must(v.Press("Continue"))
	case strings.Contains(out, `textbox "Password"`) && on("Sign in"):
		v.must(v.Type(nameField, "anna"))
		v.must(v.Type("Password", annaPassword))
		v.must(v.Press("Sign in"))
	case v.pressesOne(out, "Use this device’s code", "Try again", "Check again", "Check now", "Sign in again", "Start over", "Send a new code", "Start again"):
	default:
		v.clock.Advance(5 * time.Second)
	}
}

func (v *visitor) pressesOne(out string, names ...string) bool {
	for _, name := range names {
		if v.isOn(out, name) {
			v.must(v.Press(name))
			return true
		}
	}
	return false
}

func (v *visitor) isOn(out, button string) bool {
	for line := range strings.Lines(out) {
		if strings.Contains(line, `button "`+button+`"`) && !strings.Contains(line, "[off]") && !strings.Contains(line, "[disabled]") {
			return true
		}
	}
	return false
}

// newestText is the newest code that reached her phone.
func (v *visitor) newestText() string {
	for _, m := range regexp.MustCompile(`"code":"(\d{6})"`).FindAllStringSubmatch(v.backstage("GET", "/mock/outbox?to=anna", ""), 1) {
		return m[1]
	}
	return "000000"
}

// comesToRest waits until all that is at work waits for time to pass. Looking stops every goroutine, so it is done now and then.
func (v *visitor) comesToRest() {
	v.t.Helper()
	looks := time.NewTicker(time.Millisecond / 4)
	defer looks.Stop()
	for deadline := time.Now().Add(time.Minute); ; <-looks.C {
		v.Queue.Run()
		resting := v.line.Resting()
		if v.atWork() <= resting && v.Queue.Run() == 0 && v.line.Resting() == resting {
			return
		}
		if time.Now().After(deadline) {
			v.t.Fatalf("it does not come to rest")
		}
	}
}

// atWork counts the program's goroutines.
func (v *visitor) atWork() (n int) {
	if v.stacks == nil {
		v.stacks = make([]byte, 1<<20)
	}
	stacks := v.stacks[:runtime.Stack(v.stacks, true)]
	for _, by := range []string{"vestibule/ui.", "vestibule/app/flow."} {
		n += bytes.Count(stacks, []byte("created by "+by))
	}
	return n
}

// books compares what the screen says with what the plan and the vault hold.
func (v *visitor) books() {
	v.t.Helper()
	v.clock.Advance(3 * time.Minute) // what lies somewhere is delivered
	v.comesToRest()
	if out, _ := v.Outline(); !strings.Contains(out, `heading 1 "Hello, Anna`) {
		v.t.Fatalf("signed in, and then:\n%s", out)
	}
	v.must(v.Press("Results"))
	v.see(`heading 1 "Results"`, "listitem [1") // the plan knows the session that the screen shows
	v.must(v.Press("Back"))
	v.see("Hello, Anna")
	secrets := regexp.MustCompile(`"secret":"([A-Z2-7]+)"`)
	anna := v.backstage("GET", "/mock/members", "")
	anna = anna[strings.Index(anna, `"username":"anna"`):]
	anna = anna[:strings.Index(anna, `"contacts"`)]
	apps := secrets.FindAllStringSubmatch(anna, -1)
	if len(apps) > v.bound || len(apps) == 0 {
		v.t.Errorf("the plan has %d apps, and %d times one was to be bound", len(apps), v.bound)
	}
	for _, app := range apps {
		want, err := totp.GenerateCode(app[1], v.clock.Now())
		v.must(err)
		if !v.holds(want) {
			v.t.Error("the plan has an app whose secret this device has lost")
		}
	}
}

// holds reports whether a code that rests on the device shows this now.
func (v *visitor) holds(want string) bool {
	all := v.vaultNow()
	for _, c := range all.Codes() {
		if shown, err := all.Show(c.ID, v.clock.Now()); err == nil && shown.Text == want {
			return true
		}
	}
	return false
}
