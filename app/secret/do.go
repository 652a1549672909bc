//go:build !goexperiment.runtimesecret

package secret

// Do runs f where the runtime erases what f leaves in registers, on the stack and on the heap. Builds without that
// (GOEXPERIMENT=runtimesecret, Linux only) just run it: there, what is not cleared by hand may remain.
func Do(f func()) { f() }
