package client

import (
	"encoding/binary"
	"slices"
)

// What the header of a bitmap holds, by the place of the first byte (BITMAPINFOHEADER, wingdi.h).
const (
	bitmapBits        = 14
	bitmapCompression = 16
	bitmapColours     = 32
	bitmapHeader      = 40
)

// bitmapFile makes the BMP file of a bitmap as Windows keeps it in memory, which lacks the file's own header
// (BITMAPFILEHEADER). One whose colours are named by masks, as those of a screen are, loses the masks where they are the
// usual ones: readers of BMP do not expect them. It is apart from what calls Windows, so that it is tested everywhere.
func bitmapFile(dib []byte) ([]byte, error) {
	if len(dib) < bitmapHeader {
		return nil, errCopiedNone
	}
	le := binary.LittleEndian
	header, bits, colours := le.Uint32(dib), le.Uint16(dib[bitmapBits:]), le.Uint32(dib[bitmapColours:])
	if header < bitmapHeader || int64(header) > int64(len(dib)) || colours > 256 {
		return nil, errCopiedNone
	}
	body := slices.Clone(dib)
	const masked, masks = 3, 12
	if usual := []byte{0, 0, 0xff, 0, 0, 0xff, 0, 0, 0xff, 0, 0, 0}; header == bitmapHeader && le.Uint32(dib[bitmapCompression:]) == masked &&
		len(dib) >= bitmapHeader+masks && slices.Equal(dib[bitmapHeader:bitmapHeader+masks], usual) {
		body = slices.Delete(body, bitmapHeader, bitmapHeader+masks)
		le.PutUint32(body[bitmapCompression:], 0)
	}
	if colours == 0 && bits <= 8 {
		colours = 1 << bits
	}
	const fileHeader = 14
	file := append(make([]byte, 0, fileHeader+len(body)), "BM"...)
	file = le.AppendUint32(file, uint32(fileHeader+len(body)))
	file = le.AppendUint32(file, 0)
	file = le.AppendUint32(file, fileHeader+header+4*colours)
	file = append(file, body...)
	clear(body)
	return file, nil
}
