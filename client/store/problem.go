package store

import (
	"errors"
	"io/fs"
	"os"

	"vestibule/app/problem"
)

// ErrInUse is the cause where another process of the app has the file.
var ErrInUse = errors.New("store: another process of the app has this file")

// ErrChanged is the cause where the file holds what was not read here: another copy of the app has saved, or its owner has
// put another file there. It has to be loaded first.
var ErrChanged = errors.New("store: the file was changed by somebody else")

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
	case errors.Is(err, ErrInUse), errors.Is(err, ErrChanged):
		return problem.StoreInUse
	case full(err):
		return problem.StoreFull
	}
	return problem.StoreDenied
}
