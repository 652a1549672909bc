//go:build goexperiment.runtimesecret

package secret

import "runtime/secret"

// Do runs f where the runtime erases what f leaves in registers, on the stack and, once collected, on the heap. It reaches
// no goroutine that f starts, and no memory of C.
func Do(f func()) { secret.Do(f) }
