package mockplan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vestibule/app/plan"
)

// inventedFor gives the entries of one kind of a person's record. Each title and each text of somebody who is acted for names them,
// so that an entry under another's name is seen at once.
func inventedFor(m *member, kind plan.RecordKind) []invented {
	if m.care.theme == 0 {
		return inventedRecords[kind]
	}
	given, _, _ := strings.Cut(m.Name, " ")
	year, _, _ := strings.Cut(m.birth, "-")
	whose := fmt.Sprintf("For %s, born %s.", m.Name, year)
	of := func(list []string, and int) string { return list[(m.care.theme+and)%len(list)] }
	switch hours := m.care.theme % 48; kind {
	case plan.Results:
		return []invented{
			{20 + hours, given + ": " + of(themeTests, 0), "Tallowmere Lab, Elm Street", whose + " All values are in the usual range.", true, ""},
			{24*30 + hours, given + ": " + of(themeTests, 3), "Tallowmere Imaging", whose + " Nothing to see that needs treatment.", false, ""},
		}
	case plan.Appointments:
		return []invented{
			{-24*4 - hours, given + ": " + of(themeVisits, 0), of(themeDoctors, 0), whose + " Elm Street clinic. Please bring the card.", true, plan.CancelVisit},
			{-24*20 - hours, given + ": " + of(themeVisits, 2), of(themeDoctors, 1), whose + " Harbor clinic, second floor.", false, plan.CancelVisit},
		}
	case plan.Messages:
		return []invented{{7 + hours, "About " + given + "’s " + strings.ToLower(of(themeVisits, 1)), of(themeDoctors, 0), whose + " Please tell us if the time is good.", true, plan.Reply}}
	case plan.Prescriptions:
		return []invented{
			{24*5 + hours, given + ": " + of(themePills, 0), "Tallowmere Pharmacy", whose + " One each morning. 2 refills left.", true, plan.Refill},
			{24*90 + hours, given + ": " + of(themePills, 2), "Tallowmere Pharmacy", whose + " For seven days. No refills.", false, ""},
		}
	}
	return nil
}

var (
	themeTests   = []string{"Iron level", "Hearing test", "Allergy test", "Blood sugar", "Bone density", "Thyroid test", "Lung test"}
	themeVisits  = []string{"Tooth check", "Foot care", "Physical therapy", "Heart check", "Skin check"}
	themeDoctors = []string{"Dr. Ines Okafor", "Dr. Paul Reyes", "Nurse Kim Tran"}
	themePills   = []string{"Metformin 500 mg", "Amlodipine 5 mg", "Cetirizine 10 mg", "Levothyroxine 50 µg", "Omeprazole 20 mg", "Vitamin D"}
)

// withChanges gives an entry as what was done in it has left it. A message can be answered again, the rest is done once.
func (m *member) withChanges(r plan.Record) plan.Record {
	if what, done := m.care.change[r.ID]; done {
		r.Detail += " " + what
		r.Deeds = slices.DeleteFunc(r.Deeds, func(k plan.DeedKind) bool { return k != plan.Reply })
	}
	return r
}

// changeRecord does what a deed says to an entry.
func (m *member) changeRecord(deed plan.Deed, at time.Time) {
	if m.care.change == nil {
		m.care.change = map[string]string{}
	}
	on := at.Format("January 2")
	m.care.change[deed.ID] = map[plan.DeedKind]string{plan.Refill: "A refill was ordered on " + on + ".", plan.CancelVisit: "This visit was cancelled on " + on + ".",
		plan.Reply: "Answered on " + on + ": “" + trimmed(deed.Text) + "”"}[deed.What]
}
