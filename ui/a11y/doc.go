// Package a11y is the semantic tree of what is on screen, and its readers.
//
// Come here when something on screen cannot be found by role and name. Our controls describe themselves (Describer,
// Holder); Walk collects them into a tree of Nodes; readers show the tree to somebody: Outline to tests, a DOM mirror to
// the browser, AT-SPI to Linux desktops. It draws nothing, knows no page, and reaches into no control.
package a11y
