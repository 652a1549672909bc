package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file tells what a file for a paper is, by how it begins and not by its name, before any of it is sent.

// paperFile is a file that was brought, in memory only.
type paperFile struct {
	name, kind string
	data       []byte
	sum        [sha256.Size]byte
}

// clear erases it.
func (f *paperFile) clear() {
	clear(f.data)
	*f = paperFile{}
}

// goesOn reports that the plan has a part of this very file, as far as can be told here; the plan compares the sums.
func (f *paperFile) goesOn(p plan.Paper) bool {
	return p.State == plan.PaperPartly && p.Size == int64(len(f.data)) && p.Name == f.name && p.Received < p.Size
}

// paperKinds are the types that papers come in, by their first bytes (WHATWG MIME Sniffing, section 6; PDF: ISO 32000-1,
// section 7.5.2; HEIC: ISO/IEC 23008-12, section 10.2).
var paperKinds = []struct {
	at         int
	mark, kind string
}{
	{0, "%PDF-", "application/pdf"}, {0, "\xff\xd8\xff", "image/jpeg"}, {0, "\x89PNG\r\n\x1a\n", "image/png"}, {0, "GIF8", "image/gif"},
	{8, "WEBP", "image/webp"}, {4, "ftypheic", "image/heic"}, {4, "ftypmif1", "image/heic"}, {0, "II*\x00", "image/tiff"}, {0, "MM\x00*", "image/tiff"},
}

// kindOf gives the type of a file; empty: none of those.
func kindOf(data []byte) string {
	for _, k := range paperKinds {
		if len(data) > k.at && bytes.HasPrefix(data[k.at:], []byte(k.mark)) {
			return k.kind
		}
	}
	return ""
}

// fits says why a file cannot be this paper; nil: it can. A plan that names no types or no size takes any.
func fits(p plan.Paper, kind string, size int64) *problem.Problem {
	switch {
	case size == 0, len(p.Types) > 0 && !slices.Contains(p.Types, kind):
		return problem.New(problem.PaperKind)
	case p.Most > 0 && size > p.Most:
		return problem.New(problem.PaperSize)
	}
	return nil
}

// got takes a file that was brought, unless the plan would not.
func (p *paperPage) got(name string, data []byte) {
	paper, _ := p.paper(p.id)
	kind := kindOf(data)
	if why := fits(paper, kind, int64(len(data))); why != nil {
		clear(data)
		p.unread(why, p.choose)
		return
	}
	p.turn(p.reading)
	background(p.ui, func(context.Context) ([sha256.Size]byte, error) { return sha256.Sum256(data), nil }, func(sum [sha256.Size]byte, _ *problem.Problem) {
		p.file.clear()
		p.file = paperFile{name: cutName(name), kind: kind, data: data, sum: sum}
		p.turn(p.page)
	})
}

// mostName is how long a file's name may be that goes to the plan, in bytes; most systems know no longer one.
const mostName = 255

func cutName(name string) string {
	return strings.ToValidUTF8(name[:min(len(name), mostName)], "")
}

// baseOf is the name of a file by its path or address.
func baseOf(where string) string {
	return path.Base(strings.TrimPrefix(where, "file://"))
}
