package transfer

import (
	"archive/zip"
	"context"
	"path"
)

// AuthenticatorPlus is a backup of Authenticator Plus: a sealed archive with a list of addresses.
const AuthenticatorPlus Format = "authenticator-plus"

// authPlusList is the file of the archive that holds the list.
const authPlusList = "Accounts.txt"

// authPlus recognises the archive by its list.
func authPlus(s source) (File, bool) {
	archive, ok := openZip(s.data)
	if !ok {
		return File{}, false
	}
	for _, f := range archive.File {
		if path.Base(f.Name) == authPlusList && f.Flags&sealedZip != 0 {
			return File{Format: AuthenticatorPlus, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
				return openAuthPlus(ctx, o, f)
			}}, true
		}
	}
	return File{}, false
}

// openAuthPlus opens the list.
func openAuthPlus(ctx context.Context, o opener, f *zip.File) ([]Entry, error) {
	text, err := unzipSealed(ctx, o, f)
	if err != nil {
		return nil, err
	}
	defer clear(text)
	return readList(ctx, text)
}
