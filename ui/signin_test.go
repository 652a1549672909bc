package ui_test

import (
	"testing"

	"vestibule/ui/uitest"
)

func TestPasswordAndText(t *testing.T) {
	for _, form := range uitest.FormFactors() {
		t.Run(string(form), func(t *testing.T) {
			r := newRig(t, form)
			t.Log(r.see(`heading 1 "Sign in"`))
			r.picture("signin-" + string(form))
		})
	}
}
