// Package keystore keeps one key in the safe place of this system: the Secret Service on Linux, the Credential Manager on
// Windows, the Keychain on macOS. It implements vault.KeyStore.
//
// Come here to see what is done about a keychain that hangs (guard.go), what its troubles are called (problem.go and
// sort_*.go), and which systems have none (keyring_none.go). It holds nothing but that key, under a name that tells
// nothing of the member.
//
// The rules are: no call takes longer than three seconds, since an unanswered prompt can hold one for ever; only the
// system's own "not found" means that there is no key; and no message bus is started only because we look for one.
package keystore
