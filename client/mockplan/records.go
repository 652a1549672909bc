package mockplan

import (
	"fmt"
	"slices"
	"time"

	"vestibule/app/plan"
)

// invented is one entry as it is written down: hours before the plan opened.
type invented struct {
	hours               int
	title, from, detail string
	fresh               bool
	can                 plan.DeedKind // empty: it can only be read
}

var inventedRecords = map[plan.RecordKind][]invented{
	plan.Results: {
		{20, "Blood count", "Tallowmere Lab, Elm Street", "All values are in the usual range.", true, ""},
		{24 * 9, "Cholesterol", "Tallowmere Lab, Elm Street", "LDL 118 mg/dL. Your doctor left a note: “Fine for you. Same again in a year.”", false, ""},
		{24 * 96, "Chest X-ray", "Tallowmere Imaging", "Nothing to see that needs treatment.", false, ""},
	},
	plan.Appointments: {
		{-24 * 3, "Check-up", "Dr. Ines Okafor", "Elm Street clinic, room 4. Please bring your card.", true, plan.CancelVisit},
		{-24 * 24, "Eye test", "Dr. Paul Reyes", "Harbor clinic, second floor.", false, plan.CancelVisit},
		{24 * 41, "Flu shot", "Nurse Kim Tran", "Done. Left arm.", false, ""},
	},
	plan.Messages: {
		{5, "About your blood count", "Dr. Ines Okafor", "Good news: everything looks fine. Call if you have questions.", true, plan.Reply},
		{24 * 12, "Your visit is booked", "Elm Street clinic", "See you then. You can change the time until the day before.", false, plan.Reply},
	},
	plan.Prescriptions: {
		{24 * 6, "Lisinopril 10 mg", "Tallowmere Pharmacy", "One tablet each morning. 2 refills left.", true, plan.Refill},
		{24 * 120, "Amoxicillin 500 mg", "Tallowmere Pharmacy", "Three a day for seven days. No refills.", false, ""},
	},
}

// records gives one kind of entry of a member, newest first, as what was done in it has left it.
func (p *Plan) records(m *member, kind plan.RecordKind) []plan.Record {
	var out []plan.Record
	for i, r := range inventedFor(m, kind) {
		one := plan.Record{ID: fmt.Sprintf("%s-%s-%d", m.ID, kind, i+1), When: p.opened.Add(-time.Duration(r.hours) * time.Hour),
			Title: r.title, From: r.from, Detail: r.detail, New: r.fresh}
		if r.can != "" {
			one.Deeds = []plan.DeedKind{r.can}
		}
		out = append(out, m.withChanges(one))
	}
	return newestFirst(out)
}

func newestFirst(list []plan.Record) []plan.Record {
	slices.SortStableFunc(list, func(a, b plan.Record) int { return b.When.Compare(a.When) })
	return list
}
