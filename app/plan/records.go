package plan

import "time"

// RecordKind is one of the things members come for.
type RecordKind string

// The kinds.
const (
	Results       RecordKind = "results"
	Appointments  RecordKind = "appointments"
	Messages      RecordKind = "messages"
	Prescriptions RecordKind = "prescriptions"
)

// RecordKinds is every kind, in the order of the home.
func RecordKinds() []RecordKind {
	return []RecordKind{Results, Appointments, Messages, Prescriptions}
}

// Record is one entry: enough for a list and its page.
type Record struct {
	ID     string
	When   time.Time
	Title  string
	From   string
	Detail string
	New    bool
	// Deeds are what can be done with it, as far as the actor's grant goes.
	Deeds []DeedKind
}

// Message is what an invented plan "sent" to somebody.
type Message struct {
	At      time.Time
	Channel string // sms, voice, email, push, letter
	To      string // in full: the plan is invented
	Subject string
	Body    string
	Code    string // the code in the body, where there is one, for a "copy" button; not a secret: invented
	State   string // delivered, queued, dropped …
}

// DemoMember is an invented member.
type DemoMember struct {
	Name, Username, Password, Situation string
}
