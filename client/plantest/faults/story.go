package faults

import "vestibule/app/plan"

// story is what a member of the bundled plan wants to do.
type story struct {
	name, who string
	purpose   plan.Purpose
	// by is the ways in the order the member likes them.
	by []plan.AuthenticatorKind
}

var stories = []story{
	{"sign-in by text", "anna", plan.SignIn, nil},
	{"sign-in by app", "tomas", plan.SignIn, nil},
	{"sign-in by choice", "grace", plan.SignIn, []plan.AuthenticatorKind{plan.SMS, plan.EmailCode}},
	{"sign-in by recovery code", "grace", plan.SignIn, []plan.AuthenticatorKind{plan.RecoveryCodes}},
	{"sign-in by approval", "priya", plan.SignIn, []plan.AuthenticatorKind{plan.PushApproval, plan.SMS}},
	{"sign-in by password", "henry", plan.SignIn, nil},
	{"recovery", "anna", plan.RecoverPassword, []plan.AuthenticatorKind{plan.EmailCode, plan.SMS}},
	{"name and sign-in", "anna", plan.FindUsername, []plan.AuthenticatorKind{plan.EmailCode, plan.SMS}},
	{"unlock", "anna", plan.Unlock, []plan.AuthenticatorKind{plan.EmailCode, plan.SMS}},
	{"step-up", "anna", plan.StepUp, []plan.AuthenticatorKind{plan.SMS}},
	{"binding", "anna", plan.Bind, []plan.AuthenticatorKind{plan.SMS}},
	{"new password", "anna", plan.ChangePassword, []plan.AuthenticatorKind{plan.SMS}},
	{"new contact", "anna", plan.AddContact, []plan.AuthenticatorKind{plan.SMS}},
	{"new recovery codes", "samuel", plan.NewRecoveryCodes, nil},
	{"a visit", "anna", "", nil},
}
