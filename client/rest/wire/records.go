package wire

import (
	"time"

	"vestibule/app/plan"
)

// Records is one kind of entry of one person, newest first. Subject says whose they are.
type Records struct {
	ServerTime time.Time `json:"server_time"`
	Subject    string    `json:"subject,omitempty"`
	Records    []Record  `json:"records"`
}

// Record is one entry.
type Record struct {
	ID     string          `json:"id"`
	When   time.Time       `json:"when"`
	Title  string          `json:"title"`
	From   string          `json:"from"`
	Detail string          `json:"detail"`
	New    bool            `json:"new"`
	Deeds  []plan.DeedKind `json:"deeds,omitempty"`
}

// FromRecords gives entries as they travel.
func FromRecords(list []plan.Record, now time.Time) Records {
	w := Records{ServerTime: now, Records: []Record{}}
	for _, r := range list {
		w.Records = append(w.Records, Record(r))
	}
	return w
}

// Of gives the same entries with whose they are.
func (w Records) Of(subject plan.MemberID) Records {
	w.Subject = string(subject)
	return w
}

// List gives the entries, or problem.Malformed where one has no id or title.
func (w Records) List() ([]plan.Record, error) {
	var c check
	out := make([]plan.Record, 0, len(w.Records))
	for _, r := range w.Records {
		out = append(out, r.record(&c))
	}
	return out, c.malformed("records")
}

// mostDeeds is how many things that can be done with one entry are believed.
const mostDeeds = 50

func (w Record) record(c *check) plan.Record {
	c.that(w.ID != "", "id")
	c.that(w.Title != "", "title")
	c.within(int64(len(w.Deeds)), 0, mostDeeds, "deeds")
	return plan.Record(w)
}

// Outbox is what an invented plan "sent", newest first.
type Outbox struct {
	ServerTime time.Time `json:"server_time"`
	Messages   []Message `json:"messages"`
}

// Message is one thing it sent.
type Message struct {
	At      time.Time `json:"at"`
	Channel string    `json:"channel"`
	To      string    `json:"to"`
	Subject string    `json:"subject,omitempty"`
	Body    string    `json:"body"`
	Code    string    `json:"code,omitempty"`
	State   string    `json:"state"`
}

// FromOutbox gives messages as they travel.
func FromOutbox(list []plan.Message, now time.Time) Outbox {
	w := Outbox{ServerTime: now, Messages: []Message{}}
	for _, m := range list {
		w.Messages = append(w.Messages, Message(m))
	}
	return w
}

// List gives the messages.
func (w Outbox) List() []plan.Message {
	out := make([]plan.Message, 0, len(w.Messages))
	for _, m := range w.Messages {
		out = append(out, plan.Message(m))
	}
	return out
}

// Members is the invented members of an invented plan.
type Members struct {
	ServerTime time.Time    `json:"server_time"`
	Members    []DemoMember `json:"members"`
}

// DemoMember is one of them.
type DemoMember struct {
	Name      string `json:"name"`
	Username  string `json:"username"`
	Password  string `json:"password"`
	Situation string `json:"situation"`
}

// List gives the members.
func (w Members) List() []plan.DemoMember {
	out := make([]plan.DemoMember, 0, len(w.Members))
	for _, m := range w.Members {
		if m.Username != "" { // who has a card only cannot be signed in
			out = append(out, plan.DemoMember(m))
		}
	}
	return out
}
