package ui

// This file is how files come into the app and go out of it: backups, other apps' exports, pictures of codes.

// Files asks the member for a file, or where to put one. Each calls back once, on the UI thread; it may take as long as
// the member likes. Both answer from the platform's own chooser, so the app sees no file that was not picked.
type Files interface {
	// Pick gives the name and the bytes of the file that was picked, no more than most of them: a larger file is an
	// error. Without a name none was picked.
	Pick(most int64, got func(name string, data []byte, err error))
	// Put writes data where the member wants it, under name unless they say another, and tells whether it is there. It
	// takes a copy of data.
	Put(name string, data []byte, done func(put bool, err error))
}
