package ui

import (
	"bytes"
	"context"
	"errors"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/ui/wizard"
)

// This file is codes from pictures and addresses: several in one picture, and migrations that come in parts.

// Pictures reads codes from pictures.
type Pictures interface {
	// Codes gives what each QR code in a picture holds, the caller's to clear. The error is, or holds, a *problem.Problem.
	Codes(ctx context.Context, image []byte) ([]secret.Bytes, error)
}

// pictureMarks are how pictures begin: PNG, JPEG, GIF, WebP, BMP.
var pictureMarks = []string{"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF8", "RIFF", "BM"}

func isPicture(data []byte) bool {
	for _, mark := range pictureMarks {
		if bytes.HasPrefix(data, []byte(mark)) {
			return true
		}
	}
	return false
}

// receivedPicture looks for QR codes in a picture that comes from somewhere, in words. What is in the way is told to no.
func (p *codesPage) receivedPicture(from string, data []byte, no func(*problem.Problem)) {
	say := p.u.say
	p.put(func() wizard.Page {
		return wizard.Page{Key: "codes picture", Title: say.Say("codes.picture.title"), Busy: say.Say("codes.picture.busy"), Stop: p.showAdd}
	})
	background(p.u, func(ctx context.Context) ([]secret.Bytes, error) {
		defer clear(data)
		return p.u.cfg.Pictures.Codes(ctx, data)
	}, func(found []secret.Bytes, trouble *problem.Problem) {
		if trouble != nil && p.u.codes == p {
			no(trouble)
			return
		}
		if p.u.codes != p {
			for _, f := range found {
				f.Clear()
			}
			return
		}
		p.scanned(found, from, no)
	})
}

// scanned reads what pictures or addresses hold, and shows what was found; that it is nothing is told to no.
func (p *codesPage) scanned(payloads []secret.Bytes, from string, no func(*problem.Problem)) {
	in := p.found
	if in == nil {
		in = &incoming{p: p, from: from}
	}
	in.notice = nil
	for _, payload := range payloads {
		in.scan(payload.Reveal())
		payload.Clear()
	}
	if len(in.all()) == 0 {
		no(problem.New(problem.PictureNone))
		return
	}
	in.review(judge(in.all(), p.u.vault, p.u.codePlace()))
}

// scan takes what one QR code or address holds. One that is no address of codes is passed over, but for its reason.
func (in *incoming) scan(payload []byte) {
	if otp.IsMigration(payload) {
		in.scanPart(payload)
		return
	}
	key, warnings, err := otp.Parse(payload)
	if why := otp.ReasonOf(err); why != otp.NotAnAddress {
		in.entries = append(in.entries, transfer.Entry{Key: key, Reason: why, Warnings: warnings})
	}
}

// scanPart takes a part of a migration: the same one again is no trouble, one of another is said.
func (in *incoming) scanPart(payload []byte) {
	say := in.p.u.say
	part, err := otp.ParseMigration(payload)
	if err == nil {
		err = in.batch.Add(part)
	}
	switch {
	case err == nil:
		return
	case errors.Is(err, otp.ErrPartAgain):
		in.notice = &wizard.Notice{Tone: wizard.Info, Title: say.Say("codes.in.again")}
	case errors.Is(err, otp.ErrOtherBatch):
		in.notice = &wizard.Notice{Tone: wizard.Warning, Title: say.Say("codes.in.foreign"), Detail: say.Say("codes.in.foreign.detail")}
	default:
		in.entries = append(in.entries, transfer.Entry{Reason: otp.ReasonOf(err)})
	}
	part.Clear()
}
