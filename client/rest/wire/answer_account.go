package wire

import (
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// The types of answer in getting back in, in joining, and about one's own account.
const (
	typeIdentify   = "identify.submit"
	typeIdentity   = "prove-identity.submit"
	typeRegister   = "register.submit"
	typeActivation = "activation.submit"
	typeContact    = "contact.submit"
)

func accountFieldsOf(answer plan.Answer) (fields []field, kind string) {
	switch a := answer.(type) {
	case plan.Identified:
		names := make([][]byte, 0, len(a.Names))
		for _, n := range a.Names {
			names = append(names, []byte(n))
		}
		return []field{{name: "names", list: names}}, typeIdentify
	case plan.IdentityTyped:
		values := make([]namedText, 0, len(a.Values))
		for _, v := range a.Values {
			values = append(values, namedText{string(v.Name), v.Value.Reveal()})
		}
		return []field{{name: "values", named: values}}, typeIdentity
	case plan.RegisterTyped:
		fields = []field{{name: "username", text: []byte(a.Username)}, {name: "email", text: []byte(a.Email)}}
		return withText(fields, "phone", a.Phone), typeRegister
	case plan.ActivationTyped:
		return []field{{name: "code", text: a.Code.Reveal()}}, typeActivation
	case plan.ContactTyped:
		return []field{{name: "kind", text: []byte(a.ContactKind)}, {name: "value", text: []byte(a.Value)}}, typeContact
	}
	return nil, bareKind(answer)
}

type identifyBody struct {
	Names []string `json:"names"`
}

type identityBody struct {
	Values []identityValue `json:"values"`
}

type identityValue struct {
	Name  string `json:"name"`
	Value Secret `json:"value"`
}

type registerBody struct {
	Username string `json:"username"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
}

type contactBody struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

func readAccount(kind string, body []byte) (plan.Answer, error) {
	switch kind {
	case typeIdentify:
		return readIdentify(body)
	case typeIdentity:
		return readIdentity(body)
	case typeRegister:
		return readRegister(body)
	case typeActivation:
		b, err := read[codeBody](body)
		return plan.ActivationTyped{Code: b.Code.Bytes}, first(err, needed(b.Code, "code", longestLink))
	case typeContact:
		return readContact(body)
	}
	return readBare(kind)
}

func readIdentify(body []byte) (plan.Answer, error) {
	b, err := read[identifyBody](body)
	err = first(err, bounded(len(b.Names), "names", mostNames))
	for _, n := range b.Names {
		err = first(err, neededText(n, "names", longestName))
	}
	return plan.Identified{Names: b.Names}, err
}

// readIdentity names the field of the card that is wrong, as its page knows it, not its place in the list.
func readIdentity(body []byte) (plan.Answer, error) {
	b, err := read[identityBody](body)
	err = first(err, bounded(len(b.Values), "values", len(plan.FieldNames())))
	var a plan.IdentityTyped
	for _, v := range b.Values {
		name := plan.FieldName(v.Name)
		again := slices.ContainsFunc(a.Values, func(old plan.IdentityValue) bool { return old.Name == name })
		if again || !slices.Contains(plan.FieldNames(), name) {
			err = first(err, refused(problem.BadField, "values"))
		}
		err = first(err, needed(v.Value, v.Name, longestValue))
		a.Values = append(a.Values, plan.IdentityValue{Name: name, Value: v.Value.Bytes})
	}
	return a, err
}

func readRegister(body []byte) (plan.Answer, error) {
	b, err := read[registerBody](body)
	err = first(err, neededText(b.Username, "username", longestName), neededText(b.Email, "email", longestName))
	if len(b.Phone) > longestName {
		err = first(err, refused(problem.BadField, "phone"))
	}
	return plan.RegisterTyped{Username: b.Username, Email: b.Email, Phone: b.Phone}, err
}

func readContact(body []byte) (plan.Answer, error) {
	b, err := read[contactBody](body)
	kind := plan.ContactKind(b.Kind)
	if err == nil && !contactKind(kind) {
		err = refused(problem.BadField, "kind")
	}
	return plan.ContactTyped{ContactKind: kind, Value: b.Value}, first(err, neededText(b.Value, "value", longestName))
}
