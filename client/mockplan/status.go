package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// status tells what the knobs put out of service.
func (p *Plan) status() plan.Status {
	s := plan.Status{Checked: p.now()}
	for _, o := range p.faults.all("svc.outage") {
		s.Outages = append(s.Outages, plan.Outage{Feature: o.feature(), Until: o.until, Detail: o.Reason})
	}
	for _, m := range p.faults.all("svc.maintenance") {
		s.Maintenances = append(s.Maintenances, plan.Maintenance{Feature: m.feature(), From: m.start, To: m.end})
	}
	return s
}

// feature is what a service knob is about: signing in, unless it names another.
func (s *Setting) feature() plan.Feature {
	return plan.Feature(firstOf(s.Feature, string(plan.SignInFeature)))
}

// closed says why no conversation is possible now: an outage, maintenance, or an app that is too old. No try is counted
// meanwhile.
func (p *Plan) closed() *problem.Problem {
	if trouble := p.status().Blocking(p.now()); trouble != nil {
		return trouble
	}
	if setting, on := p.faults.on("app.below_min", nil); on && setting.Kind != "soft" {
		rules := p.servedPolicy().App
		trouble := problem.New(problem.AppTooOld)
		trouble.Facts.Version, trouble.Facts.URL = rules.MinSupported, rules.StoreURLs["web"]
		return trouble
	}
	return nil
}
