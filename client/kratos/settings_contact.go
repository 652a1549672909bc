package kratos

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// A contact is a trait of the identity, under a name of the plan's choosing. A change sends all traits back, so it begins
// with reading them. It counts at once, and the old address is told nothing: Kratos has no way to wait for the code.

// contacts are the fields of a settings form that hold an address, by what kind it is.
func (r *reading) contacts() map[plan.ContactKind]string {
	out := map[plan.ContactKind]string{}
	for _, n := range r.UI.Nodes {
		name, is := strings.CutPrefix(n.Attributes.Name, "traits.")
		if n.Group != "profile" || !is {
			continue
		}
		kind := plan.ContactKind("")
		switch last := plainName(name[strings.LastIndex(name, ".")+1:]); {
		case n.Attributes.Type == "email" || slices.Contains(namesEmail, last):
			kind = plan.ContactEmail
		case n.Attributes.Type == "tel" || slices.Contains(namesPhone, last):
			kind = plan.ContactPhone
		default:
			continue
		}
		if _, had := out[kind]; !had {
			out[kind] = name
		}
	}
	return out
}

// askContact asks for an address: for one of a kind that there is none of yet, or else for one in the place of another.
func (p *Plan) askContact(at place, f *reading) (plan.Step, error) {
	fields := f.contacts()
	s := plan.Contact{Head: at.head()}
	var had []string
	for _, kind := range []plan.ContactKind{plan.ContactEmail, plan.ContactPhone} {
		if name, is := fields[kind]; is {
			if value := f.value("traits." + name); value != "" {
				had = append(had, mask(value))
			} else {
				s.Kinds = append(s.Kinds, kind)
			}
		}
	}
	if len(s.Kinds) > 0 {
		return s, nil
	}
	for _, kind := range []plan.ContactKind{plan.ContactEmail, plan.ContactPhone} {
		if _, is := fields[kind]; is {
			s.Kinds = append(s.Kinds, kind)
		}
	}
	if len(s.Kinds) == 0 {
		return p.refer(at, problem.NotForMember), nil
	}
	s.Replaces = strings.Join(had, ", ")
	return s, nil
}

// newContact writes a contact into the traits, and asks for the code that was sent to it.
func (p *Plan) newContact(ctx context.Context, at place, step plan.Step, a plan.ContactTyped) (plan.Step, error) {
	f, err := p.look(ctx, settings, at.Flow, at.token)
	defer f.wipe()
	if err != nil {
		return step, err
	}
	if v := f.verdict(); v != nil && f.Identity == nil {
		return step, v
	}
	name := f.contacts()[a.ContactKind]
	if name == "" || f.Identity == nil {
		return step, problem.New(problem.ContactRefused)
	}
	traits, err := with(f.Identity.Traits, strings.Split(name, "."), dialled(a))
	if err != nil {
		return step, problem.New(problem.Malformed).Because(err)
	}
	r, next, err := p.change(ctx, at, step, method("profile").raw("traits", traits))
	defer r.wipe()
	if err != nil {
		return next, refusedContact(err)
	}
	if r.State != stateSuccess {
		return step, r.signed(problem.New(problem.Malformed))
	}
	return p.confirm(ctx, at, r, dialled(a))
}

// dialled is an address as Kratos stores it: a phone number without what makes it readable (E.164).
func dialled(a plan.ContactTyped) string {
	if a.ContactKind != plan.ContactPhone {
		return a.Value
	}
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, a.Value)
}

// refusedContact says of any field that was refused that it is the contact: it is all that was typed.
func refusedContact(err error) error {
	p := problem.Of(err)
	if p.Code != problem.BadField && p.Code != problem.UsernameTaken && p.Code != problem.MissingField {
		return err
	}
	out := problem.New(problem.ContactRefused).Because(p)
	out.Status, out.Reference = p.Status, p.Reference
	return out
}

// with gives a copy of an object in which one text, deep in it, is another. All else stays as it came, to the digit.
func with(raw json.RawMessage, path []string, value string) (json.RawMessage, error) {
	if len(path) == 0 {
		return json.Marshal(value)
	}
	all := map[string]json.RawMessage{}
	if len(raw) > 0 && string(raw) != "null" {
		if err := json.Unmarshal(raw, &all); err != nil {
			return nil, err
		}
	}
	below, err := with(all[path[0]], path[1:], value)
	if err != nil {
		return nil, err
	}
	all[path[0]] = below
	return json.Marshal(all)
}
