// Package vault keeps the member's secrets on this device, sealed.
//
// Come here to see what is kept for a plan (Entry), what a vault file looks like (format.go, body.go), how it is sealed
// (seal.go), and what happens when the key or the file is not there (open.go). A vault is one file: a header with slots,
// each of which wraps the same random 256-bit key, and a body sealed with that key. So far there is one kind of slot:
// the wrapping key that rests in the system's keychain (KeyStore). Other kinds, and fields that a newer app has added, are
// kept as they are.
//
// It promises that a new key is never laid over a vault that cannot be opened, that nothing of a session on a shared
// device is kept, that what cannot be read is left as it is, and that a vault always opens: where nothing can be kept it
// works in memory and says why (Rest). It reads and writes no files, asks no clock, and takes chance from outside.
package vault
