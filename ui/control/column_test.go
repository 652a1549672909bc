package control_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/control"
)

// What wraps learns its width only while it is laid out; what stands below it must not have to wait for the next time.
func TestColumnPlacesWhatIsBelowWrappedWordsAtOnce(t *testing.T) {
	test.NewTempApp(t)
	above := control.NewText("words that take several lines in a column as narrow as this one is")
	below, hidden := control.NewText("below"), control.NewText("hidden")
	hidden.Hide()
	control.Column(10, above, hidden, below).Resize(fyne.NewSize(100, 1000))
	if want := above.MinSize().Height + 10; below.Position().Y != want || want < 100 {
		t.Errorf("placed at %v, want %v", below.Position().Y, want)
	}
}
