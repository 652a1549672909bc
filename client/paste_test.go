//go:build !js

package client

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"golang.org/x/image/bmp"
)

// dib is a bitmap of two by two as Windows keeps it in memory: the header, what stands between, then the dots from the bottom.
func dib(bits uint16, compression, colours uint32, between, dots []byte) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(nil, 40)
	b = le.AppendUint32(b, 2)
	b = le.AppendUint32(b, 2)
	b = le.AppendUint16(b, 1)
	b = le.AppendUint16(b, bits)
	for _, v := range []uint32{compression, 0, 0, 0, colours, 0} {
		b = le.AppendUint32(b, v)
	}
	return append(append(b, between...), dots...)
}

// TestABitmapOfWindowsIsAFile: red, green; blue, white.
func TestABitmapOfWindowsIsAFile(t *testing.T) {
	masks := []byte{0, 0, 0xff, 0, 0, 0xff, 0, 0, 0xff, 0, 0, 0}
	full := []byte{0xff, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0xff, 0, 0xff}
	thin := []byte{0xff, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0, 0xff, 0, 0, 0}
	palette := []byte{0, 0, 0xff, 0, 0, 0xff, 0, 0, 0xff, 0, 0, 0, 0xff, 0xff, 0xff, 0}
	byNumber := []byte{2, 3, 0, 0, 0, 1, 0, 0}
	for name, in := range map[string][]byte{
		"of a screen":        dib(32, 3, 0, masks, full),
		"32 bits":            dib(32, 0, 0, nil, full),
		"24 bits":            dib(24, 0, 0, nil, thin),
		"of four colours":    dib(8, 0, 4, palette, byNumber),
		"of all its colours": dib(8, 0, 0, append(bytes.Clone(palette), make([]byte, 252*4)...), byNumber),
	} {
		file, err := bitmapFile(in)
		if err != nil {
			t.Error(name, err)
			continue
		}
		if size := binary.LittleEndian.Uint32(file[2:]); int(size) != len(file) {
			t.Error(name, "says it has", size, "bytes of", len(file))
		}
		picture, err := bmp.Decode(bytes.NewReader(file))
		if err != nil {
			t.Error(name, err)
			continue
		}
		want := map[image.Point]color.RGBA{{X: 0, Y: 0}: {0xff, 0, 0, 0xff}, {X: 1, Y: 0}: {0, 0xff, 0, 0xff}, {X: 0, Y: 1}: {0, 0, 0xff, 0xff}, {X: 1, Y: 1}: {0xff, 0xff, 0xff, 0xff}}
		for at, c := range want {
			if got := color.RGBAModel.Convert(picture.At(at.X, at.Y)); got != c {
				t.Error(name, at, got)
			}
		}
	}
}

// FuzzABitmapIsNeverReadBeyondItsEnd: any program can say that it has copied a picture.
func FuzzABitmapIsNeverReadBeyondItsEnd(f *testing.F) {
	f.Add(dib(32, 3, 0, make([]byte, 12), make([]byte, 16)))
	f.Add(dib(8, 0, 1<<31, nil, nil))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := bitmapFile(data); err == nil && len(file) > len(data)+14 {
			t.Error(len(file), "bytes of", len(data))
		}
	})
}
