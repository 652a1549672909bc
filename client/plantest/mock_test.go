package plantest_test

import (
	"testing"

	"vestibule/client/plantest"
)

func TestMockKeepsTheContract(t *testing.T) {
	plantest.Run(t, func(t testing.TB) plantest.World { return plantest.NewMock(t) })
}
