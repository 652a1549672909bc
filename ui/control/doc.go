// Package control is our own controls, one a file.
//
// Come here to build a page: Title, Text, Button, Field, SecretField, CodeField, Check, Choice, NoticePanel and the
// rest, stacked with Column. Fyne's own widgets say nothing to a screen reader, keep copies of a password and cannot
// wrap a label, so every control here draws itself, takes its words as parameters, says what it is (a11y.Describer),
// is at least 44 × 44 where it can be pressed, shows where the keyboard is, and works by Tab, Space and Enter. A key it
// has no use for goes on to the canvas (SetOnTypedKey), so that a page can hear Enter and Escape.
//
// A control decides nothing about a step, starts no clock and reads no text file.
package control
