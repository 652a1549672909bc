package store

import (
	"errors"
	"io/fs"
	"os"

	"vestibule/app/problem"
)

// ErrInUse is the cause where another process of the app holds the folder.
var ErrInUse = errors.New("store: another process of the app holds this folder")

// ErrNotKept is the cause where this platform keeps no files for the app.
var ErrNotKept = errors.New("store: nothing is kept on this platform")

// trouble names what stands between the app and the disk. The path is taken off: it holds the name of the device's user.
func trouble(err error) *problem.Problem {
	code := codeOf(err)
	var named *fs.PathError
	var linked *os.LinkError
	switch {
	case errors.As(err, &named):
		err = named.Err
	case errors.As(err, &linked):
		err = linked.Err
	}
	return problem.New(code).Because(err)
}

func codeOf(err error) problem.Code {
	switch {
	case errors.Is(err, ErrInUse):
		return problem.StoreInUse
	case full(err):
		return problem.StoreFull
	}
	return problem.StoreDenied
}
