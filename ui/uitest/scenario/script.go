package scenario

import (
	"fmt"
	"slices"
)

// Script is one scenario as written.
type Script struct {
	Name   string // E03
	Title  string // without the name
	Covers []RowID
	Lines  []Line
}

// Line is one thing that happens.
type Line struct {
	File   string
	Number int
	Text   string // as written
	Rows   []RowID
	Only   []string // the drivers that can do it; empty: all
	does   command
}

// Place is where the line stands, as file:line.
func (l Line) Place() string { return fmt.Sprintf("%s:%d", l.File, l.Number) }

// For reports whether the line is played by a driver.
func (l Line) For(driver string) bool { return len(l.Only) == 0 || slices.Contains(l.Only, driver) }

// command is what a line does. A closed set: one type a verb.
type command interface {
	// do does it in a play; an assertion that does not hold is an error.
	do(*play) error
}

// asserter is a command that looks rather than acts.
type asserter interface {
	command
	asserts()
}

// turner is a command that turns on a knob of the catalogue's.
type turner interface {
	command
	// knob names it; on is false where the line turns it off.
	knob() (name string, on bool)
}
