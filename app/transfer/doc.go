// Package transfer reads and writes other authenticators' files.
//
// Come here for which files are opened (formats.go: one line a format, one file a format), how they are told apart (by what
// they hold, never by their name), and what becomes of each entry. One bad entry never stops the rest; a hostile file cannot
// take memory or time beyond the limits. It reads bytes and gives keys: it opens no files, stores nothing, and asks no
// member; passwords come in as secret.Bytes, slow key derivation goes through kdf.Deriver.
package transfer
