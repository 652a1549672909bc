package wire

import (
	"encoding/json"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// answerHead is what every answer has.
type answerHead struct {
	Step int    `json:"step"`
	Type string `json:"type"`
}

type credentialsBody struct {
	Name     *string `json:"name"`
	Password Secret  `json:"password"`
	Shared   bool    `json:"shared"`
	Trust    Secret  `json:"trust"`
}

type pickBody struct {
	Authenticator string `json:"authenticator"`
}

type codeBody struct {
	Code  Secret `json:"code"`
	Trust bool   `json:"trust"`
}

type passwordBody struct {
	Password  Secret `json:"password"`
	EndOthers bool   `json:"end_others"`
}

type confirmBody struct {
	Code  Secret `json:"code"`
	Label string `json:"label"`
}

type providerBody struct {
	Provider string `json:"provider"`
	Redirect string `json:"redirect"`
	Shared   bool   `json:"shared"`
}

type addressBody struct {
	Address Secret `json:"address"`
}

// ReadAnswer reads the request body of an answer and the number of the step it answers, as a plan does. What is no
// answer is problem.BadField, a field left empty problem.MissingField with its name; the number is given with both where
// it could be read.
func ReadAnswer(body []byte) (number int, answer plan.Answer, err error) {
	var head answerHead
	if json.Unmarshal(body, &head) != nil || head.Step < 1 {
		return 0, nil, refused(problem.BadField, "step")
	}
	answer, err = readTyped(head.Type, body)
	return head.Step, answer, err
}

func readTyped(kind string, body []byte) (plan.Answer, error) {
	switch kind {
	case typeCredentials:
		return readCredentials(body)
	case typeProvider:
		b, err := read[providerBody](body)
		return plan.ByProvider{ID: b.Provider, Redirect: b.Redirect, Shared: b.Shared}, first(err, neededText(b.Provider, "provider", longestValue), neededText(b.Redirect, "redirect", longestLink))
	case typeChoose:
		return readPick(body)
	case typeCode:
		b, err := read[codeBody](body)
		return plan.CodeTyped{Code: b.Code.Bytes, Trust: b.Trust}, first(err, needed(b.Code, "code", longestLink))
	case typeRecovery:
		b, err := read[codeBody](body)
		return plan.RecoveryCodeTyped{Code: b.Code.Bytes}, first(err, needed(b.Code, "code", longestLink))
	case typeNewPassword:
		b, err := read[passwordBody](body)
		return plan.NewPasswordTyped{Password: b.Password.Bytes, EndOthers: b.EndOthers}, first(err, needed(b.Password, "password", longestPassword))
	case typeShowSecret:
		b, err := read[confirmBody](body)
		return plan.ShowSecretConfirmed{Code: b.Code.Bytes, Label: b.Label}, first(err, needed(b.Code, "code", longestLink))
	case typeBrowserArrived:
		b, err := read[addressBody](body)
		return plan.Arrived{Address: b.Address.Bytes}, first(err, needed(b.Address, "address", longestLink))
	}
	return readAccount(kind, body)
}

// readCredentials takes a missing name, for the step that says whom it is for; an empty one is no name.
func readCredentials(body []byte) (plan.Answer, error) {
	b, err := read[credentialsBody](body)
	a := plan.NameAndPassword{Password: b.Password.Bytes, Shared: b.Shared, Trust: b.Trust.Bytes}
	if b.Name != nil {
		a.Name = *b.Name
		err = first(err, neededText(a.Name, "name", longestName))
	}
	return a, first(err, needed(b.Password, "password", longestPassword))
}

func readPick(body []byte) (plan.Answer, error) {
	b, err := read[pickBody](body)
	if err == nil && b.Authenticator == "" {
		err = refused(problem.MissingField, "authenticator")
	}
	return plan.Chosen{Authenticator: plan.AuthenticatorID(b.Authenticator)}, err
}

func readBare(kind string) (plan.Answer, error) {
	for _, b := range bare {
		if b.kind == kind {
			return b.answer, nil
		}
	}
	return nil, refused(problem.BadField, "type")
}

func read[T any](body []byte) (T, error) {
	var b T
	if json.Unmarshal(body, &b) != nil {
		return b, refused(problem.BadField, "")
	}
	return b, nil
}

// The longest texts of an answer that are read, in bytes. An e-mail address has 254 at most (RFC 5321, section 4.5.3.1.3,
// less the brackets); a password's bound is the largest that a policy can have, in characters of four bytes.
const (
	longestName     = 254
	longestValue    = 200
	longestLink     = 8 << 10
	longestPassword = 4 * 65536
)

func needed(s Secret, name string, most int) error {
	return bounded(s.Len(), name, most)
}

func neededText(s, name string, most int) error { return bounded(len(s), name, most) }

func bounded(length int, name string, most int) error {
	switch {
	case length == 0:
		return refused(problem.MissingField, name)
	case length > most:
		return refused(problem.BadField, name)
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
