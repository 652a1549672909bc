//go:build !js && (!linux || android)

package a11y

// open finds no reader: macOS, Windows, Android and iOS read Fyne's own tags (build tag accessibility).
func (b *Bridge) open(Options) reader { return nil }
