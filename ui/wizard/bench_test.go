package wizard_test

import (
	"testing"

	"vestibule/ui/look"
)

// BenchmarkShowAgain is what a countdown costs each second: the same page in another mood.
func BenchmarkShowAgain(b *testing.B) {
	_, f := window(b, look.New(look.Light, 1), phone)
	dress(f)
	page := signInPage()
	f.Show(page)
	for b.Loop() {
		f.Show(page)
	}
}
