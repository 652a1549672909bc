package qr_test

import (
	"image"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common/reedsolomon"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"vestibule/app/problem"
	"vestibule/client/qr"
)

// oneOfTwo draws the first code of a series of two (ISO/IEC 18004, 8: structured append), which no encoder at hand makes:
// version 1, level L, 19 bytes of data and 7 to check them.
func oneOfTwo(t *testing.T, text string) *image.Gray {
	t.Helper()
	bits := gozxing.NewEmptyBitArray()
	for _, v := range [][2]int{{0b0011, 4}, {0, 4}, {1, 4}, {0, 8}, {0b0100, 4}, {len(text), 8}} {
		appendBits(t, bits, v[0], v[1])
	}
	for _, c := range []byte(text) {
		appendBits(t, bits, int(c), 8)
	}
	data := make([]byte, 19)
	bits.ToBytes(0, data, 0, 19)
	codewords := make([]int, 26)
	for i, b := range data {
		codewords[i] = int(b)
	}
	if err := reedsolomon.NewReedSolomonEncoder(reedsolomon.GenericGF_QR_CODE_FIELD_256).Encode(codewords, 7); err != nil {
		t.Fatal(err)
	}
	whole := gozxing.NewEmptyBitArray()
	for _, c := range codewords {
		appendBits(t, whole, c, 8)
	}
	version, _ := decoder.Version_GetVersionForNumber(1)
	squares := encoder.NewByteMatrix(21, 21)
	if err := encoder.MatrixUtil_buildMatrix(whole, decoder.ErrorCorrectionLevel_L, version, 0, squares); err != nil {
		t.Fatal(err)
	}
	return each(paper(29*4, 29*4), func(x, y int, v byte) byte {
		if at := image.Pt(x/4-4, y/4-4); at.In(image.Rect(0, 0, 21, 21)) && squares.Get(at.X, at.Y) == 1 {
			return 0
		}
		return v
	})
}

func appendBits(t *testing.T, bits *gozxing.BitArray, v, n int) {
	t.Helper()
	if err := bits.AppendBits(v, n); err != nil {
		t.Fatal(err)
	}
}

// Half an address could be read as a whole one, with half a secret: a code that never works.
func TestAPartOfASeriesIsNoText(t *testing.T) {
	if got, err := qr.Read(t.Context(), asPNG(t, oneOfTwo(t, "otpauth://totp/"))); !problem.Is(err, problem.PictureNone) || len(got) > 0 {
		t.Errorf("%v, %d texts", err, len(got))
	}
}
