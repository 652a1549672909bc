package mockplan

import (
	"slices"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// options are a member's authenticators as the plan's rules and the knobs leave them, recovery codes last.
func (p *Plan) options(m *member) []plan.Authenticator {
	if _, none := p.faults.on("factor.none_left", m); none {
		return nil
	}
	var out []plan.Authenticator
	for _, a := range m.authenticators {
		if slices.Contains(p.policy.Methods, a.kind) && !p.gone(m, a) {
			out = append(out, p.option(m, a))
		}
	}
	if len(m.recovery) > 0 && slices.Contains(p.policy.Methods, plan.RecoveryCodes) {
		out = append(out, p.recoveryOption(m))
	}
	return out
}

// failing says why the last code could not be sent, as long as that is so: only trying tells a plan.
func (p *Plan) failing(m *member, a *authenticator) problem.Code {
	if c := a.newest(); c == nil || c.failed == "" {
		return ""
	}
	_, code := p.unreachable(m, a)
	return code
}

// gone reports that an authenticator app is no longer bound.
func (p *Plan) gone(m *member, a *authenticator) bool {
	return a.kind == plan.TOTP && p.faults.touch("factor.totp_missing", m, a)
}

func (p *Plan) option(m *member, a *authenticator) plan.Authenticator {
	return plan.Authenticator{ID: a.id, Kind: a.kind, Hint: a.hint, Added: a.added, LastUsed: a.used, Unusable: p.unusable(m, a)}
}

func (p *Plan) recoveryOption(m *member) plan.Authenticator {
	o := plan.Authenticator{ID: recoveryID, Kind: plan.RecoveryCodes, Remaining: m.remaining()}
	if o.Remaining == 0 {
		o.Unusable = problem.RecoveryUsed
	}
	return o
}

// recoveryID names a member's recovery codes among the options.
const recoveryID plan.AuthenticatorID = "recovery"

// unusable says why an authenticator cannot be chosen now.
func (p *Plan) unusable(m *member, a *authenticator) problem.Code {
	switch why := p.unavailable(m, a); {
	case why != "":
		return why
	case a.kind != plan.TOTP && !p.lockedUntil(m, &m.tally, lockRequests).IsZero():
		return problem.LockedRequests
	}
	return p.failing(m, a)
}

// unavailable says why an authenticator cannot be chosen whatever was asked for before.
func (p *Plan) unavailable(m *member, a *authenticator) problem.Code {
	lost := p.faults.touch("factor.device_gone", m, a)
	if lost && (a.kind == plan.TOTP || a.kind == plan.PushApproval) {
		return problem.AuthenticatorOff
	}
	return a.off
}

func usable(options []plan.Authenticator) []plan.Authenticator {
	return slices.DeleteFunc(slices.Clone(options), func(o plan.Authenticator) bool { return o.Unusable != "" })
}

// first is what is asked without a choice: the only usable way, recovery codes not counted as long as there is another
// (they are for when the others are out of reach).
func first(ways []plan.Authenticator) (plan.Authenticator, bool) {
	daily := slices.DeleteFunc(slices.Clone(ways), func(o plan.Authenticator) bool { return o.Kind == plan.RecoveryCodes })
	switch {
	case len(daily) == 1:
		return daily[0], true
	case len(daily) == 0 && len(ways) == 1:
		return ways[0], true
	}
	return plan.Authenticator{}, false
}

// others reports whether a member has a usable way besides one.
func (p *Plan) others(m *member, than plan.AuthenticatorID) bool {
	return slices.ContainsFunc(usable(p.options(m)), func(o plan.Authenticator) bool { return o.ID != than })
}
