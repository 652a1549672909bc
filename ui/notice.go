package ui

import (
	"fmt"
	"time"

	"vestibule/app/problem"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file alone turns problems into words. The words are data: problem.<code>.title and .detail.

// ways are what a page can do about a problem, by remedy.
type ways map[problem.Remedy]func()

// notice gives the panel for a problem: what happened, why, and the first of its remedies that the page can carry out;
// further ones are folded. Nil for nil.
func (s say) notice(p *problem.Problem, w ways, now time.Time) *wizard.Notice {
	if p == nil {
		return nil
	}
	title, detail := s.problem(p, now)
	n := &wizard.Notice{Tone: tone(p.Kind), Title: title, Detail: detail, Problem: p}
	if p.Reference != "" {
		n.Reference = p.Reference
	}
	for _, r := range p.Remedies {
		do := w[r]
		if do == nil {
			continue
		}
		a := wizard.Action{Label: s.Say("remedy." + string(r)), Do: do}
		if n.Fix == nil {
			n.Fix = &a
		} else {
			n.More = append(n.More, a)
		}
	}
	return n
}

// problem gives title and detail. A code without words is shown whole, in the plan's own words.
func (s say) problem(p *problem.Problem, now time.Time) (title, detail string) {
	key := "problem." + string(p.Code)
	if !s.Has(key + ".title") {
		key = "problem.unknown"
	}
	facts := s.facts(p, now)
	return s.Say(key+".title", facts), s.tries(s.Say(key+".detail", facts), p)
}

// tries adds how many tries are left, from the first miss on (S060, S150).
func (s say) tries(detail string, p *problem.Problem) string {
	if p.Facts.Left == nil || p.Kind == problem.Locked {
		return detail
	}
	return detail + " " + s.Count("tries.left", *p.Facts.Left)
}

func (s say) facts(p *problem.Problem, now time.Time) assets.Facts {
	f := p.Facts
	return assets.Facts{
		"code": string(p.Code), "reason": f.Reason, "host": s.elsewhere(f.Reason), "version": f.Version, "url": f.URL,
		"feature": s.feature(f.Feature), "skew": s.skew(f.Skew), "rules": s.rules(f.Rules),
		"sent": s.when(f.Sent, now), "from": s.when(p.From, now), "until": s.when(p.Until, now),
		"status": fmt.Sprint(p.Status),
	}
}

// elsewhere names where a link of another portal leads; a plan that refuses one may not say.
func (s say) elsewhere(host string) string {
	if host == "" {
		return s.Say("link.elsewhere")
	}
	return host
}

func (s say) when(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return s.clock(t, now)
}

// tone: what is lost is bad, what runs out or must be mended is a warning, what is only worth knowing is a note.
func tone(k problem.Kind) wizard.Tone {
	switch k {
	case problem.Locked, problem.Forbidden, problem.Internal:
		return wizard.Bad
	case problem.Throttled, problem.Conflict, problem.Device:
		return wizard.Info
	}
	return wizard.Warning
}
