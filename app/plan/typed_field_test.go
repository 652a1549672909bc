package plan_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// cleaned gives a field as tidied, "-" where it cannot be what is asked for.
func cleaned(t *testing.T, name plan.FieldName, typed string) string {
	t.Helper()
	given := secret.Of([]byte(typed))
	value, fits := plan.CleanField(name, given)
	for _, c := range given.Reveal() {
		if c != 0 {
			t.Errorf("%q was not cleared", typed)
			break
		}
	}
	if fits == value.Empty() {
		t.Errorf("%q fits: %v, with a value of %d bytes", typed, fits, value.Len())
	}
	if !fits {
		return "-"
	}
	return string(value.Reveal())
}

func TestNumbersAsPeopleCopyThem(t *testing.T) {
	for typed, want := range map[string]string{
		"8841-2093": "88412093", " 8841 2093 ": "88412093", "8841–2O93": "88412093", "884l.2o93": "88412093", "tm-4400-0001": "TM44000001",
		"TM 44OO 000I": "TM44000001", "TM44OO000l": "TM44000001", "TM-OO12": "TM0012", "O8412": "08412", "OO412": "00412", "IL1234": "IL1234",
		"AB1O": "AB10", "８８４１": "8841", "#8841": "8841", "8841-OOLI": "88410011", "TM-AB-12": "TMAB12",
		"": "-", "   ": "-", "---": "-", "none": "-", "8841*": "-", "88٤1": "-", "8841\x00": "-",
	} {
		if got := cleaned(t, plan.FieldMemberNumber, typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"tm-group-40": "TMGROUP40", "TM GROUP 4O": "TMGROUP40", "acme": "ACME", "O": "0"} {
		if got := cleaned(t, plan.FieldGroup, typed); got != want {
			t.Errorf("group %q became %q, want %q", typed, got, want)
		}
	}
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]string{
		"1970-12-31": "1970-12-31", "1970/1/2": "1970-01-02", "1970.1.2": "1970-01-02", "19700102": "1970-01-02", " 1970 1 2 ": "1970-01-02",
		"1/2/2006": "2006-01-02", "01-02-2006": "2006-01-02", "O1/O2/197O": "1970-01-02", "l2/3l/1970": "1970-12-31", "12/31/1970": "1970-12-31",
		"2 Jan 2006": "2006-01-02", "2-Jan-2006": "2006-01-02", "2jan2006": "2006-01-02", "02 JANUARY 2006": "2006-01-02", "2006 Jan 2": "2006-01-02",
		"January 2, 2006": "2006-01-02", "Jan. 2nd 2006": "2006-01-02", "the": "-", "2nd of January, 2006": "2006-01-02", "Sept 3 1960": "1960-09-03",
		"Oct 1 1960": "1960-10-01", "2/29/1972": "1972-02-29", "5.5.1970": "1970-05-05", "２００６-０１-０２": "2006-01-02",
		// What can be read in two ways, or in none.
		"1/2/06": "-", "1.2.2006": "-", "31.12.1970": "-", "31/12/1970": "-", "13/13/1970": "-", "2/30/1972": "-", "2/29/1970": "-", "0/1/1970": "-",
		"1/0/1970": "-", "1/1/1869": "-", "1/1/2101": "-", "01021970": "-", "1970": "-", "1/1970": "-", "1/2/3/1970": "-", "Ju 2 2006": "-",
		"Jan Feb 2006": "-", "Januaryy 2 2006": "-", "2 2006 Jan": "-", "1/2/19700": "-", "": "-", "1970-1-2 1": "-", "-1/2/2006": "2006-01-02",
		"1970 Jan Feb": "-", "1/2/2006 BC": "-", "2006-01-02T00:00:00Z": "-",
	} {
		if got := cleaned(t, plan.FieldBirth, typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
}

func TestNamesAndPostalCodes(t *testing.T) {
	for typed, want := range map[string]string{
		"  ju\u0308rgen  von\tBerg ": "j\u00fcrgen von Berg", "O'Hara-Smith": "O'Hara-Smith", "幸子": "幸子", "X": "X", "Sammy Davis 3rd": "Sammy Davis 3rd",
		"": "-", "...": "-", "1234": "-", "ana@example.org": "-", "Ana\x00": "-", "An\u202ea": "-", "\xff\xfe": "-",
	} {
		if got := cleaned(t, plan.FieldFamilyName, typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"40001": "40001", "4OOO1": "40001", "40001-1234": "40001-1234", "400011234": "40001-1234", "k1a 0b1": "K1A0B1", "SW1A 1AA": "SW1A1AA",
		"4000": "-", "400012": "-", "home": "-", "ABCDE": "-", "A1": "-", "": "-", "12345678901": "-",
	} {
		if got := cleaned(t, plan.FieldPostal, typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
}
