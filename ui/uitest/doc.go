// Package uitest is what tests of the screen stand on: the UI thread driven by hand, form factors, golden outlines, a keychain
// in memory, and one way to drive the program as a member would.
//
// Come here when a test needs to see a page or act on it. Driver has three kinds: Inprocess here, on Fyne's test driver;
// the browser build in Chromium (uitest/browser); the real window through AT-SPI (uitest/desktop). Nothing here is
// imported by the program.
package uitest
