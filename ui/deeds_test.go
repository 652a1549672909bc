package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"vestibule/ui/uitest"
)

// deeds counts what was done at the plan.
func (r *rig) deeds() (n int) {
	for _, x := range r.line.asked() {
		if x.method == "POST" && strings.HasSuffix(x.path, "/deeds") {
			n++
		}
	}
	return n
}

func TestADeedForSomebodyElseNamesThemFirst(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Luis Delgado")
	r.must(r.Press("Prescriptions"))
	out := r.see("Luis: ")
	r.must(r.Press(first(out, `button "Luis: `)))
	r.must(r.Press("Order a refill"))
	r.see(`heading 1 "Do this for Luis Delgado?"`, "not yours", "Acting for Luis Delgado")
	r.must(r.Press("No, change nothing"))
	r.settle()
	if r.deeds() != 0 {
		t.Fatal("No was pressed, and it was done")
	}
	r.must(r.Press("Order a refill"))
	r.must(r.Press("Yes, for Luis Delgado"))
	r.see("The refill is ordered", "A refill was ordered on")
	if r.deeds() != 1 {
		t.Errorf("it was asked for %d times", r.deeds())
	}
	if out := r.settle(); strings.Contains(out, `button "Order a refill"`) {
		t.Errorf("done, and still offered:\n%s", out)
	}
}

// first gives the name of the first node that begins so.
func first(outline, begin string) string {
	_, rest, _ := strings.Cut(outline, begin)
	name, _, _ := strings.Cut(rest, `"`)
	return strings.TrimPrefix(begin, `button "`) + name
}

func TestForOneselfNothingMoreIsAsked(t *testing.T) {
	r := newRig(t, uitest.Desktop)
	r.carmen()
	r.must(r.Press("Prescriptions"))
	r.settle()
	row := refillable(r)
	r.must(r.Press(row))
	r.must(r.Press("Order a refill"))
	r.see("The refill is ordered")
}

// refillable gives the title of an own entry that can be had again.
func refillable(r *rig) string {
	r.t.Helper()
	out := r.settle()
	for _, line := range strings.Split(out, "\n") {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "button ") || strings.Contains(line, "Back") {
			continue
		}
		title := first(line, `button "`)
		if r.Press(title) != nil {
			continue
		}
		opened := r.settle()
		if strings.Contains(opened, `button "Order a refill"`) {
			r.must(r.Press("Back"))
			return title
		}
		if strings.Contains(opened, `button "Back"`) {
			r.must(r.Press("Back"))
		}
	}
	r.t.Fatalf("nothing can be had again:\n%s", out)
	return ""
}

func TestADraftIsKeptForThePersonAlone(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Luis Delgado")
	letter := func(name string) {
		t.Helper()
		r.must(r.Press("Messages"))
		r.settle()
		out := r.see("About " + name)
		r.must(r.Press(first(out, `button "About `+name)))
		r.settle()
	}
	letter("Luis")
	r.must(r.Press("Send the answer"))
	r.see("Please write your answer first")
	r.must(r.Type("Your answer", "Tuesday is good"))
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.toPerson("Dolores Ruiz")
	letter("Dolores")
	r.lacks("Tuesday is good")
	r.must(r.Press("Back"))
	r.must(r.Press("Back"))
	r.toPerson("Luis Delgado")
	letter("Luis")
	r.see("Tuesday is good")
	r.must(r.Press("Send the answer"))
	r.must(r.Press("Yes, for Luis Delgado"))
	r.see("Your answer is sent", "Tuesday is good")
}

func TestTheirOwnWordIsAskedForByTheCodeThatWentToThem(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Dolores Ruiz")
	r.must(r.Press("Prescriptions"))
	out := r.see("Dolores: ")
	r.must(r.Press(first(out, `button "Dolores: `)))
	r.must(r.Press("Order a refill"))
	r.must(r.Press("Yes, for Dolores Ruiz"))
	r.see("This needs their own word", "the phone of Dolores Ruiz, not yours", "Acting for Dolores Ruiz")
	r.must(r.Press("Back"))
	r.must(r.Press("Order a refill")) // the entry is there as it was
	r.must(r.Press("Yes, for Dolores Ruiz"))
	r.see("This needs their own word")
	r.must(r.Type("The code that Dolores Ruiz got", "000000"))
	r.must(r.Press("Continue"))
	r.see("That is not the code we sent")
	r.must(r.Type("The code that Dolores Ruiz got", r.code()))
	r.must(r.Press("Continue"))
	r.see("The refill is ordered")
}

// TestADeedWhoseAnswerGotLostIsDoneOnce: the plan has done it, and takes no second cancelling; the same one again it knows.
func TestADeedWhoseAnswerGotLostIsDoneOnce(t *testing.T) {
	r := newRig(t, uitest.Phone)
	r.actFor("Luis Delgado")
	r.must(r.Press("Appointments"))
	out := r.see("Luis: ")
	r.must(r.Press(first(out, `button "Luis: `)))
	r.line.fake = func(q *http.Request) *http.Response {
		if !strings.HasSuffix(q.URL.Path, "/deeds") {
			return nil
		}
		res, err := r.line.next.RoundTrip(q)
		if err != nil || res.Body.Close() != nil {
			t.Error(err)
		}
		return answering(http.StatusBadGateway, "text/html", "gone")
	}
	r.must(r.Press("Cancel this visit"))
	r.must(r.Press("Yes, for Luis Delgado"))
	r.see("Try again")
	r.line.fake = nil
	r.must(r.Press("Try again"))
	r.see("The visit is cancelled")
}
