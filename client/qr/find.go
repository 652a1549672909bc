package qr

import (
	"context"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode/detector"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"

	"vestibule/app/secret"
)

// mostMarks is how many corner marks one look may find: thirty codes and some noise. Every three of them are tried together,
// so that a picture made of marks would take hours.
const mostMarks = 100

// tooMany ends a search from inside gozxing, which calls back for each mark and has no other way to be stopped.
type tooMany struct{}

// search is one search for codes in black and white.
type search struct {
	ctx    context.Context
	matrix *gozxing.BitMatrix
	marks  int
	// used are the corner marks of codes that are read: they belong to no other.
	used map[*detector.FinderPattern]bool
	add  func(text string)
}

// find hands on the text of each code. gozxing was not written for pictures that mean harm: where it panics, there is no code.
func (s *search) find() {
	s.used = map[*detector.FinderPattern]bool{}
	s.guarded(s.several)
	if len(s.used) == 0 {
		s.marks = 0
		s.guarded(s.single)
	}
}

func (s *search) guarded(f func()) {
	defer func() { _ = recover() }()
	f()
}

// mark counts a corner mark that gozxing found.
func (s *search) mark(gozxing.ResultPoint) {
	if s.marks++; s.marks > mostMarks || s.ctx.Err() != nil {
		panic(tooMany{})
	}
}

// several looks for any number of codes that are nearly square: the marks of each must fit together.
func (s *search) several() {
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	infos, err := multi.NewMultiFinderPatternFinder(s.matrix, s.mark).FindMulti(hints)
	if err != nil {
		return
	}
	for _, info := range infos {
		if s.ctx.Err() != nil {
			return
		}
		s.try(info)
	}
}

// single looks for one code, seen from whatever side.
func (s *search) single() {
	finder := detector.NewFinderPatternFinder(s.matrix, s.mark)
	if info, err := finder.Find(map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}); err == nil {
		s.try(info)
	}
}

// try decodes what lies between three marks.
func (s *search) try(info *detector.FinderPatternInfo) {
	corners := []*detector.FinderPattern{info.GetBottomLeft(), info.GetTopLeft(), info.GetTopRight()}
	for _, c := range corners {
		if s.used[c] {
			return
		}
	}
	found, err := detector.NewDetector(s.matrix).ProcessFinderPatternInfo(info)
	if err != nil || !s.decode(found.GetBits()) {
		return
	}
	for _, c := range corners {
		s.used[c] = true
	}
}

// decode reads a code. One that says it is a part of a longer text is left out: half an address could be read as a whole one.
func (s *search) decode(bits *gozxing.BitMatrix) (ok bool) {
	secret.Do(func() { // the text is made in many pieces, and may be an address
		result, err := decoder.NewDecoder().Decode(bits, nil)
		if ok = err == nil; ok && !result.HasStructuredAppend() && result.GetText() != "" {
			s.add(result.GetText())
		}
	})
	return ok
}
