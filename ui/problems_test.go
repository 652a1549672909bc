package ui_test

import (
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/uitest"
)

// provocation brings one problem about. Before acts before the program starts.
type provocation struct {
	before, walk func(*rig)
}

const annaPassword = "Harbor-Light-7"

func toCode(r *rig) {
	r.signIn("anna", annaPassword)
	r.see(`textbox "Code"`)
}

// atCode turns knobs once the code page is up and then types a code.
func atCode(faults string) provocation {
	return provocation{walk: func(r *rig) {
		toCode(r)
		r.knob(faults)
		r.must(r.Type("Code", r.code()))
		r.must(r.Press("Continue"))
	}}
}

// atSignIn turns knobs and then signs in.
func atSignIn(faults string) provocation {
	return provocation{walk: func(r *rig) {
		r.see(`button "Sign in"`)
		r.knob(faults)
		r.signIn("anna", annaPassword)
	}}
}

// atStart turns knobs before the plan is opened.
func atStart(faults string) provocation {
	return provocation{before: func(r *rig) { r.knob(faults) }, walk: func(*rig) {}}
}

// member signs somebody in who is in trouble by himself.
func member(name, password string) provocation {
	return provocation{walk: func(r *rig) { r.signIn(name, password) }}
}

// chosen signs Grace in, who has every way, and takes one.
func chosen(faults, way string) provocation {
	return provocation{walk: func(r *rig) {
		r.see(`button "Sign in"`)
		r.knob(faults)
		r.signIn("grace", "Many-Keys-2000")
		r.see(`radio "` + way)
		r.must(r.Choose(way))
		r.must(r.Press("Continue"))
	}}
}

// cut breaks the line under the sign-in.
func cut(err error) provocation {
	return provocation{walk: func(r *rig) {
		r.see(`button "Sign in"`)
		r.line.cut, r.line.path = err, "/v1/flows"
		r.signIn("anna", annaPassword)
	}}
}

// said has the plan answer with a code that the mock plan never says to this app, and another server could: it asks for a
// new password and a new proof in steps of their own, and this app asks for nobody else's record.
func said(code problem.Code) provocation {
	return provocation{walk: func(r *rig) {
		r.see(`button "Sign in"`)
		r.line.fake = refusing(code)
		r.signIn("anna", annaPassword)
	}}
}

// nobody answers like a server that is no plan's.
func nobody(*http.Request) *http.Response { return answering(http.StatusNotFound, "text/plain", "no") }

// keyless has the keychain answer with a problem, where nothing was kept before.
func keyless(code problem.Code) provocation {
	return provocation{before: func(r *rig) { r.memory.chain.fault = problem.New(code) }, walk: func(*rig) {}}
}

// unread has the file of what is kept answer with a problem.
func unread(code problem.Code) provocation {
	return provocation{before: func(r *rig) {
		remembered(annaPassword)(r)
		r.memory.files[0].fault = problem.New(code)
	}, walk: func(*rig) {}}
}

// newer has what is kept be of a newer app: it can be used, and nothing can be added.
func newer(r *rig) {
	remembered(annaPassword)(r)
	r.memory.files[0].readOnly = problem.New(problem.VaultNewer)
}

// ended ends the session and comes to a list.
func ended(faults string) provocation {
	return provocation{walk: func(r *rig) {
		toCode(r)
		r.must(r.Type("Code", r.code()))
		r.must(r.Press("Continue"))
		r.see("Hello")
		r.knob(faults)
		r.must(r.Press("Results"))
	}}
}

func provocations() map[problem.Code]provocation {
	refused := &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}
	return map[problem.Code]provocation{
		problem.BadCredentials:  member("anna", "harbor-light-7"),
		problem.MissingField:    {walk: func(r *rig) { r.recovery("- - -") }},
		problem.BadField:        {walk: otherDigits},
		problem.PasswordExpired: said(problem.PasswordExpired),
		problem.PasswordTemp:    said(problem.PasswordTemp),
		problem.PasswordRefused: {walk: func(r *rig) {
			r.signIn("olga", "Last-Years-Word-1")
			r.see(`textbox "Code"`)
			r.must(r.Type("Code", r.code()))
			r.must(r.Press("Continue"))
			r.see("New password")
			r.must(r.Type("New password", "Letmein-Walnut42"))
			r.must(r.Press("Save and go on"))
		}},
		problem.AccountLocked:   atSignIn(`{"acct.locked":{"member":"anna","kind":"password","until":"+15m"}}`),
		problem.LockedMFA:       member("mina", "Wrong-Codes-33"),
		problem.LockedRequests:  atSignIn(`{"acct.locked":{"member":"anna","kind":"code_requests","until":"+15m"}}`),
		problem.LockedManually:  atSignIn(`{"acct.locked_manual":{"member":"anna"}}`),
		problem.AccountHeld:     atSignIn(`{"acct.hold_compromised":{"member":"anna"}}`),
		problem.AccountDisabled: atSignIn(`{"acct.disabled":{"member":"anna","reason":"Your group's contract ended on 1 February."}}`),
		problem.AccountInactive: atSignIn(`{"acct.inactive":{"member":"anna","since":"200d"}}`),
		problem.AccountUnready:  atSignIn(`{"acct.not_activated":{"member":"anna"}}`),
		problem.OtherLogin:      atSignIn(`{"portal.other_login":{"member":"anna","kind":"employer"}}`),

		problem.AccountFrozen: said(problem.AccountFrozen),

		problem.LinkExpired:       atLink(problem.LinkExpired),
		problem.LinkUsed:          atLink(problem.LinkUsed),
		problem.LinkBroken:        atLink(problem.LinkBroken),
		problem.LinkOtherPortal:   {walk: func(r *rig) { r.pastes("https://elsewhere.example.org/r/abc") }},
		problem.IdentityMismatch:  atStep(card(), cardTitle, problem.IdentityMismatch, typesCard),
		problem.IdentityCancelled: atStep(objection(), waitsTitle, problem.IdentityCancelled, func(r *rig) { r.clock.Advance(60 * second) }),
		problem.ActivationWrong:   atStep(activation(), letterTitle, problem.ActivationWrong, typesLetter),
		problem.ActivationExpired: atStep(activation(), letterTitle, problem.ActivationExpired, typesLetter),
		problem.ActivationUsed:    atStep(activation(), letterTitle, problem.ActivationUsed, typesLetter),
		problem.ContactRefused: atStep(either(), "How can your plan reach you?", problem.ContactRefused, func(r *rig) {
			r.must(r.Type("E-mail address or phone number", "ana@mail.example.org"))
			r.must(r.Press("Send me a code"))
		}),
		problem.LastAuthenticator: said(problem.LastAuthenticator),
		problem.LastContact:       said(problem.LastContact),
		problem.ContactUnproven:   said(problem.ContactUnproven),
		problem.PacketNotSent:     said(problem.PacketNotSent),
		problem.RecoveryElsewhere: atLink(problem.RecoveryElsewhere),
		problem.UsernameTaken:     atStep(plan.RegisterAccount{Phone: true}, joinTitle, problem.UsernameTaken, picksName),
		problem.UsernameRefused:   atStep(plan.RegisterAccount{Phone: true}, joinTitle, problem.UsernameRefused, picksName),

		problem.ProviderCancelled:   said(problem.ProviderCancelled),
		problem.ProviderUnlinked:    said(problem.ProviderUnlinked),
		problem.ProviderUnavailable: said(problem.ProviderUnavailable),
		problem.ProviderRefused:     said(problem.ProviderRefused),

		problem.GrantNone:       atGrant(`{"proxy.none":{}}`, "m72", "Luis Delgado"),
		problem.GrantPending:    atGrant(`{}`, "m76", "Mateo Ruiz"),
		problem.GrantPapers:     atGrant(`{}`, "m75", "Pilar Ruiz"),
		problem.GrantExpired:    atGrant(`{}`, "m74", "Ernesto Ruiz"),
		problem.GrantRevoked:    atGrant(`{}`, "m77", "Ana Ruiz"),
		problem.GrantAge:        atGrant(`{"proxy.age_change":{}}`, "m73", "Sofia Delgado"),
		problem.GrantDeceased:   atGrant(`{}`, "m78", "Ines Ruiz"),
		problem.GrantScope:      said(problem.GrantScope),
		problem.GrantReadOnly:   said(problem.GrantReadOnly),
		problem.GrantMemberActs: said(problem.GrantMemberActs),
		problem.GrantNotOffered: {before: gives(nil), walk: atGrant(`{}`, "m72", "Luis Delgado").walk},
		problem.InvitationGone:  {walk: usedInvitation},
		problem.InvitationWrong: {walk: func(r *rig) { r.cares(); r.ui.ShowInvitation("ABCD-EFGH") }},
		problem.PaperKind:       {walk: func(r *rig) { r.wantsPaper(); r.brings("letter.pdf", []byte("Dear plan")) }},
		problem.PaperSize:       {walk: func(r *rig) { r.wantsPaper(); r.brings("scan.pdf", scan(5<<20)) }},
		problem.HandoffGone:     said(problem.HandoffGone),

		problem.CodeWrong:      atCode(`{"code.wrong":{}}`),
		problem.CodeExpired:    atCode(`{"code.expired":{}}`),
		problem.CodeSpent:      said(problem.CodeSpent),
		problem.CodeSuperseded: atCode(`{"code.superseded":{}}`),
		problem.CodeReplayed:   atCode(`{"code.replayed":{}}`),
		problem.CodeClock:      {walk: clockOff},
		problem.CodeTooMany:    {walk: oneTooMany},
		problem.CodeTooSoon:    {walk: sentElsewhere},
		problem.CodeNotSent:    atSignIn(`{"contact.none_reachable":{"member":"anna"}}`),
		problem.CodeLandline:   atSignIn(`{"contact.landline":{"member":"anna"}}`),
		problem.CodeOptedOut:   atSignIn(`{"contact.opted_out":{"member":"anna"}}`),
		problem.RecoveryWrong:  {walk: func(r *rig) { r.recovery("VEST-0000-0000-0000") }},
		problem.RecoveryUsed:   {walk: usedCode},
		problem.PushDenied: {walk: func(r *rig) {
			chosen(`{"factor.push_denied":{}}`, "Approve on my other device").walk(r)
			r.see("Number to pick")
			r.clock.Advance(10 * second)
		}},
		problem.PushUnreachable: chosen(`{"factor.push_unreachable":{}}`, "Approve on my other device"),
		problem.PushExpired: {walk: func(r *rig) {
			chosen(`{}`, "Approve on my other device").walk(r)
			r.see("Number to pick")
			for range 130 {
				r.clock.Advance(second)
				r.Queue.Run()
			}
		}},
		problem.NoAuthenticator:    atSignIn(`{"factor.none_left":{"member":"anna"}}`),
		problem.AuthenticatorOff:   {walk: appGone},
		problem.AuthenticatorBound: said(problem.AuthenticatorBound),

		problem.FlowExpired: {walk: func(r *rig) {
			r.see(`button "Sign in"`)
			r.clock.Advance(16 * 60 * second)
			r.signIn("anna", annaPassword)
		}},
		problem.FlowConflict:    {walk: answeredElsewhere},
		problem.SessionIdle:     ended(`{"sess.idle":{}}`),
		problem.SessionAbsolute: ended(`{"sess.absolute":{}}`),
		problem.SessionRevoked:  ended(`{"sess.revoked":{}}`),
		problem.ApprovalGone: {walk: func(r *rig) {
			r.asked()
			r.waitsElsewhere("grace") // it takes the first one's place
			r.says("12")
		}},
		problem.ApprovalNumber: {walk: func(r *rig) { a := r.asked(); r.says(a.other()) }},
		problem.NeedsReauth:    said(problem.NeedsReauth),
		problem.NotForMember:   said(problem.NotForMember),

		problem.NetOffline:      cut(refused),
		problem.NetDNS:          cut(&net.DNSError{Err: "no such host", Name: "tallowmere.example.org", IsNotFound: true}),
		problem.NetTLS:          cut(x509.UnknownAuthorityError{}),
		problem.NetTimeout:      cut(context.DeadlineExceeded),
		problem.NetDropped:      cut(io.ErrUnexpectedEOF),
		problem.NetRefused:      cut(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}),
		problem.NetCaptive:      atSignIn(`{"net.captive":{"path":"/v1/flows"}}`),
		problem.NetRedirectLoop: atSignIn(`{"net.redirect_loop":{"path":"/v1/flows"}}`),
		problem.NeedsGateway:    said(problem.NeedsGateway),
		problem.NotAPlan:        {before: func(r *rig) { r.line.fake = nobody }, walk: func(*rig) {}},

		problem.Outage:        atStart(`{"svc.outage":{"reason":"We expect it to be back by noon."}}`),
		problem.Maintenance:   atStart(`{"svc.maintenance":{}}`),
		problem.TooBusy:       atSignIn(`{"svc.429":{"retry_after":20,"path":"/v1/flows"}}`),
		problem.ServerError:   atSignIn(`{"svc.5xx":{"n":9,"path":"/v1/flows"}}`),
		problem.Malformed:     atSignIn(`{"svc.malformed":{"path":"/v1/flows"}}`),
		problem.TooLarge:      atSignIn(`{"svc.too_large":{"path":"/v1/flows"}}`),
		problem.UnknownStep:   atSignIn(`{"svc.unknown_step":{"path":"/v1/flows"}}`),
		problem.BadPolicy:     atStart(`{"svc.bad_policy":{}}`),
		problem.StatusUnknown: atStart(`{"svc.status_unreachable":{}}`),

		problem.AppTooOld:          atStart(`{"app.below_min":{"kind":"hard"}}`),
		problem.AppOld:             atStart(`{"app.below_min":{"kind":"soft"}}`),
		problem.KeyringUnavailable: keyless(problem.KeyringUnavailable),
		problem.KeyringLocked:      keyless(problem.KeyringLocked),
		problem.KeyringDenied:      keyless(problem.KeyringDenied),
		problem.KeyringHanging:     keyless(problem.KeyringHanging),
		problem.StoreDenied:        unread(problem.StoreDenied),
		problem.StoreCorrupt:       unread(problem.StoreCorrupt),
		problem.StoreFull:          unread(problem.StoreFull),
		problem.StoreInUse:         unread(problem.StoreInUse),
		problem.StoreEvicted:       unread(problem.StoreEvicted),
		problem.VaultNewer:         {before: newer, walk: func(*rig) {}},
		problem.VaultKeyLost:       {before: func(r *rig) { kept(vault.Passphrase)(r); r.memory.chain.key = nil }, walk: func(*rig) {}},
		problem.VaultLocked: {before: shutBy(vault.Passphrase), walk: func(r *rig) {
			r.see("Unlock what this device keeps")
			r.must(r.Press("Go on without it"))
		}},
		problem.VaultPassphraseWrong: {before: shutBy(vault.Passphrase), walk: func(r *rig) { r.unlock("Passphrase", "not this one") }},
		problem.VaultRecoveryWrong:   {before: shutBy(vault.RecoveryCode), walk: func(r *rig) { r.unlock("Recovery code", otherCode) }},
		problem.VaultRecoveryTypo:    {before: shutBy(vault.RecoveryCode), walk: func(r *rig) { r.unlock("Recovery code", "4YKD") }},
		problem.VaultPINWrong:        {before: shutBy(vault.PIN), walk: func(r *rig) { r.unlock("PIN", "000000") }},
		problem.VaultPINSpent: {before: shutBy(vault.PIN), walk: func(r *rig) {
			for range 5 {
				r.unlock("PIN", "000000")
				r.settle()
			}
		}},
		problem.VaultLastWay: {before: kept(vault.Passphrase), walk: lastWay},
		problem.FileNotWritten: {before: func(r *rig) { kept(vault.Passphrase)(r); r.files = nil }, walk: func(r *rig) {
			r.keeps("Back it up now")
			r.must(r.Type("New passphrase", secondPassphrase))
			r.must(r.Type("The same passphrase again", secondPassphrase))
			r.must(r.Press("Make the backup"))
		}},
		problem.FileNotFound:      {walk: func(r *rig) { r.opens("nowhere.json") }},
		problem.FileNotRead:       refusedFile(problem.FileNotRead),
		problem.FileTooLarge:      refusedFile(problem.FileTooLarge),
		problem.FileUnknown:       file([]byte("milk, eggs")),
		problem.FileBroken:        {walk: func(r *rig) { r.changed(`"db": *"....`, `"db":"AAAA`) }},
		problem.FileUnsupported:   file([]byte(`{"encrypted":true,"passwordProtected":false,"encKeyValidation_DO_NOT_EDIT":"x","data":"x"}`)),
		problem.FilePassword:      {walk: func(r *rig) { r.sealed("not this one") }},
		problem.FileTooCostly:     {walk: func(r *rig) { r.costly(1 << 22) }},
		problem.PictureNone:       {walk: func(r *rig) { r.scans("https://example.org") }},
		problem.PictureUnreadable: picture(problem.PictureUnreadable),
		problem.PictureTooLarge:   picture(problem.PictureTooLarge),
		problem.PictureNotCopied:  {walk: func(r *rig) { r.addPage(); r.must(r.Press("Paste a picture")) }},
		problem.CameraNone:        {walk: func(r *rig) { r.addPage(); r.must(r.Press("Use the camera")) }},
		problem.BrowserNotOpened: {walk: func(r *rig) {
			toCode(r)
			r.must(r.Type("Code", r.code()))
			r.must(r.Press("Continue"))
			r.see("Hello")
			r.refuse = os.ErrPermission
			r.must(r.Press("Claims"))
		}},
		problem.Unexpected: {walk: func(r *rig) {
			r.see(`button "Sign in"`)
			r.line.fake = func(*http.Request) *http.Response { panic("a fault of our own") }
			r.signIn("anna", annaPassword)
		}},
	}
}

// TestEveryProblemHasItsPage brings every problem about and looks at the page, as a phone and a desktop draw it.
func TestEveryProblemHasItsPage(t *testing.T) {
	words, _ := assets.Load("en")
	all := provocations()
	for _, code := range problem.Codes() {
		p, ok := all[code]
		if !ok {
			t.Errorf("nothing provokes %s", code)
			continue
		}
		title := words.Say("problem." + string(code) + ".title")
		for _, form := range uitest.FormFactors() {
			t.Run(string(code)+"/"+string(form), func(t *testing.T) {
				r := newRig(t, form, before(p)...)
				p.walk(r)
				r.see(firstWords(title))
				r.page("problem-"+string(code), form)
				if os.Getenv("VESTIBULE_PICTURES") != "" { // two seconds a dozen, and only people look at them
					r.picture("problem-" + string(code) + "-" + string(form))
				}
			})
		}
	}
}

func before(p provocation) []func(*rig) {
	if p.before == nil {
		return nil
	}
	return []func(*rig){p.before}
}

// firstWords is a title up to its first gap.
func firstWords(title string) string {
	for i, r := range title {
		if r == '{' {
			return title[:i]
		}
	}
	return title
}
