package kratos

import (
	"encoding/json"
	"slices"
	"time"

	"vestibule/app/secret"
	"vestibule/client/rest/wire"
)

// reading is any answer about a flow: a flow as it stands, the end of one, or an error. What an answer has not is zero, and
// what is not known here is passed over: newer versions say more.
type reading struct {
	status int
	now    time.Time // the plan's, when it came

	ID        string    `json:"id"`
	State     string    `json:"state"`
	Refresh   bool      `json:"refresh"`
	IssuedAt  time.Time `json:"issued_at"`
	ExpiresAt time.Time `json:"expires_at"`
	UI        struct {
		Nodes    []node    `json:"nodes"`
		Messages []message `json:"messages"`
	} `json:"ui"`
	Identity *identity `json:"identity"`
	// Exchange is what a token is asked for with after a sign-in in the browser.
	Exchange wire.Secret `json:"session_token_exchange_code"`

	Token        wire.Secret    `json:"session_token"`
	Session      *session       `json:"session"`
	ContinueWith []continuation `json:"continue_with"`

	Error *failure `json:"error"`
	// UseFlow is the flow that took the place of one that has ended.
	UseFlow   string `json:"use_flow_id"`
	BrowserTo string `json:"redirect_browser_to"`
}

// The states of a flow.
const (
	stateSent    = "sent_email" // a text message, too
	statePassed  = "passed_challenge"
	stateSuccess = "success"
	// Of recovery in versions after 1.3: it asks among the account's addresses, and sends to phones.
	stateChoice  = "recovery_awaiting_address_choice"
	stateConfirm = "recovery_awaiting_address_confirm"
	stateAwaits  = "recovery_awaiting_code"
)

// node is one field, button or text of a flow's form.
type node struct {
	Type       string     `json:"type"`
	Group      string     `json:"group"`
	Attributes attributes `json:"attributes"`
	Messages   []message  `json:"messages"`
	Meta       struct {
		Label *message `json:"label"`
	} `json:"meta"`
}

type attributes struct {
	Name  string          `json:"name"`
	Type  string          `json:"type"`
	ID    string          `json:"id"`
	Value json.RawMessage `json:"value"`
	Text  *message        `json:"text"`
}

// message is what Kratos tells people. Its text may be a secret that is handed out, so it is no string; the words a member
// reads are our own.
type message struct {
	ID      int64           `json:"id"`
	Text    wire.Secret     `json:"text"`
	Type    string          `json:"type"`
	Context json.RawMessage `json:"context"`
}

// continuation is what Kratos wants done next.
type continuation struct {
	Action string `json:"action"`
	Flow   struct {
		ID      string `json:"id"`
		Address string `json:"verifiable_address"`
	} `json:"flow"`
	Token wire.Secret `json:"ory_session_token"`
}

// failure is an error of Kratos.
type failure struct {
	ID      string          `json:"id"`
	Reason  string          `json:"reason"`
	Message string          `json:"message"`
	Request string          `json:"request"`
	Details json.RawMessage `json:"details"`
}

// goOn gives what an error says is to be done next: an expired flow brings its successor.
func (f *failure) goOn() []continuation {
	var d struct {
		ContinueWith []continuation `json:"continue_with"`
	}
	_ = json.Unmarshal(f.Details, &d) // details of other kinds lead nowhere
	return d.ContinueWith
}

// successor is the flow that took this one's place; empty: none.
func (r *reading) successor() string {
	if r.Error == nil {
		return ""
	}
	for _, c := range r.Error.goOn() {
		if c.Flow.ID != "" {
			return c.Flow.ID
		}
	}
	return r.UseFlow
}

// failed is the id of the error; empty: there is none, or it has none.
func (r *reading) failed() string {
	if r.Error == nil {
		return ""
	}
	return r.Error.ID
}

// takes reports whether the form has a field or button of that name in one of a group's nodes.
func (r *reading) takes(group, name string) bool { return r.node(group, name) != nil }

// node gives the first node of a group that has that name, or that id where it has none; nil: there is none.
func (r *reading) node(group, name string) *node {
	i := slices.IndexFunc(r.UI.Nodes, func(n node) bool {
		return n.Group == group && (n.Attributes.Name == name || n.Attributes.Name == "" && n.Attributes.ID == name)
	})
	if i < 0 {
		return nil
	}
	return &r.UI.Nodes[i]
}

// value gives the text of a field, whatever its group; empty: none.
func (r *reading) value(name string) string {
	for _, n := range r.UI.Nodes {
		if n.Attributes.Name == name && n.text() != "" {
			return n.text()
		}
	}
	return ""
}

// text is a node's value where that is a text.
func (n node) text() string {
	var s string
	_ = json.Unmarshal(n.Attributes.Value, &s)
	return s
}

// context reads what a message tells beside its words. What does not fit is left zero.
func (m *message) context(into any) {
	if m != nil {
		_ = json.Unmarshal(m.Context, into)
	}
}

// next gives the continuation of an action; nil: there is none.
func (r *reading) next(action string) *continuation {
	for i, c := range r.ContinueWith {
		if c.Action == action {
			return &r.ContinueWith[i]
		}
	}
	return nil
}

// token takes the session's token out of wherever the answer has it.
func (r *reading) token() secret.Bytes {
	if !r.Token.Empty() {
		return r.Token.Bytes
	}
	if c := r.next("set_ory_session_token"); c != nil {
		return c.Token.Bytes
	}
	return secret.Bytes{}
}

// wipe erases what was read: tokens and secrets that are handed out are among it. What goes on is a copy.
func (r *reading) wipe() {
	if r == nil {
		return
	}
	r.Token.Clear()
	r.Exchange.Clear()
	for _, c := range r.ContinueWith {
		c.Token.Clear()
	}
	for _, n := range r.UI.Nodes {
		n.Attributes.Text.wipe()
		clear(n.Attributes.Value)
	}
}

func (m *message) wipe() {
	if m != nil {
		m.Text.Clear()
		clear(m.Context)
	}
}
