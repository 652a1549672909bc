// Package servers walks the real pages over real servers: an Ory Kratos, two of it behind nginx of which one is killed, an
// OpenID provider. It is tests and nothing else.
//
// Come here to see what a member sees of a plan that is not ours. The servers, and who is a member of them, are
// client/plantest's; what the ports must do is its contract. The tests run in the lane "servers".
package servers
