package kratos

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"vestibule/app/plan"
)

// What a member is called is kept under names of the plan's own choosing. These are the usual ones, without their capitals,
// dashes and underscores, the likeliest first.
var (
	namesWhole    = []string{"name", "fullname", "displayname", "preferredname"}
	namesGiven    = []string{"firstname", "givenname", "first", "given"}
	namesFamily   = []string{"lastname", "familyname", "surname", "last", "family"}
	namesUser     = []string{"username", "userid", "loginname", "login", "user", "nickname"}
	namesEmail    = []string{"email", "emailaddress", "mail"}
	namesPhone    = []string{"phone", "phonenumber", "mobile", "mobilephone", "tel"}
	namesMemberID = []string{"memberid", "membernumber", "memberno", "subscriberid"}
	namesGroup    = []string{"group", "groupnumber", "groupid"}
)

// account tells who is signed in, by what is found in the identity.
func (p *Plan) account(i *identity) plan.Account {
	t := traitsOf(i.Traits)
	known := append(slices.Clone(t), traitsOf(i.Public)...)
	called := cmp.Or(t.find(namesWhole), strings.TrimSpace(t.find(namesGiven)+" "+t.find(namesFamily)))
	identifier := cmp.Or(t.find(namesUser), t.find(namesEmail), t.find(namesPhone))
	return plan.Account{Member: plan.MemberID(i.ID), Name: cmp.Or(called, identifier), Identifier: identifier,
		Card: plan.Card{Name: called, PlanName: p.name, MemberNumber: known.find(namesMemberID), Group: known.find(namesGroup)}}
}

// trait is one text of an identity: its path, and its last name in plain letters.
type trait struct {
	path        []string
	name, value string
}

type traits []trait

// mostTraits is how many are looked at, mostDepth how deep: a schema is somebody else's.
const mostTraits, mostDepth = 200, 6

// traitsOf takes an identity's traits apart, those nearest the root first. What is no text is left out.
func traitsOf(raw json.RawMessage) traits {
	var out traits
	out.add(raw, nil)
	slices.SortStableFunc(out, func(a, b trait) int {
		return cmp.Or(cmp.Compare(len(a.path), len(b.path)), cmp.Compare(strings.Join(a.path, "."), strings.Join(b.path, ".")))
	})
	return out
}

func (t *traits) add(raw json.RawMessage, path []string) {
	if len(path) >= mostDepth || len(*t) >= mostTraits {
		return
	}
	var text string
	if json.Unmarshal(raw, &text) == nil && len(path) > 0 {
		*t = append(*t, trait{path: path, name: plainName(path[len(path)-1]), value: text})
		return
	}
	var below map[string]json.RawMessage
	if json.Unmarshal(raw, &below) != nil {
		return
	}
	for name, value := range below {
		t.add(value, append(slices.Clone(path), name))
	}
}

func plainName(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// find gives the text of the first of the names that there is.
func (t traits) find(names []string) string {
	for _, name := range names {
		for _, one := range t {
			if one.name == name && one.value != "" {
				return one.value
			}
		}
	}
	return ""
}
