package client

import (
	"vestibule/app/plan"
)

// This file makes one plan of two servers: one that signs members in, and ours beside it, which knows what a health plan
// knows (what each does is compose_document.go).

// compose joins what an identity server opened with the services beside it. The plan is called what the services call it.
func compose(identity, services *plan.Plan) *plan.Plan {
	p := *identity
	p.Document = composeDocument(identity.Document, services.Document)
	p.Identity = composeIdentity(identity.Identity, services)
	p.Services = onlyServices(services)
	p.Security = composeSecurity(identity, services)
	p.Server.Services = services.Server.Services
	p.Demo = services.Demo
	if services.Records != nil {
		p.Records = services.Records
	}
	if services.Approvals != nil {
		p.Approvals = services.Approvals
	}
	p.Grants, p.Handoffs = services.Grants, services.Handoffs
	if p.Document.Can(plan.CanActFor).How != plan.InApp {
		p.Grants = nil
	}
	return &p
}

// onlyServices gives the services' port as far as their document goes, so that nobody finds a help desk by asking for one
// that is not there.
func onlyServices(services *plan.Plan) plan.Services {
	desk, can := services.Services.(plan.Helpdesk)
	if !can || services.Document.Can(plan.CanHelpdesk).How != plan.InApp {
		return justServices{services.Services}
	}
	return struct {
		plan.Services
		plan.Helpdesk
	}{services.Services, desk}
}

// justServices hides what else its value can do.
type justServices struct{ plan.Services }
