package scenario

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Backstage is the mock plan's other side, over HTTP: what was sent, what was counted, and the knobs. A plan in this
// process is reached by a Client whose transport hands over to its handler.
type Backstage struct {
	Client *http.Client
	Base   string // as in http://127.0.0.1:8089
}

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 4 << 20

// Message is one line of the outbox, as far as scripts need it. What has not arrived has no code and no body.
type Message struct {
	Channel string `json:"channel"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	Code    string `json:"code"`
}

// Taken is a packet of a member that the plan has, as it stands there.
type Taken struct {
	Reference string `json:"reference"`
	Lines     []struct {
		Label string `json:"label"`
		Text  string `json:"text"`
	} `json:"lines"`
}

// Member is one of the plan's invented members, with secrets.
type Member struct {
	Username      string   `json:"username"`
	RecoveryCodes []string `json:"recovery_codes"` // the unused ones
	Activation    struct {
		Code string `json:"code"` // of the letter; empty: there was none
	} `json:"activation"`
	Ways []struct {
		Kind   string `json:"kind"`
		Secret string `json:"secret"` // an authenticator app's, in base 32
	} `json:"authenticators"`
}

// Journal is what the plan has counted.
type Journal struct {
	Requests []Request        `json:"requests"`
	Spent    map[string]Spent `json:"attempts"` // by username
}

// Request is one request as the plan saw it.
type Request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

// Spent is what one member has used up.
type Spent struct {
	Password int `json:"password"`
	MFA      int `json:"mfa"`
}

// Attempts is how many tries of a member the plan has counted, of either kind.
func (j Journal) Attempts(member string) int {
	s := j.Spent[member]
	return s.Password + s.MFA
}

func (j Journal) allAttempts() int {
	sum := 0
	for member := range j.Spent {
		sum += j.Attempts(member)
	}
	return sum
}

// asked gives the requests that count: not what opens a plan or asks how it is, nor what ends a conversation or a session,
// which nobody waits for.
func asked(all []Request) []string {
	var out []string
	for _, r := range all {
		if strings.HasPrefix(r.Path, "/v1/") && r.Path != "/v1/status" && (r.Method == http.MethodGet || r.Method == http.MethodPost) {
			out = append(out, r.Method+" "+r.Path)
		}
	}
	return out
}

// Reset makes the plan as it was at the beginning, knobs off.
func (b *Backstage) Reset(ctx context.Context) error {
	return b.call(ctx, http.MethodPost, "/mock/reset", struct{}{}, nil)
}

// Policy sets the rules: a name, or a piece of policy as JSON.
func (b *Backstage) Policy(ctx context.Context, policy any) error {
	return b.call(ctx, http.MethodPut, "/mock/policy", policy, nil)
}

// Faults sets all knobs at once.
func (b *Backstage) Faults(ctx context.Context, knobs map[string]json.RawMessage) error {
	return b.call(ctx, http.MethodPut, "/mock/faults", knobs, nil)
}

// Advance moves the plan's clock.
func (b *Backstage) Advance(ctx context.Context, by time.Duration) error {
	return b.call(ctx, http.MethodPost, "/mock/clock", map[string]string{"advance": by.String()}, nil)
}

// Journal gives what was counted since the last reset.
func (b *Backstage) Journal(ctx context.Context) (Journal, error) {
	var j Journal
	err := b.call(ctx, http.MethodGet, "/mock/journal", nil, &j)
	return j, err
}

// Member gives one member by username, and the plan's time.
func (b *Backstage) Member(ctx context.Context, name string) (Member, time.Time, error) {
	var answer struct {
		Now     time.Time `json:"server_time"`
		Members []Member  `json:"members"`
	}
	if err := b.call(ctx, http.MethodGet, "/mock/members", nil, &answer); err != nil {
		return Member{}, time.Time{}, err
	}
	i := slices.IndexFunc(answer.Members, func(m Member) bool { return m.Username == name })
	if i < 0 {
		return Member{}, time.Time{}, fmt.Errorf("the plan has no member %q", name)
	}
	return answer.Members[i], answer.Now, nil
}

// Approve is the member's other device taking the number that was shown.
func (b *Backstage) Approve(ctx context.Context, member, number string) error {
	return b.call(ctx, http.MethodPost, "/mock/push", map[string]any{"member": member, "number": number}, nil)
}

// Deny is the same device saying no.
func (b *Backstage) Deny(ctx context.Context, member string) error {
	return b.call(ctx, http.MethodPost, "/mock/push", map[string]any{"member": member, "deny": true}, nil)
}

// Outbox gives what was sent to a member, newest first.
func (b *Backstage) Outbox(ctx context.Context, member string) ([]Message, error) {
	var answer struct {
		Messages []Message `json:"messages"`
	}
	err := b.call(ctx, http.MethodGet, "/mock/outbox?to="+url.QueryEscape(member), nil, &answer)
	return answer.Messages, err
}

// Packets gives what members have sent to a person at the plan, oldest first.
func (b *Backstage) Packets(ctx context.Context) ([]Taken, error) {
	var answer struct {
		Packets []Taken `json:"packets"`
	}
	err := b.call(ctx, http.MethodGet, "/mock/packets", nil, &answer)
	return answer.Packets, err
}

// call asks one thing; in and out are JSON, nil for none.
func (b *Backstage) call(ctx context.Context, method, path string, in, out any) error {
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, b.Base+path, &body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := b.Client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	switch {
	case err != nil:
		return err
	case response.StatusCode >= 300:
		return fmt.Errorf("%s %s: %s: %s", method, path, response.Status, text)
	case out == nil:
		return nil
	}
	return json.Unmarshal(text, out)
}
