// Package store keeps files on this device so that a crash, a full disk or a second window never costs what was in one.
//
// Come here to see where the vaults' files are (place.go, list.go), the order in which a save touches the disk (save.go),
// what happens when the app runs twice (hold.go), how a file goes for good (remove.go), and what is different on each
// system (disk_*.go, lock_*.go). In a browser the place is an IndexedDB of our own (browser_*.go). A Store implements
// vault.Storage.
//
// A save writes a new file beside the old one, forces it to the disk, reads it back, keeps the old one as ".1" and only
// then takes the old one's place. Writing in place loses the file at every second kill. Nothing is saved over a version
// that was not read here first. It knows nothing of what is in a file.
package store
