package scenario_test

import (
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/scenario"
)

// TestScenarios plays every script in this process, as on a desktop and as on a phone.
func TestScenarios(t *testing.T) {
	var all []scenario.Tally
	for _, form := range uitest.FormFactors() {
		for _, s := range scripts(t) {
			t.Run(s.Name+"/"+string(form), func(t *testing.T) {
				run := scenario.Run{Stage: newInprocess(t), Form: form, Within: 3 * time.Second, Clock: time.Now,
					Golden: func(name, outline string) { uitest.Golden(t, name, outline) }}
				all = append(all, playScript(t, s, run))
			})
		}
	}
	t.Log("\n" + scenario.Table(all))
}

// playScript plays one script; one that does not hold fails the test.
func playScript(t *testing.T, s *scenario.Script, run scenario.Run) scenario.Tally {
	t.Helper()
	tally, err := scenario.Play(t.Context(), s, run)
	if err != nil {
		tally.Failed = true
		t.Error(err)
	}
	return tally
}

// chosen gives the scripts of these names.
func chosen(t *testing.T, names ...string) []*scenario.Script {
	t.Helper()
	var out []*scenario.Script
	for _, s := range scripts(t) {
		for _, name := range names {
			if s.Name == name {
				out = append(out, s)
			}
		}
	}
	return out
}
