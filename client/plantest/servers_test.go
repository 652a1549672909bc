package plantest_test

import (
	"testing"

	"vestibule/client/plantest"
)

func TestServersKratosKeepsTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Parallel()
	for _, variant := range plantest.Variants() {
		t.Run(variant, func(t *testing.T) {
			t.Parallel()
			k := plantest.StartKratos(t, variant)
			plantest.Run(t, func(testing.TB) plantest.World { return k }, differs[variant]...)
		})
	}
}

// differs are the parts that a configuration changes, of those that are the default one but for a word; all for the others.
var differs = map[string][]string{
	plantest.NoRecovery:  {"says what it is", "what it cannot it says", "ports are as said", "sign-in", "recovery", "a new contact"},
	plantest.OtherSchema: {"says what it is", "what it cannot it says", "sign-in", "a wrong password", "a text message", "recovery", "binding", "a new contact"},
}

func TestServersPairKeepsTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Parallel()
	p := plantest.StartPair(t)
	plantest.Run(t, func(testing.TB) plantest.World { return p })
}

func TestServersOpenIDKeepsTheContract(t *testing.T) {
	plantest.Lane(t, "servers")
	t.Parallel()
	o := plantest.StartOpenID(t)
	for name, world := range map[string]plantest.World{"issuer": o, "records": o.SMART()} {
		t.Run(name, func(t *testing.T) {
			plantest.Run(t, func(testing.TB) plantest.World { return world })
		})
	}
}
