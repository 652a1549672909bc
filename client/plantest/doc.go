// Package plantest holds every kind of plan to one contract: what a plan says it can, it does; what it cannot, it says.
//
// Come here when a new kind of plan is made, or when one behaves unlike the others: Run plays the whole contract on a World,
// one file a capability (signin.go, recovery.go, sessions.go …). A World is a plan with its backstage: the mock (mock.go), Ory
// Kratos (kratos.go), two of it on PostgreSQL behind nginx (pair.go), an OpenID provider (openid.go). The real ones are
// processes on loopback, made by .ci/servers from kratos/ and oidc/, which are modules of their own. A Visitor is the browser
// for pages that are forms.
//
// It knows plans only by the ports of app/plan and finds them as the program does. What is peculiar to one kind is tested
// beside that kind. Only tests import it.
package plantest
