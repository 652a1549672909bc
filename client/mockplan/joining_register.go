package mockplan

import (
	"regexp"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func (p *Plan) registerStep(f *flow, head plan.Head) plan.Step {
	return plan.RegisterAccount{Head: head, Username: p.suggestion(f.member), Phone: true}
}

// suggestion is a name that nobody has yet.
func (p *Plan) suggestion(m *member) string {
	plainly := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, strings.ToLower(s))
	}
	name := strings.Trim(plainly(m.given)+"."+plainly(m.family), ".")
	if !usernameForm.MatchString(name) || p.names[normalise(name)] != nil {
		return ""
	}
	return name
}

// usernameForm is what a name may be: letters, digits and . _ - between them, with a letter first, so that it is neither a
// number nor an address.
var usernameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{3,31}$`)

// answerRegister sends a code to the address, and to the number where one was given: neither counts before.
func (p *Plan) answerRegister(f *flow, a plan.RegisterTyped) *problem.Problem {
	if trouble := p.refusedName(a.Username); trouble != nil {
		return trouble
	}
	if kind, _, rule := plan.CleanContact(a.Email); rule == plan.ContactMissing {
		return missing("email")
	} else if rule != "" || kind != plan.ContactEmail {
		return refusedContact("email")
	}
	if kind, _, rule := plan.CleanContact(a.Phone); a.Phone != "" && (rule != "" || kind != plan.ContactPhone || !isASCII(a.Phone)) {
		return refusedContact("phone")
	}
	f.joining.typed = a
	if f.adding == nil || !f.adding.apart {
		f.adding = &addingContact{apart: true, added: func(plan.ContactKind, string) *problem.Problem { return p.nextContact(f) }}
	}
	return p.confirmContact(f, plan.ContactEmail, a.Email)
}

func (p *Plan) refusedName(username string) *problem.Problem {
	switch {
	case username == "":
		return missing("username")
	case !usernameForm.MatchString(username):
		trouble := problem.New(problem.UsernameRefused)
		trouble.Field = "username"
		return trouble
	case p.names[normalise(username)] != nil:
		return taken()
	}
	return nil
}

func taken() *problem.Problem {
	trouble := problem.New(problem.UsernameTaken)
	trouble.Field = "username"
	return trouble
}

// nextContact confirms the number after the address, and goes on to the password.
func (p *Plan) nextContact(f *flow) *problem.Problem {
	j := f.joining
	if j.typed.Phone == "" {
		j.first, f.at = true, plan.KindNewPassword
		return nil
	}
	f.adding = &addingContact{apart: true, added: func(plan.ContactKind, string) *problem.Problem {
		j.first, f.at = true, plan.KindNewPassword
		return nil
	}}
	return p.confirmContact(f, plan.ContactPhone, j.typed.Phone)
}

// register puts on file how a new account is signed in to.
func (p *Plan) register(f *flow) {
	m, typed := f.member, f.joining.typed
	m.Username, m.passwordOnly = typed.Username, true
	p.names[normalise(m.Username)] = m
	p.putContact(m, plan.ContactEmail, typed.Email, "", f.device)
	if typed.Phone != "" {
		p.putContact(m, plan.ContactPhone, typed.Phone, "", f.device)
	}
}
