package wire_test

import (
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func text(s string) secret.Bytes { return secret.Of([]byte(s)) }

func head() plan.Head {
	return plan.Head{
		Purpose: plan.SignIn, Handle: plan.Handle{Bytes: text("AAAAAAAAAAAAAAAAAAAAAA")}, Number: 3, Position: 2, Length: 3, Back: true,
	}
}

// steps gives one full step of each kind.
func steps() []plan.Step {
	phone := plan.Authenticator{ID: "a1", Kind: plan.SMS, Hint: "•••• 0123", Added: noon, LastUsed: noon.Add(time.Hour)}
	book := plan.Authenticator{ID: "a2", Kind: plan.RecoveryCodes, Hint: "", Unusable: problem.RecoveryUsed, Remaining: 4}
	return []plan.Step{
		plan.Credentials{Head: head(), Identifiers: []plan.Identifier{plan.Username, plan.Email}, Tries: plan.Tries{Known: true, Left: 2}, SharedDevice: true},
		plan.Credentials{Head: head(), For: "d•••a"},
		plan.Credentials{Head: head(), Identifiers: []plan.Identifier{plan.Username}, Providers: []plan.Provider{{ID: "p", Name: "P"}}, Joins: "P"},
		plan.Identify{Head: head(), Identifiers: []plan.Identifier{plan.Email, plan.MemberNumber}, Most: 3},
		plan.Choose{Head: head(), Options: []plan.Authenticator{phone, book}},
		plan.Code{Head: head(), Authenticator: phone, Digits: 6, Sent: noon, Expires: noon.Add(10 * time.Minute), ResendAt: noon.Add(time.Minute),
			Period: 0, Delivery: plan.Delivered, Tries: plan.Tries{Known: true, Left: 5}, Sends: plan.Tries{Known: true, Left: 0},
			Trust: plan.Trust{Offered: true, For: 30 * 24 * time.Hour}, Others: true},
		plan.Code{Head: head(), Authenticator: plan.Authenticator{ID: "email", Kind: plan.EmailCode}, Digits: 6, Sent: noon, Neutral: true, Link: true,
			From: "no-reply@plan.example.org", Subject: "Your passcode", Usually: 2 * time.Minute},
		plan.Push{Head: head(), Authenticator: phone, Number: "42", Expires: noon, PollEvery: 2 * time.Second, Others: true},
		plan.RecoveryCode{Head: head(), Tries: plan.Tries{Known: true, Left: 1}, Others: true},
		plan.ProveIdentity{Head: head(), Wait: 72 * time.Hour, Tries: plan.Tries{Known: true, Left: 3}, Others: true, Fields: []plan.IdentityField{
			{Name: plan.FieldMemberNumber, OnCard: true, Example: "TM-0000-000"}, {Name: plan.FieldFormerName, Optional: true}}},
		plan.Activation{Head: head(), Sent: noon, Hint: "d•••@example.org", Expires: noon.Add(time.Hour), Tries: plan.Tries{Known: true, Left: 4}, Fresh: true},
		plan.RegisterAccount{Head: head(), Username: "dana.reyes", Phone: true},
		plan.Contact{Head: head(), Kinds: []plan.ContactKind{plan.ContactPhone, plan.ContactEmail}, Replaces: "•••• 0123", Optional: true},
		plan.NewPassword{Head: head(), Reason: plan.PasswordIsExpired, Rules: policy().Password, Changed: noon, Name: "dana", Others: 2},
		plan.ShowSecret{Head: head(), Authenticator: "app-1", Issuer: "Plan & Co", Account: "dana", Secret: text("12345678901234567890"),
			Algorithm: "SHA1", Digits: 6, Period: 30 * time.Second, Expires: noon, Tries: plan.Tries{Known: true, Left: 2}},
		plan.ShowRecoveryCodes{Head: head(), Codes: []secret.Bytes{text("AAAAAAAA-0001"), text("AAAAAAAA-0002")}, Replaces: 3},
		plan.OpenBrowser{Head: head(), URL: "https://plan.example.org/authorize", State: text("st"), Redirect: "http://127.0.0.1:1/back"},
		plan.OpenBrowser{Head: head(), URL: "https://plan.example.org/authorize", State: text("st"), Redirect: "http://127.0.0.1:1/back", Elsewhere: true,
			Device: plan.DeviceGrant{Page: "https://plan.example.org/device", Code: "WDJB-MJHT", Link: "https://plan.example.org/device?user_code=WDJB-MJHT",
				Expires: noon.Add(10 * time.Minute), PollEvery: 5 * time.Second}},
		plan.Wait{Head: head(), For: plan.WaitForReview, Until: noon, PollEvery: 5 * time.Second},
		plan.Wait{Head: head(), For: plan.WaitForObjection, PollEvery: time.Minute, Told: []string{"d•••@example.org", "•••• 0123"}, Leave: true},
		plan.Refer{Head: head(), Why: problem.AccountHeld, Reference: "R-1", Explanation: "A person has to look at it."},
		plan.Refer{Head: head(), Why: problem.NoAuthenticator, Reference: "R-1", Lost: true},
		plan.Told{Head: head(), What: plan.AccountExists, Next: plan.FindUsername, Reference: "R-2"},
		plan.Done{Head: head(), Session: session(), Account: account(), Trust: text("tr")},
	}
}

func session() plan.Session {
	return plan.Session{
		ID:    "s-1",
		Token: text("tok\"en"), Actor: "m1", AAL: plan.AAL2, Methods: []string{"password", "totp"}, Began: noon,
		Proved: noon.Add(time.Minute), Idle: 15 * time.Minute, Warn: time.Minute, Ends: noon.Add(12 * time.Hour), Shared: true,
	}
}

func account() plan.Account {
	return plan.Account{
		Member: "m1", Name: "Dana", Identifier: "dana", LastSignIn: noon, PasswordChanged: noon, PasswordExpires: noon.Add(time.Hour),
		Card: plan.Card{Name: "Dana Reyes", MemberNumber: "100-200", Group: "G", PlanName: "P", Since: noon,
			Lines: []plan.CardLine{{Label: "Pharmacy", Value: "555-0100"}}},
		Contacts:       []plan.ContactOnFile{{ID: "c1", Kind: plan.ContactEmail, Hint: "d•••@example.org", Confirmed: noon, Bouncing: true}},
		Authenticators: []plan.Authenticator{{ID: "sms", Kind: plan.SMS, Hint: "(•••) •••-0100", Added: noon}},
	}
}

func policy() plan.Policy {
	return plan.Policy{
		Name: "seeds", Password: plan.PasswordRules{MinLen: 8, MaxLen: 64, RequireUpper: true, Blocklist: true, MaxAgeDays: 365, History: 5, WarnDays: []int{14, 3}},
		Lockout:    plan.Lockout{MaxFailures: 3, Lock: 15 * time.Minute, Scope: []string{"password", "mfa"}, WarnAtRemaining: 1},
		OTP:        plan.OTPRules{Digits: 6, Life: 10 * time.Minute, ResendWait: 30 * time.Second, MaxRequests: 5, Window: time.Hour, Supersede: true},
		TOTP:       plan.TOTPRules{Period: 30 * time.Second, Digits: 6, Algorithm: "SHA1", SkewSteps: 1},
		Inactivity: plan.Inactivity{WarnDays: []int{30}, DeactivateDays: 365},
		Session:    plan.SessionRules{Idle: 15 * time.Minute, Warn: 2 * time.Minute, Absolute: 12 * time.Hour, ReauthWindow: 5 * time.Minute},
		App:        plan.AppRules{MinSupported: "1.0", Recommended: "1.2.3", StoreURLs: map[string]string{"web": "https://plan.example.org/app"}, OwnPassword: true},
		Hosts:      plan.Hosts{Official: []string{"plan.example.org"}}, Methods: []plan.AuthenticatorKind{plan.SMS},
		TrustedDevice: plan.TrustRules{MaxAgeDays: 30, MaxDevices: 5}, Contacts: plan.ContactRules{ReconfirmDays: 180}, Recovery: []plan.AuthenticatorKind{"email"},
		Grants: plan.GrantRules{MaxDays: 365, WarnDays: []int{30, 7}, Teen: 13, Adult: 18, Private: []plan.RecordKind{plan.Messages},
			Invitation: 72 * time.Hour, Handoff: 10 * time.Minute, Piece: 64 << 10},
	}
}
