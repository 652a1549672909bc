package client

import (
	"errors"
	"io/fs"

	"vestibule/app/problem"
)

// Files is how files come into the app and go out of it: backups, other apps' exports, pictures of codes. Its methods take
// as long as a disk or a member takes and are safe for concurrent use; none is for the UI thread. Errors are a
// *problem.Problem: problem.FileNotFound, FileTooLarge, FileNotRead, FileNotWritten, or that of ctx.
//
// Where Picks is true the system has a chooser (a browser, a desktop with portals). Elsewhere a path is typed or dropped:
// Read takes one, and List helps to type it. A browser has no paths.
type Files struct{}

// largestFile is how much of a file is read, in bytes: ten times the largest export that anybody has shown us, and less than
// a picture of a screen without compression.
const largestFile = 32 << 20

// errLarge, errKind and errName are causes, for the log.
var (
	errLarge = errors.New("client: the file has more than 32 MiB")
	errKind  = errors.New("client: it is no file, or one without an end")
	errName  = errors.New("client: no name for a file")
	errNone  = errors.New("client: there are no files here")
)

// unread names what keeps a file from being read. The path is taken off: it holds the name of the device's user.
func unread(err error) *problem.Problem {
	code := problem.FileNotRead
	switch {
	case errors.Is(err, errLarge):
		code = problem.FileTooLarge
	case errors.Is(err, fs.ErrNotExist):
		code = problem.FileNotFound
	}
	return problem.New(code).Because(bare(err))
}

// unwritten names what keeps a file from being written.
func unwritten(err error) *problem.Problem {
	return problem.New(problem.FileNotWritten).Because(bare(err))
}

func bare(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}
