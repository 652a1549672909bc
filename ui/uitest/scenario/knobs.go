package scenario

import "slices"

// The catalogue's knobs, section 0.2: the only names that a script or a row may use.
var catalogueKnobs = []string{
	"acct.not_found", "acct.not_activated", "acct.activation_expired", "acct.activation_used", "acct.inactive",
	"acct.disabled", "acct.locked", "acct.locked_manual", "acct.hold_compromised", "acct.pw_expired",
	"acct.needs_new_activation", "acct.profile_mismatch", "acct.duplicate",
	"contact.phone_stale", "contact.email_stale", "contact.email_unverified", "contact.none_reachable",
	"contact.landline", "contact.opted_out",
	"code.expired", "code.superseded", "code.wrong", "code.replayed", "code.too_many_requests",
	"outbox.delay", "outbox.drop", "outbox.spam", "outbox.reorder",
	"link.expired", "link.used", "link.broken", "link.other_portal",
	"factor.totp_missing", "factor.push_unreachable", "factor.push_denied", "factor.device_gone", "factor.none_left",
	"clock.skew", "clock.no_date_header",
	"net.offline", "net.dns", "net.tls", "net.captive", "net.blocked", "net.slow", "net.drop_mid", "net.redirect_loop",
	"svc.outage", "svc.maintenance", "svc.5xx", "svc.429", "svc.malformed", "svc.status_unreachable",
	"app.below_min", "os.unsupported", "store.corrupt", "store.denied", "keyring.absent", "keyring.locked",
	"env.caps", "env.layout", "env.smart_punct", "env.stale_autofill", "env.popup_blocked", "env.extension_strip_script",
	"env.a11y",
	"portal.wrong_host", "portal.lookalike", "portal.stale_link", "portal.other_login",
	"idp.cancel", "idp.unlinked", "idp.state_mismatch", "idp.return_lost", "idp.down",
	"proxy.none", "proxy.pending", "proxy.docs_missing", "proxy.expired", "proxy.scope", "proxy.revoked_mid_session",
	"proxy.age_change", "proxy.member_action_needed",
	"sess.idle", "sess.absolute", "sess.revoked", "refresh.reused", "refresh.transient_5xx", "trust.expired",
	"trust.revoked", "device.new_alert",
	"support.closed", "support.upload_fails", "support.ticket_ok",
}

// Knobs gives the catalogue's knobs by their names, in its order.
func Knobs() []string { return slices.Clone(catalogueKnobs) }

func knownKnob(name string) bool { return slices.Contains(catalogueKnobs, name) }
