package ui_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/ui/uitest"
)

// This file is a caregiver who presses anything, at a plan whose answers come late, in any order, and whose grants end and come
// back in the middle of it: nothing on screen, in the title, on the clipboard or in a request is ever one person's under
// another's name.

// How many presses are made: in the lane "faults", and else.
const (
	manyPresses = 10_000
	somePresses = 250
)

func TestFaultsNeverMixPeople(t *testing.T) {
	first, seeds, n := uint64(0), uint64(1), somePresses
	if slices.Contains(strings.Split(os.Getenv("VESTIBULE_LANE"), ","), "faults") {
		seeds, n = 10, manyPresses/10
	}
	if seed, err := strconv.ParseUint(os.Getenv("VESTIBULE_FAULTS_SEED"), 10, 64); err == nil {
		first, seeds = seed, 1
	}
	for seed := first; seed < first+seeds; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { newCarer(t, seed).carries(n) })
	}
}

// household is the plan's side: ten people, and calls that wait until they are let go.
type household struct {
	plan.Grants
	mu      sync.Mutex
	ended   map[plan.MemberID]problem.Code
	waiting []*awaited
	wrong   []string
	calls   int
	deeds   int
}

// awaited is a call that has not got its answer.
type awaited struct{ done chan struct{} }

// housemates are the people: two of them have one name.
const housemates = 10

func housemate(i int) plan.Person {
	names := []string{"Ada Quill", "Bram Otter", "Cleo Finch", "Dara Wren", "Egon Moss", "Faye Reed", "Gus Thorn", "Hana Brook", "Ivo Marsh", "Ivo Marsh"}
	return plan.Person{ID: plan.MemberID(fmt.Sprintf("h%02d", i)), Name: names[i], Born: 1940 + i}
}

// markOf is in every text of a person's record, and in nobody else's.
func markOf(who plan.MemberID) string { return "«" + string(who) + "»" }

var marks = regexp.MustCompile(`«([^»]*)»`)

// Received implements plan.Grants: now and then a grant has ended.
func (h *household) Received(ctx context.Context, in plan.Session) ([]plan.Grant, error) {
	h.wait(ctx)
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []plan.Grant
	for i := range housemates {
		p := housemate(i)
		scope := map[plan.RecordKind]plan.Access{}
		for k, kind := range plan.RecordKinds() {
			scope[kind] = plan.Access((i + k) % 3)
		}
		out = append(out, plan.Grant{ID: plan.GrantID("g" + p.ID), Subject: p, Actor: plan.Person{ID: in.Actor, Name: "Anna Lindqvist"}, Kind: plan.GrantInvited,
			State: h.ended[p.ID], Scope: scope, Starts: noon, Renewable: true})
	}
	return out, nil
}

// Renew has a grant count again.
func (h *household) Renew(ctx context.Context, in plan.Session, id plan.GrantID) (plan.Grant, error) {
	h.mu.Lock()
	delete(h.ended, plan.MemberID(strings.TrimPrefix(string(id), "g")))
	h.mu.Unlock()
	all, err := h.Received(ctx, in)
	at := slices.IndexFunc(all, func(g plan.Grant) bool { return g.ID == id })
	return all[at], err
}

// Given tells of nobody: the carer has let nobody in.
func (h *household) Given(context.Context, plan.Session) ([]plan.Grant, error) { return nil, nil }

// AskMember tells where the plan asked.
func (h *household) AskMember(_ context.Context, _ plan.Session, id plan.GrantID, _ plan.Ask) (plan.Asked, error) {
	return plan.Asked{Hints: []string{"the phone of " + markOf(plan.MemberID(strings.TrimPrefix(string(id), "g")))}}, nil
}

// HelpBackIn tells where the plan wrote to.
func (h *household) HelpBackIn(ctx context.Context, s plan.Session, id plan.GrantID) (plan.Asked, error) {
	return h.AskMember(ctx, s, id, plan.Ask{})
}

// Acts tells what was done in a person's record.
func (h *household) Acts(ctx context.Context, _ plan.Session, id plan.GrantID) ([]plan.Act, error) {
	h.wait(ctx)
	return []plan.Act{{At: noon, Who: "Anna Lindqvist", Kind: plan.Results, On: markOf(plan.MemberID(strings.TrimPrefix(string(id), "g")))}}, nil
}

// Revoke ends a grant.
func (h *household) Revoke(_ context.Context, _ plan.Session, id plan.GrantID) error {
	h.end(plan.MemberID(strings.TrimPrefix(string(id), "g")))
	return nil
}

// List implements plan.Records.
func (h *household) List(ctx context.Context, as plan.As, kind plan.RecordKind) ([]plan.Record, error) {
	h.wait(ctx)
	if why := h.refuses(as, kind, plan.MayLook); why != nil {
		return nil, why
	}
	return []plan.Record{h.record(as.Subject, kind, 1), h.record(as.Subject, kind, 2)}, nil
}

// Do implements plan.Doer.
func (h *household) Do(ctx context.Context, as plan.As, d plan.Deed) (plan.Record, error) {
	h.mu.Lock()
	h.deeds++
	if whose, _, _ := strings.Cut(d.ID, "/"); whose != string(as.Subject) {
		h.wrong = append(h.wrong, fmt.Sprintf("%s was to be done for %s", d.ID, as.Subject))
	}
	if m := marks.FindStringSubmatch(d.Text); m != nil && m[1] != string(as.Subject) {
		h.wrong = append(h.wrong, fmt.Sprintf("%q was written for %s", d.Text, as.Subject))
	}
	h.mu.Unlock()
	h.wait(ctx)
	if why := h.refuses(as, d.Kind, plan.MayAct); why != nil {
		return plan.Record{}, why
	}
	n, _ := strconv.Atoi(d.ID[strings.LastIndex(d.ID, "/")+1:])
	return h.record(as.Subject, d.Kind, n), nil
}

func (h *household) record(who plan.MemberID, kind plan.RecordKind, n int) plan.Record {
	deed := map[plan.RecordKind][]plan.DeedKind{plan.Prescriptions: {plan.Refill}, plan.Appointments: {plan.CancelVisit}, plan.Messages: {plan.Reply}}
	mark := markOf(who)
	return plan.Record{ID: fmt.Sprintf("%s/%s/%d", who, kind, n), When: noon, Title: fmt.Sprint("Entry ", n, " of ", mark), From: "Clinic " + mark,
		Detail: "Detail of " + mark, Deeds: deed[kind]}
}

func (h *household) refuses(as plan.As, kind plan.RecordKind, want plan.Access) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls++
	if as.Subject == as.Session.Actor {
		return nil
	}
	i, err := strconv.Atoi(strings.TrimPrefix(string(as.Subject), "h"))
	if err != nil {
		h.wrong = append(h.wrong, "a request about "+string(as.Subject))
		return problem.New(problem.GrantNone)
	}
	if code := h.ended[as.Subject]; code != "" {
		return problem.New(code)
	}
	if has := plan.Access((i + slices.Index(plan.RecordKinds(), kind)) % 3); has < want {
		return problem.New(problem.GrantScope)
	}
	return nil
}

// wait holds a call until it is let go. Whoever gave it up gets an answer all the same, every second time: a line is not stopped
// by who no longer listens.
func (h *household) wait(ctx context.Context) {
	w := &awaited{make(chan struct{})}
	h.mu.Lock()
	h.waiting = append(h.waiting, w)
	deaf := len(h.waiting)%2 == 0
	h.mu.Unlock()
	if deaf {
		<-w.done
		return
	}
	select {
	case <-w.done:
	case <-ctx.Done():
	}
}

// letGo answers one of the calls; false: none waits.
func (h *household) letGo(chance *rand.Rand) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.waiting) == 0 {
		return false
	}
	i := chance.IntN(len(h.waiting))
	close(h.waiting[i].done)
	h.waiting = slices.Delete(h.waiting, i, i+1)
	return true
}

func (h *household) end(who plan.MemberID) { h.turns(who, true) }

// turns ends a grant, or has it count again.
func (h *household) turns(who plan.MemberID, ends bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ended, who)
	if ends {
		h.ended[who] = problem.GrantRevoked
	}
}

// carer is who presses.
type carer struct {
	*rig
	h      *household
	chance *rand.Rand
	was    []string
	seen   map[string]int // how often a person was on screen
}

func newCarer(t *testing.T, seed uint64) *carer {
	c := &carer{chance: rand.New(rand.NewPCG(seed, 2)), h: &household{ended: map[plan.MemberID]problem.Code{}}, seen: map[string]int{}}
	c.rig = newRig(t, uitest.FormFactors()[seed%2], func(r *rig) {
		r.found = func(p *plan.Plan) {
			p.Grants, p.Records, p.Approvals = c.h, c.h, nil
			for _, can := range []plan.Capability{plan.CanActFor, plan.CanDo} {
				p.Document.Capabilities[can] = plan.Ability{How: plan.InApp}
			}
		}
	})
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s", strings.Join(c.was, "\n"))
		}
		for c.h.letGo(c.chance) {
		}
	})
	c.see(`button "Sign in"`)
	c.signIn("anna", annaPassword)
	c.see(`textbox "Code"`)
	c.must(c.Type("Code", c.code()))
	c.must(c.Press("Continue"))
	c.see("Hello, Anna")
	return c
}

// carries presses, lets answers go, ends grants and looks at everything after each.
func (c *carer) carries(n int) {
	for range n {
		out := c.looks()
		switch c.chance.IntN(10) {
		case 0, 1, 2, 3:
			c.h.letGo(c.chance)
		case 4:
			c.h.turns(housemate(c.chance.IntN(housemates)).ID, c.chance.IntN(3) == 0)
		default:
			c.presses(out)
		}
		c.rest()
		if c.t.Failed() {
			return
		}
	}
	c.t.Logf("%d calls, %d deeds, on screen: %v", c.h.calls, c.h.deeds, c.seen)
	if len(c.seen) < 5 || c.h.calls == 0 {
		c.t.Errorf("hardly anybody was on screen: %v", c.seen)
	}
}

// leads away is what a carer does not press: it ends the session, or is about something else.
var leadsAway = regexp.MustCompile(`^(Sign out|Need a person\?|Text size and colors|What this device keeps|Your codes|Your plans|See sent codes|Security|Who can see my record|Ask for .*|.*invitation.*|Claims.*|Membership card|Use (this|another) app.*|You have one way.*|What I have asked for|Codes for this account|.*[Bb]ackup.*|.*another device.*)$`)

func (c *carer) presses(out string) {
	names := slices.DeleteFunc(presses(out), func(n string) bool { return leadsAway.MatchString(n) })
	if strings.Contains(out, `textbox "`) && c.chance.IntN(2) == 0 {
		c.writes(out)
	}
	if len(names) == 0 {
		return
	}
	name := names[c.chance.IntN(len(names))]
	if there := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !c.names(n) }); len(there) > 0 && c.chance.IntN(3) > 0 {
		name = there[c.chance.IntN(len(there))] // somebody else, and not the page's other buttons
	} else if slices.Contains(names, "People you help") && c.chance.IntN(2) == 0 {
		name = "People you help"
	}
	c.was = append(c.was, c.whose(out)+": "+name)
	_ = c.Press(name) // two of one name are left alone
}

// names reports that a button is one of the people.
func (c *carer) names(button string) bool {
	for i := range housemates {
		if strings.HasPrefix(button, housemate(i).Name) {
			return true
		}
	}
	return false
}

var textbox = regexp.MustCompile(`textbox "([^"]*)"`)

// writes types the mark of whoever is on screen.
func (c *carer) writes(out string) {
	for _, box := range textbox.FindAllStringSubmatch(out, -1) {
		if strings.Contains(box[1], "Find") || strings.Contains(box[1], "Search") {
			_ = c.Type(box[1], "")
			continue
		}
		_ = c.Type(box[1], "Written for "+markOf(c.subject(c.whose(out))))
	}
}

// rest lets what was begun get to where it waits, and what came be drawn.
func (c *carer) rest() {
	for range 50 {
		runtime.Gosched()
		c.Queue.Run()
	}
}

var acting = regexp.MustCompile(`region "Acting for ([^"]*)"`)

// whose is who the screen says it is about; empty: the carer herself.
func (c *carer) whose(out string) string {
	if m := acting.FindStringSubmatch(out); m != nil {
		return m[1]
	}
	return ""
}

// subject is the person of that name, and of that year where there are two.
func (c *carer) subject(words string) plan.MemberID {
	var found []plan.Person
	for i := range housemates {
		p := housemate(i)
		if strings.HasPrefix(words, p.Name) && (p.Name != "Ivo Marsh" || strings.Contains(words, fmt.Sprint(p.Born))) {
			found = append(found, p)
		}
	}
	switch {
	case words == "":
		return "m10"
	case len(found) != 1:
		c.t.Fatalf("%q is nobody, or two", words)
	}
	return found[0].ID
}

// looks compares everything that can be seen with whose it says it is.
func (c *carer) looks() string {
	out, err := c.Outline()
	c.must(err)
	words := c.whose(out)
	who := c.subject(words)
	c.seen[string(who)]++
	for _, m := range marks.FindAllStringSubmatch(out, -1) {
		if m[1] != string(who) && !c.about(out, m[1]) {
			c.t.Errorf("what is of %s stands under the name of %s:\n%s", m[1], who, out)
			return out
		}
	}
	if title := c.Window.Title(); strings.Contains(title, "Acting for") != (words != "") || !strings.Contains(title, words) {
		c.t.Errorf("the window says %q, the page %q", title, words)
	}
	if held := marks.FindStringSubmatch(fyne.CurrentApp().Clipboard().Content()); held != nil && held[1] != string(who) {
		c.t.Errorf("the clipboard holds what is of %s while %s is on screen", held[1], who)
	}
	c.h.mu.Lock()
	defer c.h.mu.Unlock()
	for _, w := range c.h.wrong {
		c.t.Error(w)
	}
	return out
}

// about reports a page of the carer's own that is about a person's grant, by whose name it is called.
func (c *carer) about(out, who string) bool {
	i, err := strconv.Atoi(strings.TrimPrefix(who, "h"))
	return err == nil && strings.Contains(out, `heading 1 "`+housemate(i).Name)
}
