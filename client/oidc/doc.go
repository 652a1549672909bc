// Package oidc is a plan whose members sign in at a provider of OpenID Connect, in the system's browser.
//
// Come here for how a sign-in leaves the app and comes back: what the provider says of itself (discovery.go, smart.go,
// document.go), who we are to it (register.go), the way out (begin.go, talk.go) and the way back (arrive.go, exchange.go,
// verify.go, keys.go), the same without a browser here (device.go), and the tokens afterwards (held.go, renew.go, signout.go).
//
// The standards are OpenID Connect Core and Discovery 1.0, RFC 8252 (native apps), 7636 (PKCE), 9207 (who answered), 9700
// (best practice), 8628 (device grant), 7591 (registration), 7009 (revocation), RP-Initiated Logout 1.0, SMART App Launch 2.2.
//
// What it does not do: passwords and codes are the provider's own pages; implicit and hybrid answers, requests by reference
// and encrypted tokens are not asked for; back-channel and front-channel logout are for servers, which have an address to be
// told at; a refresh token waits on the member's shelf (plan.Shelf), and nothing else of a session outlives the program.
package oidc
