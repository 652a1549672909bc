package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"vestibule/app/problem"
)

// ProblemType is the media type of a problem (RFC 9457).
const ProblemType = "application/problem+json"

// urn begins the type of a problem of ours; the code follows.
const urn = "urn:member-plan:problem:"

// Problem is a refusal or a fault as it travels (RFC 9457). Step is the conversation as it now stands.
type Problem struct {
	Type       string    `json:"type"`
	Title      string    `json:"title,omitempty"`
	Status     int       `json:"status"`
	Detail     string    `json:"detail,omitempty"`
	Code       string    `json:"code,omitempty"`
	Field      string    `json:"field,omitempty"`
	Until      time.Time `json:"until,omitzero"`
	From       time.Time `json:"from,omitzero"`
	Reference  string    `json:"reference,omitempty"`
	Left       *int      `json:"left,omitempty"`
	SkewS      int64     `json:"skew_s,omitempty"`
	Feature    string    `json:"feature,omitempty"`
	Reason     string    `json:"reason,omitempty"`
	Version    string    `json:"version,omitempty"`
	URL        string    `json:"url,omitempty"`
	Rules      []string  `json:"rules,omitempty"`
	Sent       time.Time `json:"sent,omitzero"`
	Who        string    `json:"who,omitempty"`
	To         string    `json:"to,omitempty"`
	ServerTime time.Time `json:"server_time,omitzero"`
	Step       *Step     `json:"step,omitempty"`
}

// looseProblem reads a problem so that a member of the wrong type is ignored (RFC 9457, section 3.1).
type looseProblem struct {
	Type       loose[string]    `json:"type"`
	Title      loose[string]    `json:"title"`
	Status     loose[int]       `json:"status"`
	Detail     loose[string]    `json:"detail"`
	Code       loose[string]    `json:"code"`
	Field      loose[string]    `json:"field"`
	Until      loose[time.Time] `json:"until"`
	From       loose[time.Time] `json:"from"`
	Reference  loose[string]    `json:"reference"`
	Left       loose[*int]      `json:"left"`
	SkewS      loose[int64]     `json:"skew_s"`
	Feature    loose[string]    `json:"feature"`
	Reason     loose[string]    `json:"reason"`
	Version    loose[string]    `json:"version"`
	URL        loose[string]    `json:"url"`
	Rules      loose[[]string]  `json:"rules"`
	Sent       loose[time.Time] `json:"sent"`
	Who        loose[string]    `json:"who"`
	To         loose[string]    `json:"to"`
	ServerTime loose[time.Time] `json:"server_time"`
	Step       loose[*Step]     `json:"step"`
}

// UnmarshalJSON reads an object; only what is no object at all is an error.
func (p *Problem) UnmarshalJSON(raw []byte) error {
	var l looseProblem
	if err := json.Unmarshal(raw, &l); err != nil {
		return err
	}
	*p = Problem{
		l.Type.Value, l.Title.Value, l.Status.Value, l.Detail.Value, l.Code.Value, l.Field.Value, l.Until.Value, l.From.Value,
		l.Reference.Value, l.Left.Value, l.SkewS.Value, l.Feature.Value, l.Reason.Value, l.Version.Value, l.URL.Value,
		l.Rules.Value, l.Sent.Value, l.Who.Value, l.To.Value, l.ServerTime.Value, l.Step.Value,
	}
	return nil
}

// FromProblem gives a problem as it travels, with the step as it now stands (nil: none); now is the plan's time.
func FromProblem(p *problem.Problem, step *Step, now time.Time) Problem {
	return Problem{
		Type: urn + string(p.Code), Title: string(p.Code), Status: HTTPStatus(p.Kind), Code: string(p.Code), Field: p.Field,
		Until: p.Until, From: p.From, Reference: p.Reference, Left: p.Facts.Left, SkewS: int64(p.Facts.Skew / time.Second),
		Feature: p.Facts.Feature, Reason: p.Facts.Reason, Version: p.Facts.Version, URL: p.Facts.URL, Rules: p.Facts.Rules,
		Sent: p.Facts.Sent, Who: p.Facts.Who, To: p.Facts.To, ServerTime: now, Step: step,
	}
}

// HTTPStatus is the status line a problem of that kind travels with.
func HTTPStatus(kind problem.Kind) int {
	statuses := map[problem.Kind]int{
		problem.Input: http.StatusUnprocessableEntity, problem.Credential: http.StatusUnprocessableEntity,
		problem.Expired: http.StatusGone, problem.Throttled: http.StatusTooManyRequests, problem.Locked: http.StatusLocked,
		problem.Reauth: http.StatusUnauthorized, problem.Forbidden: http.StatusForbidden, problem.Conflict: http.StatusConflict,
		problem.Unavailable: http.StatusServiceUnavailable, problem.Outdated: http.StatusUpgradeRequired,
	}
	if s, ok := statuses[kind]; ok {
		return s
	}
	return http.StatusInternalServerError
}

// Problem gives the trouble the app knows, for an answer of that status from that address. The status line counts, not
// the member (RFC 9457, section 3.1.3). A code that the app does not know is kept whole, with its reference and the
// plan's own sentence; its kind is read off the status. URL is given as it came: whether it is the plan's, the caller knows.
func (p Problem) Problem(status int, at *url.URL) *problem.Problem {
	code := p.code(at)
	out := problem.New(code)
	if code == "" {
		out = problem.New(codeOf(status))
	} else if !problem.Known(code) {
		out.Kind = kindOf(status)
		out.Facts.Reason = cut(p.Detail)
	}
	out.Status, out.Field, out.Until, out.From, out.Reference = status, p.Field, p.Until, p.From, cut(p.Reference)
	if p.Left != nil && *p.Left >= 0 {
		out.Facts.Left = p.Left
	}
	if p.Reason != "" {
		out.Facts.Reason = cut(p.Reason)
	}
	out.Facts.Skew = time.Duration(min(max(p.SkewS, -longest), longest)) * time.Second
	out.Facts.Feature, out.Facts.Version, out.Facts.URL = cut(p.Feature), cut(p.Version), p.URL
	out.Facts.Rules, out.Facts.Sent = p.Rules, p.Sent
	out.Facts.Who, out.Facts.To = cut(p.Who), cut(p.To)
	return out
}

// code is the member of that name, else the type's; a relative type is resolved against the address it came from
// (RFC 9457, section 3.1.1), about:blank says nothing.
func (p Problem) code(at *url.URL) problem.Code {
	if p.Code != "" {
		return problem.Code(cut(p.Code))
	}
	if own, ok := strings.CutPrefix(p.Type, urn); ok {
		return problem.Code(cut(own))
	}
	if p.Type == "" || p.Type == "about:blank" {
		return ""
	}
	if ref, err := url.Parse(p.Type); err == nil && at != nil {
		return problem.Code(cut(at.ResolveReference(ref).String()))
	}
	return problem.Code(cut(p.Type))
}

// codeOf is what an answer without a code means by its status alone.
func codeOf(status int) problem.Code {
	switch status {
	case http.StatusUnauthorized:
		return problem.SessionRevoked
	case http.StatusForbidden:
		return problem.NotForMember
	case http.StatusConflict:
		return problem.FlowConflict
	case http.StatusGone:
		return problem.FlowExpired
	case http.StatusTooManyRequests:
		return problem.TooBusy
	case http.StatusUpgradeRequired:
		return problem.AppTooOld
	}
	if status >= 500 {
		return problem.ServerError
	}
	return problem.Malformed
}

// kindOf is what sort of trouble an unknown code is.
func kindOf(status int) problem.Kind {
	for _, k := range []problem.Kind{problem.Input, problem.Expired, problem.Throttled, problem.Locked, problem.Reauth,
		problem.Forbidden, problem.Conflict, problem.Outdated} {
		if HTTPStatus(k) == status {
			return k
		}
	}
	if status == http.StatusBadRequest {
		return problem.Input
	}
	return problem.Unavailable
}

// longestSentence is how much of a plan's own sentence is shown, in bytes.
const longestSentence = 200

// cut shortens a text of the plan, never in the middle of a character.
func cut(s string) string {
	if len(s) <= longestSentence {
		return s
	}
	end := longestSentence
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

func (c *check) malformed(object string) error {
	if c.fault == "" {
		return nil
	}
	return malformed(object + "." + c.fault)
}

func malformed(what string) error {
	return problem.New(problem.Malformed).Because(fmt.Errorf("wire: %s is missing or nonsense", what))
}

func badPolicy(what string) error {
	return problem.New(problem.BadPolicy).Because(fmt.Errorf("wire: policy: %s is missing or nonsense", what))
}

func unknownStep(kind string) error {
	if kind == "" {
		return malformed("kind")
	}
	return problem.New(problem.UnknownStep).Because(fmt.Errorf("wire: a step of kind %q", cut(kind)))
}

func refused(code problem.Code, field string) error {
	p := problem.New(code)
	p.Field = field
	return p
}
