package transfer

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"hash/crc32"
	"io"
)

// openZip lists an archive. False: it is none, or one of too many files.
func openZip(data []byte) (*zip.Reader, bool) {
	if !bytes.HasPrefix(data, []byte("PK")) || bytes.Count(data, []byte("PK\x01\x02")) > mostZipped {
		return nil, false
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	return r, err == nil
}

// sealedZip is the bit of a file's flags that says it is sealed (APPNOTE.TXT, section 4.4.4).
const sealedZip = 1

// zipKeys are the three keys of the cipher that archives are sealed with of old (APPNOTE.TXT, section 6.1).
type zipKeys struct{ a, b, c uint32 }

// newZipKeys begins with the password.
func newZipKeys(password []byte) *zipKeys {
	k := &zipKeys{0x12345678, 0x23456789, 0x34567890}
	for _, b := range password {
		k.update(b)
	}
	return k
}

func (k *zipKeys) update(b byte) {
	k.a = crc32.IEEETable[byte(k.a)^b] ^ k.a>>8
	k.b = (k.b+k.a&0xff)*134775813 + 1
	k.c = crc32.IEEETable[byte(k.c)^byte(k.b>>24)] ^ k.c>>8
}

// open opens bytes in place.
func (k *zipKeys) open(data []byte) {
	for i, b := range data {
		t := k.c | 2
		data[i] = b ^ byte(t*(t^1)>>8)
		k.update(data[i])
	}
}

// zipHead is what stands before a sealed file; its last byte tells most wrong passwords.
const zipHead = 12

// unzipSealed opens a sealed file of an archive, sealed of old or with AES. What comes back is the caller's to clear.
func unzipSealed(ctx context.Context, o opener, f *zip.File) ([]byte, error) {
	raw, err := f.OpenRaw()
	if err != nil || f.CompressedSize64 > Largest {
		return nil, ErrBroken
	}
	box := make([]byte, f.CompressedSize64)
	if _, err := io.ReadFull(raw, box); err != nil {
		return nil, ErrBroken
	}
	if f.Method == zipAES {
		return unzipAES(ctx, o, f.Extra, box)
	}
	if len(box) < zipHead {
		return nil, ErrBroken
	}
	defer clear(box)
	newZipKeys(o.password.Reveal()).open(box)
	text, err := unpack(f.Method, box[zipHead:])
	switch {
	case errors.Is(err, ErrTooLarge), errors.Is(err, ErrUnsupported):
		return nil, err
	case err != nil || crc32.ChecksumIEEE(text) != f.CRC32: // the check sum alone vouches for it
		clear(text)
		return nil, ErrPassword
	}
	return text, nil
}

// unpack gives what was packed, up to Largest.
func unpack(method uint16, packed []byte) ([]byte, error) {
	switch method {
	case zip.Store:
		return bytes.Clone(packed), nil
	case zip.Deflate:
		text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), Largest+1))
		if len(text) > Largest {
			return nil, ErrTooLarge
		}
		return text, err
	}
	return nil, ErrUnsupported
}
