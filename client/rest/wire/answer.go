package wire

import (
	"errors"
	"strconv"

	"vestibule/app/plan"
)

// errNotAnAnswer is a fault of ours: an answer that this API has no words for.
var errNotAnAnswer = errors.New("wire: an answer of an unknown type")

// The types of answer, by step kind. Those of getting back in are in answer_account.go.
const (
	typeCredentials    = "credentials.submit"
	typeProvider       = "credentials.provider"
	typeChoose         = "choose.pick"
	typeCode           = "code.submit"
	typeRecovery       = "recovery-code.submit"
	typeNewPassword    = "new-password.submit"
	typeShowSecret     = "show-secret.confirm"
	typeBrowserArrived = "open-browser.arrived"
)

// bare are the answers that have no fields.
var bare = []struct {
	answer plan.Answer
	kind   string
}{
	{plan.CodeResend{}, "code.resend"}, {plan.CodeAnotherWay{}, "code.another-way"},
	{plan.PushResend{}, "push.resend"}, {plan.PushAnotherWay{}, "push.another-way"},
	{plan.RecoveryCodeAnotherWay{}, "recovery-code.another-way"}, {plan.IdentityAnotherWay{}, "prove-identity.another-way"},
	{plan.ActivationFresh{}, "activation.fresh"}, {plan.ContactSkipped{}, "contact.skip"},
	{plan.RecoveryCodesKept{}, "show-recovery-codes.kept"}, {plan.LostIt{}, "lost-it"},
	{plan.AnotherDevice{}, "open-browser.another-device"},
}

// AnswerBody gives the request body of an answer to the step of that number, in one buffer that is never grown: the
// caller clears it once it is sent, and no copy of a password or code is left.
func AnswerBody(number int, answer plan.Answer) ([]byte, error) {
	fields, kind := fieldsOf(answer)
	if kind == "" {
		return nil, errNotAnAnswer
	}
	bound := 64 + len(kind)
	for _, f := range fields {
		bound += len(f.name) + 4 + f.bound()
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

func fieldsOf(answer plan.Answer) (fields []field, kind string) {
	switch a := answer.(type) {
	case plan.NameAndPassword:
		return credentialFields(a), typeCredentials
	case plan.ByProvider:
		return []field{{name: "provider", text: []byte(a.ID)}, {name: "redirect", text: []byte(a.Redirect)}, {name: "shared", flag: &a.Shared}}, typeProvider
	case plan.Chosen:
		return []field{{name: "authenticator", text: []byte(a.Authenticator)}}, typeChoose
	case plan.CodeTyped:
		return []field{{name: "code", text: a.Code.Reveal()}, {name: "trust", flag: &a.Trust}}, typeCode
	case plan.RecoveryCodeTyped:
		return []field{{name: "code", text: a.Code.Reveal()}}, typeRecovery
	case plan.NewPasswordTyped:
		fields = []field{{name: "password", text: a.Password.Reveal()}}
		if a.EndOthers {
			fields = append(fields, field{name: "end_others", flag: &a.EndOthers})
		}
		return fields, typeNewPassword
	case plan.ShowSecretConfirmed:
		return withText([]field{{name: "code", text: a.Code.Reveal()}}, "label", a.Label), typeShowSecret
	case plan.Arrived:
		return []field{{name: "address", text: a.Address.Reveal()}}, typeBrowserArrived
	}
	return accountFieldsOf(answer)
}

// credentialFields leaves the name out where the step says whom it is for.
func credentialFields(a plan.NameAndPassword) []field {
	fields := withText(nil, "name", a.Name)
	fields = append(fields, field{name: "password", text: a.Password.Reveal()}, field{name: "shared", flag: &a.Shared})
	if !a.Trust.Empty() {
		fields = append(fields, field{name: "trust", text: a.Trust.Reveal()})
	}
	return fields
}

func bareKind(answer plan.Answer) string {
	for _, b := range bare {
		if b.answer == answer {
			return b.kind
		}
	}
	return ""
}

// BeginBody gives the request body that opens a conversation for a purpose.
func BeginBody(purpose plan.Purpose) []byte {
	return append(appendText([]byte(`{"purpose":`), []byte(purpose)), '}')
}
