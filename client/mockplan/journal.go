package mockplan

import "time"

// journalLength is how many requests are remembered.
const journalLength = 1000

// journal is what was asked of the plan, and what tries it cost.
type journal struct {
	entries []Entry
	spent   map[string]*Spent // by username; unknown names together
}

// Entry is one request.
type Entry struct {
	At      time.Time `json:"at"`
	Method  string    `json:"method"`
	Path    string    `json:"path"`
	Status  int       `json:"status"`
	Request string    `json:"request_id"`
}

// Spent is what tries a member's conversations cost since the beginning, successes not taken off.
type Spent struct {
	Password int `json:"password"`
	MFA      int `json:"mfa"`
	Sends    int `json:"sends"`
}

// unknownMember gathers the tries under names that nobody has.
const unknownMember = "(unknown)"

func (j *journal) note(e Entry) {
	if len(j.entries) >= journalLength {
		j.entries = j.entries[1:]
	}
	j.entries = append(j.entries, e)
}

// of gives a member's account of tries.
func (j *journal) of(m *member) *Spent {
	name := unknownMember
	if m != nil {
		name = firstOf(m.Username, m.MemberNumber) // a card may have no account yet
	}
	if j.spent[name] == nil {
		j.spent[name] = &Spent{}
	}
	return j.spent[name]
}

func (j *journal) spend(m *member, k lock) {
	if k == lockPassword {
		j.of(m).Password++
		return
	}
	j.of(m).MFA++
}
