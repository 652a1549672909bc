package mockplan

import (
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// identity is the card that is asked for in a conversation, and what comes after it.
type identity struct {
	fields []plan.IdentityField
	// found is called with the member whose card it is; nil is never passed.
	found func(m *member) *problem.Problem
	among []*member // whose card it has to be; none: anybody's
}

// askIdentity asks for the card: then found.
func (p *Plan) askIdentity(f *flow, fields []plan.IdentityField, found func(m *member) *problem.Problem) {
	f.at, f.using, f.identity = plan.KindProveIdentity, nil, &identity{fields: fields, found: found}
}

// askOwnCard asks for the card as a proof of a recovery. It has to be the one of the name that was typed.
func (p *Plan) askOwnCard(f *flow) *problem.Problem {
	f.recovery.asked = nil
	p.askIdentity(f, cardFields(), func(m *member) *problem.Problem { return p.proved(f, plan.IdentityProof, m) })
	f.identity.among = p.askedFor(f)
	if until := f.cards.locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	return nil
}

// cardFields are what a recovery asks for. A former name is asked for because a plan is often the last to hear (S053).
func cardFields() []plan.IdentityField {
	return []plan.IdentityField{{Name: plan.FieldMemberNumber, OnCard: true, Example: "TM-4400-0000"},
		{Name: plan.FieldFamilyName, OnCard: true}, {Name: plan.FieldFormerName, Optional: true},
		{Name: plan.FieldBirth, Example: "1970-12-31"}}
}

func (p *Plan) identityStep(f *flow, head plan.Head) plan.Step {
	s := plan.ProveIdentity{Head: head, Fields: f.identity.fields, Tries: f.cards.tries(lockMFA, p.policy.Lockout)}
	if f.recovery != nil {
		s.Wait, s.Others = p.policy.RecoveryRules.Wait, len(p.offered(f)) > 1
	}
	return s
}

// answerIdentity holds what was typed against the card of its number. Which field was wrong is not told: it would tell that
// the others were right. How a field has to be written is.
func (p *Plan) answerIdentity(f *flow, a plan.IdentityTyped) *problem.Problem {
	typed, trouble := readCard(f.identity.fields, a)
	if trouble != nil {
		return trouble
	}
	key := sha256.Sum256([]byte("card " + typed[plan.FieldMemberNumber]))
	door := p.doors.under(key)
	for _, t := range []*tally{&f.cards, door} {
		if until := t.locked(lockMFA, p.now()); !until.IsZero() {
			return p.refusedBy(lockMFA, until)
		}
	}
	m := p.holderOf(typed[plan.FieldMemberNumber])
	if !p.cardRight(f, m, typed) {
		return p.refuseCard(f, key, door, m)
	}
	f.cards.clear(lockMFA)
	door.clear(lockMFA)
	return f.identity.found(m)
}

// readCard gives what was typed, each field as it is compared.
func readCard(fields []plan.IdentityField, a plan.IdentityTyped) (map[plan.FieldName]string, *problem.Problem) {
	typed := map[plan.FieldName]string{}
	for _, v := range a.Values {
		typed[v.Name] = folded(v.Name, string(v.Value.Reveal()))
	}
	for _, field := range fields {
		text := typed[field.Name]
		switch {
		case text == "" && !field.Optional:
			return nil, missing(string(field.Name))
		case field.Name == plan.FieldBirth && !isDate(text),
			field.Name == plan.FieldMemberNumber && strings.Trim(text, "0123456789") != "":
			return nil, refusedField(string(field.Name))
		}
	}
	return typed, nil
}

// folded writes a field so that two spellings of one thing are equal: dashes, spaces, capitals and accents do not count,
// and in a number O is 0 and I and L are 1 (S052).
func folded(name plan.FieldName, text string) string {
	text = strings.TrimSpace(text)
	switch name {
	case plan.FieldBirth:
		return text
	case plan.FieldMemberNumber, plan.FieldGroup, plan.FieldPostal:
		text = strings.Map(letterOrDigit, strings.ToLower(text))
		text = strings.TrimPrefix(text, memberNumberPrefix)
		return strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(text)
	}
	return strings.Map(letterOrDigit, strings.ReplaceAll(norm.NFD.String(strings.ToLower(text)), "ß", "ss"))
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// holderOf gives whose card has a number, and nobody's where there is none, after as much work.
func (p *Plan) holderOf(number string) *member {
	m := p.names[number]
	if m == nil {
		m = p.nobody
	}
	_, gone := p.faults.on("acct.not_found", m)
	if folded(plan.FieldMemberNumber, m.MemberNumber) != number || gone {
		return p.nobody
	}
	return m
}

// cardRight reports whether everything that was typed is on a card. It compares all of it, also with nobody's.
func (p *Plan) cardRight(f *flow, m *member, typed map[plan.FieldName]string) bool {
	right := 1
	for _, field := range f.identity.fields {
		if field.Name != plan.FieldFormerName {
			right &= m.fits(field.Name, typed[field.Name], typed[plan.FieldFormerName])
		}
	}
	_, off := p.faults.on("acct.profile_mismatch", m)
	among := f.identity.among == nil || slices.Contains(f.identity.among, m)
	return right == 1 && !off && among && m != p.nobody
}

// fits compares one field. Who changed their name is known by either.
func (m *member) fits(name plan.FieldName, typed, former string) int {
	equal := func(a, b string) int {
		x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
		return subtle.ConstantTimeCompare(x[:], y[:])
	}
	onFile := map[plan.FieldName]string{plan.FieldMemberNumber: m.MemberNumber, plan.FieldGroup: m.Group, plan.FieldGivenName: m.given,
		plan.FieldFamilyName: m.family, plan.FieldBirth: m.birth, plan.FieldPostal: m.postal}
	fits := equal(typed, folded(name, onFile[name]))
	if name == plan.FieldFamilyName {
		before := folded(name, firstOf(m.former, m.family))
		fits |= equal(typed, before) | equal(former, before)
	}
	return fits
}

// refuseCard counts a card that is not right: in this conversation and under its number, whoever types it.
func (p *Plan) refuseCard(f *flow, key nameKey, door *tally, m *member) *problem.Problem {
	now := p.now()
	door.miss(lockMFA, now, p.policy.Lockout)
	p.doors.note(key, door, func(t *tally) bool { return !t.locked(lockMFA, now).IsZero() })
	var booked *member
	if m != p.nobody {
		booked = m
	}
	trouble := p.missed(booked, &f.cards, lockMFA, problem.IdentityMismatch)
	if setting, on := p.faults.on("acct.profile_mismatch", m); on {
		trouble.Field = setting.Field
	}
	return trouble
}

// cardLock gives the lock that a conversation stands before where the card is asked for.
func (p *Plan) cardLock(f *flow) time.Time { return f.cards.locked(lockMFA, p.now()) }
