package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

var titleLine = regexp.MustCompile(`^(E\d{2}) (\S.*)$`)

// ParseAll reads every E*.txt of a folder, in order of name.
func ParseAll(folder fs.FS) ([]*Script, error) {
	names, err := fs.Glob(folder, "E*.txt")
	if err != nil {
		return nil, err
	}
	var out []*Script
	var all error
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		s, err := Parse(name, string(text))
		out, all = append(out, s), errors.Join(all, err)
	}
	return out, all
}

// Parse reads one script. Its error lists everything that is wrong with it, each with file and line.
func Parse(file, text string) (*Script, error) {
	p := parser{file: path.Base(file), script: &Script{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(i+1, line); err != nil {
			p.errs = append(p.errs, fmt.Errorf("%s:%d: %w", p.file, i+1, err))
		}
	}
	if p.script.Name == "" {
		p.errs = append(p.errs, fmt.Errorf("%s: no title", p.file))
	}
	return p.script, errors.Join(p.errs...)
}

type parser struct {
	file   string
	script *Script
	only   []string // of the part
	errs   []error
}

func (p *parser) line(number int, text string) error {
	if p.script.Name == "" {
		return p.title(text)
	}
	if rest, ok := strings.CutPrefix(text, "covers "); ok {
		return p.covers(strings.Fields(rest))
	}
	l := Line{File: p.file, Number: number, Text: text}
	err := l.read()
	p.keepOnly(&l)
	p.script.Lines = append(p.script.Lines, l)
	return err
}

func (p *parser) title(text string) error {
	m := titleLine.FindStringSubmatch(text)
	if m == nil {
		p.script.Name = strings.TrimSuffix(p.file, ".txt") // one complaint is enough
		return errors.New(`the first line is the title: "E03 What it is about"`)
	}
	p.script.Name, p.script.Title = m[1], m[2]
	return nil
}

func (p *parser) covers(ids []string) error {
	for _, id := range ids {
		if !rowTag.MatchString("[" + id + "]") {
			return fmt.Errorf("%q is no row", id)
		}
		p.script.Covers = append(p.script.Covers, RowID(id))
	}
	return nil
}

// keepOnly gives every line of a part the drivers the part is for.
func (p *parser) keepOnly(l *Line) {
	if _, begins := l.does.(part); begins {
		p.only = l.Only
	}
	if len(l.Only) == 0 {
		l.Only = p.only
	}
}

// read makes a command out of the line's text.
func (l *Line) read() error {
	all, err := tokens(l.Text)
	if err != nil {
		return err
	}
	all, err = l.takeOnly(l.takeRows(all))
	if err != nil {
		return err
	}
	if len(all) == 0 || all[0].kind != bare {
		return errors.New("a line begins with what happens: see, press, type …")
	}
	parse, known := verbs[all[0].text]
	if !known {
		return fmt.Errorf("%q is nothing that can happen here", all[0].text)
	}
	r := &reader{left: all[1:]}
	l.does = parse(r)
	r.end()
	if r.err == nil {
		return l.check()
	}
	return fmt.Errorf("%s: %w", all[0].text, r.err)
}

// takeRows cuts off the rows at the end.
func (l *Line) takeRows(all []token) []token {
	last := len(all) - 1
	if last < 0 || all[last].kind != rows {
		return all
	}
	for id := range strings.FieldsSeq(all[last].text) {
		l.Rows = append(l.Rows, RowID(id))
	}
	return all[:last]
}

// takeOnly cuts off "only …" at the end.
func (l *Line) takeOnly(all []token) ([]token, error) {
	i := slices.Index(all, token{bare, "only"})
	if i < 0 {
		return all, nil
	}
	for _, d := range all[i+1:] {
		if !slices.Contains(drivers(), d.text) {
			return nil, fmt.Errorf("only %s: there is no such driver", d.text)
		}
		l.Only = append(l.Only, d.text)
	}
	if len(l.Only) == 0 {
		return nil, errors.New("only which driver?")
	}
	return all[:i], nil
}

func (l *Line) check() error {
	if _, looks := l.does.(asserter); len(l.Rows) > 0 && !looks {
		return errors.New("rows stand only on a line that asserts something")
	}
	return nil
}
