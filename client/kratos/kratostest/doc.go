// Package kratostest is, for tests only, a Kratos that answers what a real one has answered.
//
// Come here for exchanges with an Ory Kratos 1.3.1, recorded and made anonymous (exchanges), and for a transport that plays
// them (Replay): it answers only what was recorded, holds each request to the recorded one, and refuses what no native
// client sends. It starts no server; a real Kratos is in client/plantest.
package kratostest
