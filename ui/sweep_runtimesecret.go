//go:build goexperiment.runtimesecret

package ui

import "runtime"

// sweep makes the runtime erase what was dropped at a lock: it erases memory of runtime/secret when it collects it, and
// what has a finalizer is collected the second time.
func sweep() {
	runtime.GC()
	runtime.GC()
}
