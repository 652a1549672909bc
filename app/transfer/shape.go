package transfer

import (
	"bytes"
	"unicode/utf8"
)

// magics are how files begin that are as uneven to the eye as sealed ones and are none: packed files and pictures.
var magics = []string{"PK", "\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF", "%PDF", "\x1f\x8b", "7z\xbc\xaf", "BZh", "\xfd7zXZ", "\x28\xb5\x2f\xfd",
	"Rar!", "SQLite format 3", "\x03\xd9\xa2\x9a", "\xac\xed"}

// unevenness that sealed bytes do not reach: chi-squared of 256 byte values has the mean 255 and the deviation 22.6; eight
// deviations above never happen by chance, and text is far above.
const mostUneven = 255 + 8*22.6

// looksSealed tells bytes that an unmarked cipher made: no known beginning, no text, and every byte value as often as any
// other. Of thirty drawn bytes, one in a hundred million is a text.
func looksSealed(data []byte) bool {
	if utf8.Valid(data) || len(data) > 8 && string(data[4:8]) == "ftyp" { // pictures and films of ISO 14496-12 begin so
		return false
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m)) {
			return false
		}
	}
	var count [256]float64
	for _, b := range data {
		count[b]++
	}
	expected, uneven := float64(len(data))/256, 0.0
	for _, n := range count {
		uneven += (n - expected) * (n - expected) / expected
	}
	return uneven < mostUneven
}
