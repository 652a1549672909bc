package wire

import (
	"errors"
	"strconv"

	"vestibule/app/plan"
)

// errNotAnAnswer is a fault of ours: an answer that this API has no words for.
var errNotAnAnswer = errors.New("wire: an answer of an unknown type")

// The types of answer, by step kind.
const (
	typeCredentials    = "credentials.submit"
	typeChoose         = "choose.pick"
	typeCode           = "code.submit"
	typeCodeResend     = "code.resend"
	typeCodeOther      = "code.another-way"
	typePushResend     = "push.resend"
	typePushOther      = "push.another-way"
	typeRecovery       = "recovery-code.submit"
	typeRecoveryOther  = "recovery-code.another-way"
	typeNewPassword    = "new-password.submit"
	typeShowSecret     = "show-secret.confirm"
	typeBrowserArrived = "open-browser.arrived"
)

// AnswerBody gives the request body of an answer to the step of that number, in one buffer that is never grown: the
// caller clears it once it is sent, and no copy of a password or code is left.
func AnswerBody(number int, answer plan.Answer) ([]byte, error) {
	fields, kind := fieldsOf(answer)
	if kind == "" {
		return nil, errNotAnAnswer
	}
	bound := 64 + len(kind)
	for _, f := range fields {
		bound += len(f.name) + 4 + textBound(len(f.text))
	}
	out := append(make([]byte, 0, bound), `{"step":`...)
	out = strconv.AppendInt(out, int64(number), 10)
	out = append(append(append(out, `,"type":"`...), kind...), '"')
	for _, f := range fields {
		out = append(append(append(out, `,"`...), f.name...), `":`...)
		out = f.append(out)
	}
	return append(out, '}'), nil
}

// field is one member of a request: a text, or a yes or no.
type field struct {
	name string
	text []byte
	flag *bool
}

func (f field) append(out []byte) []byte {
	if f.flag != nil {
		return strconv.AppendBool(out, *f.flag)
	}
	return appendText(out, f.text)
}

func fieldsOf(answer plan.Answer) (fields []field, kind string) {
	switch a := answer.(type) {
	case plan.NameAndPassword:
		fields = []field{{name: "name", text: []byte(a.Name)}, {name: "password", text: a.Password.Reveal()},
			{name: "shared", flag: &a.Shared}}
		if !a.Trust.Empty() {
			fields = append(fields, field{name: "trust", text: a.Trust.Reveal()})
		}
		return fields, typeCredentials
	case plan.Chosen:
		return []field{{name: "authenticator", text: []byte(a.Authenticator)}}, typeChoose
	case plan.CodeTyped:
		return []field{{name: "code", text: a.Code.Reveal()}, {name: "trust", flag: &a.Trust}}, typeCode
	case plan.RecoveryCodeTyped:
		return []field{{name: "code", text: a.Code.Reveal()}}, typeRecovery
	case plan.NewPasswordTyped:
		return []field{{name: "password", text: a.Password.Reveal()}}, typeNewPassword
	case plan.ShowSecretConfirmed:
		fields = []field{{name: "code", text: a.Code.Reveal()}}
		if a.Label != "" {
			fields = append(fields, field{name: "label", text: []byte(a.Label)})
		}
		return fields, typeShowSecret
	case plan.Arrived:
		return []field{{name: "address", text: a.Address.Reveal()}}, typeBrowserArrived
	}
	return nil, bare(answer)
}

// bare gives the type of an answer that has no fields.
func bare(answer plan.Answer) string {
	switch answer.(type) {
	case plan.CodeResend:
		return typeCodeResend
	case plan.CodeAnotherWay:
		return typeCodeOther
	case plan.PushResend:
		return typePushResend
	case plan.PushAnotherWay:
		return typePushOther
	case plan.RecoveryCodeAnotherWay:
		return typeRecoveryOther
	}
	return ""
}

// BeginBody gives the request body that opens a conversation for a purpose.
func BeginBody(purpose plan.Purpose) []byte {
	return append(appendText([]byte(`{"purpose":`), []byte(purpose)), '}')
}
