// Package store keeps one file on this device so that a crash, a full disk or a second window never costs what was in it.
//
// Come here to see where the vault's file is (place.go), the order in which a save touches the disk (save.go), and what is
// different on each system (disk_*.go, lock_*.go; in a browser nothing is kept, store_js.go). It implements vault.Storage.
//
// A save writes a new file beside the old one, forces it to the disk, reads it back, keeps the old one as ".1" and only
// then takes the old one's place. Writing in place loses the file at every second kill. It knows nothing of what is in
// the file.
package store
