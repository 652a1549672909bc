package kratos

import (
	"net/http"
	"strings"

	"vestibule/app/problem"
)

// The ids of errors that lead on.
const (
	needsSecond   = "session_aal2_required"
	needsFresh    = "session_refresh_required"
	needsBrowser  = "browser_location_change_required"
	alreadyIn     = "session_already_available"
	alreadyProved = "session_aal_already_fulfilled"
	replaced      = "self_service_flow_replaced"
)

// failures are Kratos' errors by their id (text/message_error.go of 1.3.1).
var failures = map[string]problem.Code{
	needsSecond: problem.NeedsReauth, needsFresh: problem.NeedsReauth,
	"session_inactive": problem.SessionRevoked, "session_aal1_required": problem.SessionRevoked,
	"session_verified_address_required": problem.AccountUnready,
	alreadyIn:                           problem.FlowConflict, alreadyProved: problem.FlowConflict,
	"self_service_flow_expired": problem.FlowExpired, replaced: problem.CodeSpent,
	"self_service_flow_disabled":            problem.NotForMember,
	"security_identity_mismatch":            problem.FlowConflict,
	"security_csrf_violation":               problem.NeedsGateway,
	needsBrowser:                            problem.AuthenticatorOff,
	"self_service_flow_return_to_forbidden": problem.ProviderUnavailable,
}

// verdict says what is wrong, nil: nothing. A session token settles it, then the error, then the first message of type
// error: HTTP's status is no guide. That nothing is wrong is no success yet: for that, what was asked for must be there.
func (r *reading) verdict() *problem.Problem {
	if !r.token().Empty() {
		return nil
	}
	if r.Error != nil {
		return r.signed(r.Error.problem(r.status))
	}
	for _, m := range r.UI.Messages {
		if m.Type == "error" {
			return r.signed(m.problem("", r.now))
		}
	}
	for _, n := range r.UI.Nodes {
		for _, m := range n.Messages {
			if m.Type == "error" {
				return r.signed(m.problem(n.Attributes.Name, r.now))
			}
		}
	}
	if r.status >= http.StatusBadRequest && r.ID == "" {
		return r.signed(problem.New(byStatus(r.status)))
	}
	return nil
}

// noSession is the verdict where the answer should have brought a session; nil: it has. Where nothing is wrong and nobody is
// signed in, that is problem.Malformed.
func (r *reading) noSession() *problem.Problem {
	v := r.verdict()
	if v == nil && r.token().Empty() {
		return r.signed(problem.New(problem.Malformed))
	}
	return v
}

func (r *reading) signed(p *problem.Problem) *problem.Problem {
	p.Status = r.status
	return p
}

// problem says what an error means: by its id, else by the few that have none, else by the status.
func (f *failure) problem(status int) *problem.Problem {
	code, is := failures[f.ID]
	switch {
	case is:
	case strings.Contains(f.Reason, tooOften):
		code = problem.CodeSpent
	case strings.Contains(f.Reason, "account was disabled"):
		code = problem.AccountDisabled
	case strings.Contains(f.Reason, "because it was disabled"): // a whole flow
		code = problem.NotForMember
	case strings.Contains(f.Reason, "endpoint was disabled"), strings.Contains(f.Message, "endpoint was disabled"): // a method
		code = problem.AuthenticatorOff
	case strings.Contains(f.Reason, "flow query parameter"): // how an unknown flow is answered
		code = problem.FlowExpired
	case f.ID != "":
		p := problem.New(problem.Code("kratos." + cut(f.ID)))
		p.Kind, p.Facts.Reason, p.Reference = problem.Unavailable, cut(f.Reason), cut(f.Request)
		return p
	default:
		code = byStatus(status)
	}
	p := problem.New(code)
	p.Reference = cut(f.Request)
	return p
}

// byStatus is what is left where an answer says nothing else.
func byStatus(status int) problem.Code {
	switch status {
	case http.StatusUnauthorized:
		return problem.SessionRevoked
	case http.StatusForbidden:
		return problem.NotForMember
	case http.StatusNotFound, http.StatusGone:
		return problem.FlowExpired
	case http.StatusConflict:
		return problem.FlowConflict
	}
	return problem.Malformed
}

// uncertain reports that a request may have been carried out, or not: whoever made it asks before making it again.
func uncertain(err error) bool {
	p := problem.Of(err)
	switch p.Code {
	case problem.NetDropped, problem.NetTimeout, problem.NetCaptive, problem.ServerError, problem.Malformed, problem.TooLarge, problem.NetRedirectLoop:
		return true
	}
	return false
}
