// Package client opens plans: from an address to the ports of app/plan.
//
// Come here to see how a plan is found (discover.go), how a server that signs members in and services beside it are one plan
// (compose.go), how a browser's page is left and come back to (arrivals.go, leave_js.go), what carries requests (transport.go:
// sockets, or the browser's fetch; inprocess.go: straight into a handler), and where time and chance come from (device.go). The
// kinds of plan are the packages below: rest, kratos, oidc. It decides nothing about a conversation and shows nothing.
package client
