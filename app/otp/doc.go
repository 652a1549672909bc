// Package otp makes one-time codes (RFC 4226, RFC 6238, Steam) and reads and writes the addresses by which authenticators
// hand them on (otpauth://, otpauth-migration://).
//
// Come here for what a Key is, which addresses are taken and why not (parse.go), and for every rule that authenticators
// disagree on: it is written down where it is decided. The arithmetic is pquerna/otp's, which accepts anything, so nothing
// reaches it that Key.Check has not passed: no input ever yields a silent wrong code. Where the runtime erases (Linux) the same
// is done on the stack (arithmetic_runtimesecret.go). It asks no clock, keeps nothing,
// and knows no other app's files (app/transfer does).
package otp
