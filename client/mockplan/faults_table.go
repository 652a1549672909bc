package mockplan

import "slices"

// Knob is one fault that can be turned on, by its name in the catalogue.
type Knob struct {
	Name    string   `json:"name"`
	Group   string   `json:"group"`
	Meaning string   `json:"meaning"`
	Takes   []string `json:"takes"` // the fields of its setting, besides times
}

var (
	perMember = []string{"member"}
	perPath   = []string{"path"}

	perAuthenticator = []string{"member", "authenticator"}
)

// Knobs gives every fault that a sign-in can meet, in the catalogue's order.
func Knobs() []Knob { return slices.Clone(knobs) }

var knobs = []Knob{
	{"acct.not_found", "account", "The name is answered like one that nobody has.", perMember},
	{"acct.not_activated", "account", "Refers to a person: never activated.", []string{"member", "reason"}},
	{"acct.activation_expired", "account", "Activation codes sent so far are refused as too old.", perMember},
	{"acct.activation_used", "account", "Activation codes sent so far are refused as used already.", perMember},
	{"acct.needs_new_activation", "account", "Activation codes sent so far are good no longer: a new one has to be asked for.", perMember},
	{"acct.profile_mismatch", "account", "The card is refused though typed right; field is the one that is named.", []string{"member", "field"}},
	{"acct.duplicate", "account", "There is an account for the card already.", perMember},
	{"acct.inactive", "account", "Not used for too long: refers to the help line, or a recovery wakes it up.", []string{"member", "reason", "since"}},
	{"acct.disabled", "account", "Refers to a person: closed by the plan.", []string{"member", "reason"}},
	{"acct.locked", "account", "Locked until then; kind is password (also when empty), mfa or code_requests.", []string{"member", "kind", "until"}},
	{"acct.locked_manual", "account", "Locked by a person, without an end.", []string{"member", "reason"}},
	{"acct.hold_compromised", "account", "On hold: somebody else may have been in.", []string{"member", "reason"}},
	{"acct.pw_expired", "account", "A new password is asked for after the second factor.", perMember},

	{"contact.phone_stale", "contacts", "Texts, calls and approvals reach somebody else.", perMember},
	{"contact.email_stale", "contacts", "E-mail reaches somebody else.", perMember},
	{"contact.email_unverified", "contacts", "The e-mail address was never confirmed: it proves nothing.", perMember},
	{"contact.landline", "contacts", "A text cannot be sent: the number is a landline.", perMember},
	{"contact.opted_out", "contacts", "A text cannot be sent: the member opted out.", perMember},
	{"contact.none_reachable", "contacts", "Nothing can be sent at all.", perMember},

	{"code.wrong", "codes", "Every code is refused as wrong.", perMember},
	{"code.expired", "codes", "Every code is refused as expired.", perMember},
	{"code.superseded", "codes", "Every code is refused as older than the newest.", perMember},
	{"code.replayed", "codes", "Every code is refused as used already.", perMember},
	{"code.too_many_requests", "codes", "The next code asked for is one too many.", perMember},
	{"outbox.delay", "codes", "Messages arrive so many seconds late.", []string{"member", "seconds"}},
	{"outbox.drop", "codes", "Messages are lost.", perMember},
	{"outbox.spam", "codes", "Messages land in the spam folder.", perMember},
	{"outbox.reorder", "codes", "A message arrives only after the next one.", perMember},

	{"link.expired", "codes", "Every link is refused as too old.", perMember},
	{"link.used", "codes", "Every link is refused as used already.", perMember},
	{"link.broken", "codes", "Links in messages are cut off.", perMember},
	{"link.other_portal", "codes", "Links in messages lead to another plan's portal.", perMember},

	{"factor.totp_missing", "factors", "No authenticator app is set up; or one of several is not.", perAuthenticator},
	{"factor.push_unreachable", "factors", "The device for approvals is not reached.", perMember},
	{"factor.push_denied", "factors", "Every approval is denied.", perMember},
	{"factor.device_gone", "factors", "The device with authenticator apps and approvals is lost; or with one of them.", perAuthenticator},
	{"factor.none_left", "factors", "No way to sign in is left.", perMember},

	{"clock.skew", "clock", "The plan's whole clock is off by so many seconds.", []string{"seconds"}},
	{"clock.no_date_header", "clock", "Answers have no Date header.", nil},

	{"net.captive", "network", "A Wi-Fi's own page answers instead of the plan.", perPath},
	{"net.blocked", "network", "The connection is cut before an answer.", perPath},
	{"net.slow", "network", "Answers take so many milliseconds more.", []string{"ms", "path"}},
	{"net.drop_mid", "network", "The connection is cut in the middle of an answer.", perPath},
	{"net.redirect_loop", "network", "Answers lead in a circle.", perPath},

	{"svc.outage", "service", "A feature is out: sign-in when none is named.", []string{"feature", "until", "reason"}},
	{"svc.maintenance", "service", "A window of maintenance: from now, half an hour, sign-in, unless named.", []string{"start", "end", "feature"}},
	{"svc.5xx", "service", "The next n answers are 503.", []string{"n", "path"}},
	{"svc.429", "service", "Answers are 429.", []string{"retry_after", "path"}},
	{"svc.malformed", "service", "Answers are not JSON.", perPath},
	{"svc.too_large", "service", "Answers are 10 MB long.", perPath},
	{"svc.unknown_step", "service", "The next step is of a kind nobody knows.", perPath},
	{"svc.unknown_problem", "service", "The answer is a problem nobody knows.", perPath},
	{"svc.bad_policy", "service", "The document's policy is nonsense.", nil},
	{"svc.status_unreachable", "service", "The status cannot be asked for.", nil},

	{"app.below_min", "client", "This app is too old: hard (also when empty) or soft.", []string{"kind"}},
	{"portal.wrong_host", "portal", "Links in messages lead to the wrong host.", perMember},
	{"portal.lookalike", "portal", "Links in messages lead to a host that only looks like the plan's.", perMember},
	{"portal.stale_link", "portal", "Links in messages lead to a host of before.", perMember},
	{"portal.other_login", "portal", "The member signs in elsewhere.", []string{"member", "kind", "reason"}},

	{"idp.cancel", "identity provider", "Whoever is sent to the identity provider says no there.", nil},
	{"idp.unlinked", "identity provider", "Whom the identity provider knows has no account that goes with it.", nil},
	{"idp.state_mismatch", "identity provider", "The identity provider sends back another state than it was given.", nil},
	{"idp.return_lost", "identity provider", "The identity provider sends nobody back.", nil},
	{"idp.down", "identity provider", "The identity provider is out of order.", nil},

	{"sess.idle", "session", "Sessions end as idle.", perMember},
	{"sess.absolute", "session", "Sessions end as too long.", perMember},
	{"sess.revoked", "session", "Sessions are ended by the plan.", []string{"member", "reason"}},
	{"trust.expired", "session", "Trusted devices are asked again.", perMember},
	{"trust.revoked", "session", "Trusted devices are asked again.", perMember},
	{"device.new_alert", "session", "With the next sign-in there is one more, of a stranger, and every contact is told of it.", perMember},

	{"proxy.none", "caregivers", "Whom the member is cared for by has no leave on file; member is the one cared for here and below.", perMember},
	{"proxy.pending", "caregivers", "The plan still looks at every leave to act for the member.", perMember},
	{"proxy.docs_missing", "caregivers", "A paper is wanted before anybody acts for the member.", perMember},
	{"proxy.expired", "caregivers", "Every leave to act for the member has come to its end.", perMember},
	{"proxy.scope", "caregivers", "Who acts for the member may look only (kind read-only, also when empty), or not even look at feature (not-covered; at nothing when none is named).", []string{"member", "kind", "feature"}},
	{"proxy.revoked_mid_session", "caregivers", "Every leave to act for the member was taken back just now.", perMember},
	{"proxy.age_change", "caregivers", "The member came of age: nobody acts for them. With kind teen, only what is private is closed.", []string{"member", "kind"}},
	{"proxy.member_action_needed", "caregivers", "Whatever is done for the member needs their own word, by a code to their phone.", perMember},

	{"support.closed", "support", "Nobody is on the telephone now; what is sent is taken all the same.", nil},
	{"support.upload_fails", "support", "What is sent to a person is not taken.", perMember},
	{"support.ticket_ok", "support", "What is sent to a person is taken and gets a reference: as without a knob.", nil},
}

func knobNamed(name string) (Knob, bool) {
	at := slices.IndexFunc(knobs, func(k Knob) bool { return k.Name == name })
	if at < 0 {
		return Knob{}, false
	}
	return knobs[at], true
}

func knobNames() []string {
	var names []string
	for _, k := range knobs {
		names = append(names, k.Name)
	}
	return names
}
