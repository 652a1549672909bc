// Package a11y is the semantic tree of what is on screen, and its readers.
//
// Come here when something on screen cannot be found by role and name. Our controls describe themselves (Describer,
// Holder); Walk collects them into a tree of Nodes; readers show the tree to somebody: Outline to tests, a DOM mirror to
// the browser, AT-SPI to Linux desktops. It draws nothing, knows no page, and reaches into no control.
//
// A Bridge walks the window again when it is told of a change (Changed), after everything that came through it, and
// every 150 ms, as Fyne tells nobody of a drawn frame; its reader hears only of the differences (Diff). Problems finds in
// a test what a member who cannot see would stumble over. The files dom_*_js.go are the browser's, atspi_*.go those of
// Linux; bridge_other.go says who else reads.
package a11y
