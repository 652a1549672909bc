package mockplan

import (
	"fmt"
	"strings"
	"time"
)

// facts are what a member's card says, and what only they know of themselves.
type facts struct {
	given, family, former string
	birth                 string // as 2006-01-02
	postal, Group         string
}

// group is the one group of this plan.
const group = "TM-GROUP-40"

// inventedFacts gives the n-th member theirs. They follow from n alone, so that a run can be repeated.
func inventedFacts(n int, name string) facts {
	given, family := splitName(name)
	birth := time.Date(1940+7*n%60, time.Month(1+5*n%12), 1+11*n%28, 0, 0, 0, 0, time.UTC)
	return facts{given: given, family: family, birth: birth.Format(time.DateOnly), postal: fmt.Sprintf("%05d", 40000+37*n%9999), Group: group}
}

// splitName takes a name apart: the family name is the last word, with the "von" before it; in 田中 幸子 it is the first.
func splitName(name string) (given, family string) {
	if at := strings.Index(name, " von "); at > 0 {
		return name[:at], name[at+1:]
	}
	at := strings.LastIndex(name, " ")
	switch {
	case at < 0:
		return "", name
	case name[0] >= 0xe3 && name[0] <= 0xe9: // the lead bytes of CJK in UTF-8
		return name[at+1:], name[:at]
	}
	return name[:at], name[at+1:]
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
