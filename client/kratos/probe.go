package kratos

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"sync"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

// seen is what a Kratos shows before anybody signs in.
type seen struct {
	login *reading
	// on are the kinds of flow that it has besides.
	on      map[string]bool
	schemas []schema
}

// schema is what a plan keeps of a member.
type schema struct {
	ID     string          `json:"id"`
	Schema json.RawMessage `json:"schema"`
}

// probe begins one flow of each kind. That of signing in says whether this is a Kratos at all, and is used later.
func (x *exchanger) probe(ctx context.Context) (seen, error) {
	s := seen{on: map[string]bool{}}
	var err error
	if s.login, err = x.start(ctx, login, nil, secret.Bytes{}); err != nil {
		return seen{}, notAPlan(err)
	}
	if s.login.status != http.StatusOK || s.login.ID == "" || len(s.login.UI.Nodes) == 0 || s.login.ExpiresAt.IsZero() {
		if v := s.login.verdict(); problem.Is(asError(v), problem.NeedsGateway) {
			return seen{}, v
		}
		return seen{}, problem.New(problem.NotAPlan)
	}
	return s, s.rest(ctx, x)
}

// rest asks for the other kinds of flow, side by side. One that was not answered is an error: what a plan can do is not
// guessed.
func (s *seen) rest(ctx context.Context, x *exchanger) error {
	kinds := []string{recovery, verification, registration}
	on, failed := make([]bool, len(kinds)), make([]error, len(kinds)+1)
	var all sync.WaitGroup
	for i, kind := range kinds {
		all.Go(func() {
			f, err := x.start(ctx, kind, nil, secret.Bytes{})
			defer f.wipe()
			on[i], failed[i] = err == nil && f.status == http.StatusOK && f.ID != "", passing(err)
		})
	}
	all.Go(func() { s.schemas, failed[len(kinds)] = x.schemas(ctx) })
	all.Wait()
	for i, kind := range kinds {
		s.on[kind] = on[i]
	}
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// passing gives an error of the way there; that an answer is not Kratos' own says only that there is no such flow.
func passing(err error) error {
	if p := problem.Of(err); p != nil && (p.Kind == problem.Offline || p.Kind == problem.Throttled || p.Code == problem.ServerError) {
		return err
	}
	return nil
}

// schemas asks what the plan keeps of members. A gateway may not hand that out.
func (x *exchanger) schemas(ctx context.Context) ([]schema, error) {
	a, err := x.do(ctx, request{method: http.MethodGet, path: "/schemas"})
	if err != nil {
		return nil, err
	}
	var out []schema
	if a.status != http.StatusOK {
		return nil, nil
	}
	return out, passing(a.read(&out, x.clock.Now()))
}

// notAPlan says of what came of the first question whether a Kratos is there. A failure on the way there stays what it is.
func notAPlan(err error) error {
	switch p := problem.Of(err); p.Code {
	case problem.Malformed, problem.NetCaptive, problem.NetRedirectLoop, problem.FlowExpired, problem.TooLarge:
		return problem.New(problem.NotAPlan).Because(p)
	}
	return err
}

// asError keeps a nil problem from becoming an error that is not nil.
func asError(p *problem.Problem) error {
	if p == nil {
		return nil
	}
	return p
}

// use is what a trait is for at Kratos (embedx/identity_extension.schema.json).
type use struct {
	Credentials struct {
		Password struct {
			Identifier bool `json:"identifier"`
		} `json:"password"`
		Code struct {
			Identifier bool   `json:"identifier"`
			Via        string `json:"via"`
		} `json:"code"`
	} `json:"credentials"`
}

// uses finds what the traits of all schemas are for: by trait, its format and its uses.
func (s seen) uses(each func(name, format string, u use)) {
	for _, one := range s.schemas {
		walk(one.Schema, "", 0, each)
	}
}

func walk(raw json.RawMessage, name string, depth int, each func(name, format string, u use)) {
	var at struct {
		Format     string                     `json:"format"`
		Kratos     *use                       `json:"ory.sh/kratos"`
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if depth > mostDepth || json.Unmarshal(raw, &at) != nil {
		return
	}
	if at.Kratos != nil {
		each(name, at.Format, *at.Kratos)
	}
	for below, p := range at.Properties {
		walk(p, below, depth+1, each)
	}
}

// identifiers are the kinds of name that a member signs in with.
func (s seen) identifiers() []plan.Identifier {
	codes := !s.login.takes(byPassword, "password")
	found := map[plan.Identifier]bool{}
	s.uses(func(name, format string, u use) {
		if !u.Credentials.Password.Identifier && !(codes && u.Credentials.Code.Identifier) {
			return
		}
		switch {
		case format == "email" || slices.Contains(namesEmail, plainName(name)):
			found[plan.Email] = true
		case format == "tel" || slices.Contains(namesPhone, plainName(name)):
			found[plan.Phone] = true
		case slices.Contains(namesMemberID, plainName(name)):
			found[plan.MemberNumber] = true
		default:
			found[plan.Username] = true
		}
	})
	var out []plan.Identifier
	for _, kind := range []plan.Identifier{plan.Username, plan.Email, plan.Phone, plan.MemberNumber} {
		if found[kind] {
			out = append(out, kind)
		}
	}
	if len(out) == 0 {
		return []plan.Identifier{plan.Username, plan.Email}
	}
	return out
}

// secondCodes reports whether codes that are sent are a second proof here: the schema has addresses for them, and they are
// not what signs in. Kratos has them for one of the two only.
func (s seen) secondCodes() bool {
	sent := false
	s.uses(func(_, _ string, u use) { sent = sent || u.Credentials.Code.Identifier })
	return sent && !s.login.takes(byCode, "method")
}
