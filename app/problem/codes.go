package problem

import (
	"maps"
	"slices"
)

// The codes, by family. Each has words in assets/text and is provoked by a test.
const (
	// The name and the password.
	BadCredentials  Code = "credentials.wrong"
	MissingField    Code = "field.missing"
	BadField        Code = "field.refused"
	PasswordExpired Code = "password.expired"
	PasswordTemp    Code = "password.temporary"
	PasswordRefused Code = "password.refused"
	AccountLocked   Code = "locked.password"
	LockedMFA       Code = "locked.mfa"
	LockedRequests  Code = "locked.code-requests"
	LockedManually  Code = "locked.manual"
	AccountHeld     Code = "account.held"
	AccountDisabled Code = "account.disabled"
	AccountInactive Code = "account.inactive"
	AccountUnready  Code = "account.not-activated"
	OtherLogin      Code = "portal.other-login"
	AccountFrozen   Code = "account.frozen"

	// Getting back in, and getting in for the first time.
	LinkExpired       Code = "link.expired"
	LinkUsed          Code = "link.used"
	LinkBroken        Code = "link.broken"
	LinkOtherPortal   Code = "link.other-portal"
	IdentityMismatch  Code = "identity.mismatch"
	IdentityCancelled Code = "identity.cancelled"
	RecoveryElsewhere Code = "recovery.elsewhere" // a newer recovery of the same account goes on
	UsernameTaken     Code = "username.taken"
	UsernameRefused   Code = "username.refused"
	ContactRefused    Code = "contact.refused"
	ActivationWrong   Code = "activation.wrong"
	ActivationExpired Code = "activation.expired"
	ActivationUsed    Code = "activation.used"
	LastAuthenticator Code = "authenticator.last"
	LastContact       Code = "contact.last"
	ContactUnproven   Code = "contact.unconfirmed" // it was never confirmed, so it proves nothing
	PacketNotSent     Code = "packet.not-sent"

	// A provider of sign-ins elsewhere, in the browser.
	ProviderCancelled   Code = "idp.cancelled"      // the member went back, or said no
	ProviderUnlinked    Code = "idp.unlinked"       // who signed in there has no account here
	ProviderUnavailable Code = "idp.unavailable"    // it says itself that it cannot now
	ProviderRefused     Code = "idp.answer-refused" // what came back cannot be believed

	// Acting for somebody else. The first group are also the states of a grant that does not count.
	GrantNone       Code = "grant.none"
	GrantPending    Code = "grant.pending"
	GrantPapers     Code = "grant.papers-missing"
	GrantExpired    Code = "grant.expired"
	GrantRevoked    Code = "grant.revoked"
	GrantAge        Code = "grant.age"
	GrantDeceased   Code = "grant.deceased" // the subject has died: another kind of grant is wanted
	GrantScope      Code = "grant.not-covered"
	GrantReadOnly   Code = "grant.read-only"
	GrantMemberActs Code = "grant.member-acts" // the subject's own word is wanted
	GrantNotOffered Code = "grant.not-offered" // nobody can act for anybody at this plan
	InvitationGone  Code = "invitation.gone"   // used, over, or taken back
	InvitationWrong Code = "invitation.wrong"
	PaperKind       Code = "paper.kind"
	PaperSize       Code = "paper.too-large"
	HandoffGone     Code = "handoff.gone"

	// Codes and other second proofs.
	CodeWrong          Code = "code.wrong"
	CodeExpired        Code = "code.expired"
	CodeSpent          Code = "code.spent" // typed wrong so often that the plan no longer takes it
	CodeSuperseded     Code = "code.superseded"
	CodeReplayed       Code = "code.replayed"
	CodeClock          Code = "code.clock"
	CodeTooMany        Code = "code.too-many-requests"
	CodeTooSoon        Code = "code.too-soon"
	CodeNotSent        Code = "code.not-sent"
	CodeLandline       Code = "code.landline"
	CodeOptedOut       Code = "code.opted-out"
	RecoveryWrong      Code = "recovery-code.wrong"
	RecoveryUsed       Code = "recovery-code.used"
	PushDenied         Code = "push.denied"
	PushExpired        Code = "push.expired"
	PushUnreachable    Code = "push.unreachable"
	ApprovalGone       Code = "approval.gone"
	ApprovalNumber     Code = "approval.number-wrong"
	NoAuthenticator    Code = "authenticator.none"
	AuthenticatorOff   Code = "authenticator.unavailable"
	AuthenticatorBound Code = "authenticator.bound" // the plan takes one of the kind

	// The conversation and the session.
	FlowExpired     Code = "flow.expired"
	FlowConflict    Code = "flow.conflict"
	SessionIdle     Code = "session.idle"
	SessionAbsolute Code = "session.absolute"
	SessionRevoked  Code = "session.revoked"
	NeedsReauth     Code = "session.reauth"
	NotForMember    Code = "forbidden"

	// Between here and the plan.
	NetOffline      Code = "net.offline"
	NetDNS          Code = "net.dns"
	NetTLS          Code = "net.tls"
	NetTimeout      Code = "net.timeout"
	NetCaptive      Code = "net.captive"
	NetDropped      Code = "net.dropped"
	NetRefused      Code = "net.refused"
	NetRedirectLoop Code = "net.redirect-loop"
	NotAPlan        Code = "plan.not-found"
	NeedsGateway    Code = "plan.needs-gateway" // this build, in a browser, cannot reach it by itself

	// The plan.
	Outage        Code = "service.outage"
	Maintenance   Code = "service.maintenance"
	TooBusy       Code = "service.busy"
	ServerError   Code = "service.error"
	Malformed     Code = "service.malformed"
	TooLarge      Code = "service.too-large"
	UnknownStep   Code = "service.unknown-step"
	BadPolicy     Code = "service.bad-policy"
	StatusUnknown Code = "service.status-unknown"

	// This app and this device.
	AppTooOld            Code = "app.too-old"
	AppOld               Code = "app.old"
	KeyringUnavailable   Code = "keyring.unavailable"
	KeyringLocked        Code = "keyring.locked"
	KeyringDenied        Code = "keyring.denied"
	KeyringHanging       Code = "keyring.hanging"
	StoreDenied          Code = "store.denied"
	StoreCorrupt         Code = "store.corrupt"
	StoreFull            Code = "store.full"
	StoreInUse           Code = "store.in-use"
	StoreEvicted         Code = "store.evicted"
	VaultKeyLost         Code = "vault.key-lost"
	VaultNewer           Code = "vault.newer"
	VaultLocked          Code = "vault.locked"
	VaultLastWay         Code = "vault.last-way"
	VaultPassphraseWrong Code = "vault.passphrase-wrong"
	VaultRecoveryWrong   Code = "vault.recovery-wrong"
	VaultRecoveryTypo    Code = "vault.recovery-typo"
	VaultPINWrong        Code = "vault.pin-wrong"
	VaultPINSpent        Code = "vault.pin-spent"
	FileNotFound         Code = "file.not-found"
	FileTooLarge         Code = "file.too-large"
	FileNotRead          Code = "file.not-read"
	FileNotWritten       Code = "file.not-written"
	FileUnknown          Code = "file.unknown"
	FilePassword         Code = "file.password-wrong"
	FileBroken           Code = "file.broken"
	FileTooCostly        Code = "file.too-costly"
	FileUnsupported      Code = "file.unsupported"
	PictureNone          Code = "picture.no-code"
	PictureUnreadable    Code = "picture.unreadable"
	PictureTooLarge      Code = "picture.too-large"
	PictureNotCopied     Code = "picture.not-copied"
	CameraNone           Code = "camera.none"
	BrowserNotOpened     Code = "browser.not-opened"
	Unexpected           Code = "unexpected"
)

type entry struct {
	kind     Kind
	remedies []Remedy
}

// table gives each code its kind and its usual ways on.
var table = map[Code]entry{
	BadCredentials:  {Credential, []Remedy{TryAgain}},
	MissingField:    {Input, nil},
	BadField:        {Input, nil},
	PasswordExpired: {Expired, nil},
	PasswordTemp:    {Expired, nil},
	PasswordRefused: {Input, nil},
	AccountLocked:   {Locked, []Remedy{UnlockNow, Recover, WaitForIt, CallThePlan}},
	LockedMFA:       {Locked, []Remedy{LostDevice, WaitForIt, CallThePlan}},
	LockedRequests:  {Locked, []Remedy{WaitForIt, AnotherWay}},
	LockedManually:  {Locked, []Remedy{CallThePlan}},
	AccountHeld:     {Locked, []Remedy{Recover, CallThePlan}},
	AccountDisabled: {Forbidden, []Remedy{CallThePlan}},
	AccountInactive: {Forbidden, []Remedy{Reactivate, CallThePlan}},
	AccountUnready:  {Forbidden, []Remedy{Activate, CallThePlan}},
	OtherLogin:      {Forbidden, []Remedy{CallThePlan}},
	AccountFrozen:   {Locked, []Remedy{Recover, CallThePlan}},

	LinkExpired:       {Expired, []Remedy{Resend, AnotherWay}},
	LinkUsed:          {Credential, []Remedy{Resend, AnotherWay}},
	LinkBroken:        {Input, []Remedy{Resend, AnotherWay}},
	LinkOtherPortal:   {Input, []Remedy{Resend, AnotherWay}},
	IdentityMismatch:  {Credential, []Remedy{TryAgain, AnotherWay, CallThePlan}},
	IdentityCancelled: {Conflict, []Remedy{StartOver, CallThePlan}},
	RecoveryElsewhere: {Conflict, []Remedy{StartOver}},
	UsernameTaken:     {Input, nil},
	UsernameRefused:   {Input, nil},
	ContactRefused:    {Input, nil},
	ActivationWrong:   {Credential, []Remedy{Resend}},
	ActivationExpired: {Expired, []Remedy{Resend}},
	ActivationUsed:    {Conflict, []Remedy{Recover, CallThePlan}},
	LastAuthenticator: {Conflict, nil},
	LastContact:       {Conflict, nil},
	ContactUnproven:   {Conflict, []Remedy{AnotherWay}},
	PacketNotSent:     {Unavailable, []Remedy{TryAgain, CallThePlan}},

	ProviderCancelled:   {Credential, []Remedy{TryAgain, AnotherWay}},
	ProviderUnlinked:    {Credential, []Remedy{AnotherWay, CallThePlan}},
	ProviderUnavailable: {Unavailable, []Remedy{TryAgain, AnotherWay, CallThePlan}},
	ProviderRefused:     {Credential, []Remedy{StartOver, CallThePlan}},

	GrantNone:       {Forbidden, []Remedy{RequestAccess, CallThePlan, OwnRecord}},
	GrantPending:    {Forbidden, []Remedy{TryAgain, CallThePlan, OwnRecord}},
	GrantPapers:     {Forbidden, []Remedy{UploadPapers, CallThePlan, OwnRecord}},
	GrantExpired:    {Expired, []Remedy{RenewAccess, CallThePlan, OwnRecord}},
	GrantRevoked:    {Forbidden, []Remedy{RequestAccess, CallThePlan, OwnRecord}},
	GrantAge:        {Forbidden, []Remedy{AskMember, CallThePlan, OwnRecord}},
	GrantDeceased:   {Forbidden, []Remedy{UploadPapers, CallThePlan, OwnRecord}},
	GrantScope:      {Forbidden, []Remedy{AskMember, CallThePlan, OwnRecord}},
	GrantReadOnly:   {Forbidden, []Remedy{AskMember, CallThePlan}},
	GrantMemberActs: {Forbidden, []Remedy{AskMember, CallThePlan}},
	GrantNotOffered: {Forbidden, []Remedy{CallThePlan}},
	InvitationGone:  {Expired, []Remedy{AnotherWay, CallThePlan}},
	InvitationWrong: {Input, []Remedy{TryAgain}},
	PaperKind:       {Input, nil},
	PaperSize:       {Input, nil},
	HandoffGone:     {Expired, []Remedy{AnotherWay}},

	CodeWrong:          {Credential, []Remedy{Resend, AnotherWay}},
	CodeExpired:        {Expired, []Remedy{Resend, AnotherWay}},
	CodeSpent:          {Expired, []Remedy{Resend, AnotherWay}},
	CodeSuperseded:     {Credential, []Remedy{Resend, AnotherWay}},
	CodeReplayed:       {Credential, []Remedy{Resend, AnotherWay}},
	CodeClock:          {Credential, []Remedy{CheckTheClock, AnotherWay}},
	CodeTooMany:        {Throttled, []Remedy{AnotherWay, WaitForIt}},
	CodeTooSoon:        {Throttled, []Remedy{WaitForIt, AnotherWay}},
	CodeNotSent:        {Unavailable, []Remedy{Resend, AnotherWay}},
	CodeLandline:       {Unavailable, []Remedy{AnotherWay}},
	CodeOptedOut:       {Unavailable, []Remedy{AnotherWay}},
	RecoveryWrong:      {Credential, []Remedy{AnotherWay}},
	RecoveryUsed:       {Credential, []Remedy{AnotherWay}},
	PushDenied:         {Credential, []Remedy{Resend, AnotherWay}},
	PushExpired:        {Expired, []Remedy{Resend, AnotherWay}},
	PushUnreachable:    {Unavailable, []Remedy{AnotherWay}},
	ApprovalGone:       {Expired, nil},
	ApprovalNumber:     {Credential, []Remedy{TryAgain}},
	NoAuthenticator:    {Forbidden, []Remedy{LostDevice, CallThePlan}},
	AuthenticatorOff:   {Conflict, []Remedy{AnotherWay}},
	AuthenticatorBound: {Conflict, nil},

	FlowExpired:     {Conflict, []Remedy{StartOver}},
	FlowConflict:    {Conflict, []Remedy{StartOver}},
	SessionIdle:     {Reauth, []Remedy{StartOver}},
	SessionAbsolute: {Reauth, []Remedy{StartOver}},
	SessionRevoked:  {Reauth, []Remedy{StartOver}},
	NeedsReauth:     {Reauth, []Remedy{StartOver}},
	NotForMember:    {Forbidden, []Remedy{CallThePlan}},

	NetOffline:      {Offline, []Remedy{TryAgain}},
	NetDNS:          {Offline, []Remedy{TryAgain}},
	NetTLS:          {Offline, []Remedy{CallThePlan}},
	NetTimeout:      {Offline, []Remedy{TryAgain}},
	NetCaptive:      {Offline, []Remedy{TryAgain}},
	NetDropped:      {Offline, []Remedy{TryAgain}},
	NetRefused:      {Offline, []Remedy{TryAgain, CallThePlan}},
	NetRedirectLoop: {Offline, []Remedy{TryAgain, CallThePlan}},
	NotAPlan:        {Offline, []Remedy{TryAgain}},
	NeedsGateway:    {Forbidden, []Remedy{CallThePlan}},

	Outage:        {Unavailable, []Remedy{WaitForIt, CallThePlan}},
	Maintenance:   {Unavailable, []Remedy{WaitForIt, CallThePlan}},
	TooBusy:       {Throttled, []Remedy{WaitForIt}},
	ServerError:   {Unavailable, []Remedy{TryAgain, CallThePlan}},
	Malformed:     {Unavailable, []Remedy{TryAgain, CallThePlan}},
	TooLarge:      {Unavailable, []Remedy{TryAgain, CallThePlan}},
	UnknownStep:   {Outdated, []Remedy{UpdateTheApp, CallThePlan}},
	BadPolicy:     {Unavailable, []Remedy{TryAgain, CallThePlan}},
	StatusUnknown: {Unavailable, []Remedy{TryAgain}},

	AppTooOld:            {Outdated, []Remedy{UpdateTheApp, CallThePlan}},
	AppOld:               {Outdated, []Remedy{UpdateTheApp}},
	KeyringUnavailable:   {Device, []Remedy{SetPassphrase, UseMemoryOnly}},
	KeyringLocked:        {Device, []Remedy{TryAgain, UseMemoryOnly}},
	KeyringDenied:        {Device, []Remedy{TryAgain, UseMemoryOnly}},
	KeyringHanging:       {Device, []Remedy{TryAgain, UseMemoryOnly}},
	StoreDenied:          {Device, []Remedy{UseMemoryOnly}},
	StoreCorrupt:         {Device, []Remedy{UseMemoryOnly, CallThePlan}},
	StoreFull:            {Device, []Remedy{TryAgain, UseMemoryOnly}},
	StoreInUse:           {Device, []Remedy{TryAgain, UseMemoryOnly}},
	StoreEvicted:         {Device, []Remedy{ImportBackup, StartOver}},
	VaultKeyLost:         {Device, []Remedy{TryAgain, UseMemoryOnly}},
	VaultNewer:           {Device, []Remedy{UpdateTheApp, UseMemoryOnly}},
	VaultLocked:          {Device, []Remedy{Unlock, UseMemoryOnly}},
	VaultLastWay:         {Device, nil},
	VaultPassphraseWrong: {Credential, []Remedy{TryAgain, AnotherWay}},
	VaultRecoveryWrong:   {Credential, []Remedy{TryAgain, AnotherWay}},
	VaultRecoveryTypo:    {Input, []Remedy{TryAgain}},
	VaultPINWrong:        {Credential, []Remedy{TryAgain, AnotherWay}},
	VaultPINSpent:        {Credential, []Remedy{AnotherWay}},
	FileNotFound:         {Device, []Remedy{TryAgain}},
	FileTooLarge:         {Device, nil},
	FileNotRead:          {Device, []Remedy{TryAgain}},
	FileNotWritten:       {Device, []Remedy{TryAgain}},
	FileUnknown:          {Input, []Remedy{AnotherWay}},
	FilePassword:         {Credential, nil},
	FileBroken:           {Input, []Remedy{AnotherWay}},
	FileTooCostly:        {Device, []Remedy{AnotherWay}},
	FileUnsupported:      {Device, []Remedy{AnotherWay}},
	PictureNone:          {Input, []Remedy{TryAgain}},
	PictureUnreadable:    {Input, []Remedy{TryAgain}},
	PictureTooLarge:      {Input, []Remedy{TryAgain}},
	PictureNotCopied:     {Input, []Remedy{TryAgain, AnotherWay}},
	CameraNone:           {Device, []Remedy{AnotherWay}},
	BrowserNotOpened:     {Device, []Remedy{TryAgain}},
	Unexpected:           {Internal, []Remedy{TryAgain, CallThePlan}},
}

// Codes lists every code the app knows, sorted, for the tests that look at each.
func Codes() []Code { return slices.Sorted(maps.Keys(table)) }
