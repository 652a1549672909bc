package mockplan

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// status tells what the knobs put out of service.
func (p *Plan) status() plan.Status {
	s := plan.Status{Checked: p.now()}
	for _, o := range p.faults.all("svc.outage") {
		s.Outages = append(s.Outages, plan.Outage{Feature: plan.Feature(firstOf(o.Feature, string(plan.SignInFeature))), Until: o.until, Detail: o.Reason})
	}
	for _, m := range p.faults.all("svc.maintenance") {
		s.Maintenances = append(s.Maintenances,
			plan.Maintenance{Feature: plan.Feature(firstOf(m.Feature, string(plan.SignInFeature))), From: m.start, To: m.end})
	}
	return s
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
