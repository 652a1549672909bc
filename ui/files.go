package ui

import "context"

// This file is how files come into the app and go out of it: backups, other apps' exports, pictures of codes.

// Files are the member's. A call takes as long as a disk or a member takes, so none is made on the UI thread. An error is,
// or holds, a *problem.Problem.
type Files interface {
	// Picks reports that the system has a chooser. Elsewhere a path is typed or dropped.
	Picks() bool
	// Pick gives the name and the bytes of the file that the member picked; no name: none.
	Pick(ctx context.Context) (name string, data []byte, err error)
	// Read gives the bytes of a file by its path, as somebody types or drops one. They are the caller's to clear.
	Read(ctx context.Context, path string) ([]byte, error)
	// List gives the names in a folder, to help with typing; those of folders end in a slash.
	List(ctx context.Context, folder string) ([]string, error)
	// Save writes a new file among the member's downloads and tells its path; nothing is written over.
	Save(ctx context.Context, name string, data []byte) (where string, err error)
}
