package wire_test

import (
	"bytes"
	"crypto/sha256"
	"reflect"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

func piece() plan.PaperPiece {
	data := []byte("scanned\x00page")
	return plan.PaperPiece{Paper: "p1", Name: `my "paper".pdf`, Type: "application/pdf", Sum: sha256.Sum256(data), Size: 40, From: 12, Data: data}
}

func deed() plan.Deed {
	return plan.Deed{Kind: plan.Messages, ID: "r1", What: plan.Reply, Text: "Thank you.\n\"Dolores\"", Once: "0123456789abcdef", Their: text("424242")}
}

func handoff() plan.Handoff {
	return plan.Handoff{Purpose: plan.RecoverPassword, Stood: plan.KindCode, Verdict: problem.CodeExpired, Asks: plan.AskCode, Device: "A phone",
		Lines: []plan.PacketLine{{Label: "Problem", Text: "code.expired"}, {Label: `"When"`}}}
}

func TestWhatIsAskedForArrivesUnchanged(t *testing.T) {
	wish := plan.GrantWish{Kind: plan.GrantAttorney, Name: "Pilar Ruiz", MemberNumber: "TM-0000-000", Born: "1950-04-01"}
	if got, err := wire.ReadWish(wire.WishBody(wish)); err != nil || got != wish {
		t.Errorf("%v %+v", err, got)
	}
	offer := plan.GrantOffer{Name: "Carmen", Scope: map[plan.RecordKind]plan.Access{plan.Results: plan.MayLook, plan.Messages: plan.MayAct}, Ends: noon}
	body, err := wire.OfferBody(offer)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := wire.ReadOffer(body); err != nil || !reflect.DeepEqual(got, offer) {
		t.Errorf("%v %+v", err, got)
	}
	for _, want := range []plan.Access{plan.MayLook, plan.MayAct} {
		ask := plan.Ask{Kind: plan.Prescriptions, Want: want}
		if got, err := wire.ReadAsk(wire.AskBody(ask)); err != nil || got != ask {
			t.Errorf("%v %+v", err, got)
		}
	}
	if got, err := wire.ReadPiece("p1", wire.PieceBody(piece())); err != nil || !reflect.DeepEqual(got, piece()) {
		t.Errorf("%v %+v", err, got)
	}
	if got, err := wire.ReadDeed(plan.Messages, "r1", wire.DeedBody(deed())); err != nil || !reflect.DeepEqual(got, deed()) {
		t.Errorf("%v %+v", err, got)
	}
	if got, err := wire.ReadTyped(wire.TypedBody("https://plan.example.org/i/\"")); err != nil || got != "https://plan.example.org/i/\"" {
		t.Errorf("%v %q", err, got)
	}
	sent := handoff()
	sent.Asker = "somebody else"
	if got, err := wire.ReadHandoff(wire.HandoffBody(sent)); err != nil || !reflect.DeepEqual(got, handoff()) {
		t.Errorf("%v %+v", err, got)
	}
	if got, err := over(t, wire.FromHandoff(sent, noon)).Handoff(); err != nil || !reflect.DeepEqual(got, sent) {
		t.Errorf("%v %+v", err, got)
	}
	done := plan.Record{ID: "r1", When: noon, Title: "Lisinopril", Deeds: []plan.DeedKind{plan.Refill}}
	w := over(t, wire.FromDeedDone("m1", done, noon))
	if got, err := w.Done(); err != nil || !reflect.DeepEqual(got, done) || w.Subject != "m1" {
		t.Errorf("%v %+v", err, got)
	}
}

func TestABodyThatTellsOfSomebodyIsMadeInOneBuffer(t *testing.T) {
	made := func(p plan.PaperPiece, d plan.Deed, h plan.Handoff) []float64 {
		return []float64{testing.AllocsPerRun(20, func() { _ = wire.PieceBody(p) }), testing.AllocsPerRun(20, func() { _ = wire.DeedBody(d) }),
			testing.AllocsPerRun(20, func() { _ = wire.HandoffBody(h) })}
	}
	p, d, h := piece(), deed(), handoff()
	usual := made(p, d, h)
	p.Data, d.Text = bytes.Repeat([]byte{0xff}, 100_000), strings.Repeat("\x01", 5000)
	h.Lines[0].Text = strings.Repeat("\x01", 999)
	if worst := made(p, d, h); !reflect.DeepEqual(worst, usual) {
		t.Errorf("%v allocations, else %v: a buffer grew and left a copy", worst, usual)
	}
}

func TestWhatIsAskedForHasBounds(t *testing.T) {
	read := map[string]func(string) error{
		"wish":    func(b string) error { _, err := wire.ReadWish([]byte(b)); return err },
		"offer":   func(b string) error { _, err := wire.ReadOffer([]byte(b)); return err },
		"ask":     func(b string) error { _, err := wire.ReadAsk([]byte(b)); return err },
		"piece":   func(b string) error { _, err := wire.ReadPiece("p", []byte(b)); return err },
		"deed":    func(b string) error { _, err := wire.ReadDeed("k", "i", []byte(b)); return err },
		"typed":   func(b string) error { _, err := wire.ReadTyped([]byte(b)); return err },
		"handoff": func(b string) error { _, err := wire.ReadHandoff([]byte(b)); return err },
	}
	sum, long := strings.Repeat("a", 64), strings.Repeat("x", 20<<10)
	for _, c := range []struct{ what, body, field string }{
		{"wish", `{"name":"n","member_number":"1","born":"1950-01-01"}`, "kind"}, {"wish", `{"kind":"k","member_number":"1","born":"1950-01-01"}`, "name"},
		{"wish", `{"kind":"k","name":"n","born":"1950-01-01"}`, "member_number"}, {"wish", `{"kind":"k","name":"n","member_number":"1","born":"1950-31-01"}`, "born"},
		{"offer", `{"scope":{"results":"everything"}}`, "scope"}, {"offer", `{"scope":{}}`, "scope"}, {"offer", `{"scope":{"results":"look"},"name":"` + long + `"}`, "name"},
		{"ask", `{"want":"act"}`, "kind"}, {"ask", `{"kind":"results","want":"have"}`, "want"},
		{"piece", `{"name":"n","type":"t","sum":"` + sum + `","size":3,"from":0}`, "data"}, {"piece", `{"name":"n","type":"t","sum":"aa","size":3,"from":0,"data":"QUJD"}`, "sum"},
		{"piece", `{"name":"n","type":"t","sum":"` + sum + `aa","size":3,"from":0,"data":"QUJD"}`, "sum"}, {"piece", `{"name":"n","type":"t","sum":"` + sum + `","size":3,"from":1,"data":"QUJD"}`, "from"},
		{"piece", `{"name":"n","type":"t","sum":"` + sum + `","size":3,"from":-1,"data":"QUJD"}`, "from"}, {"piece", `{"type":"t","sum":"` + sum + `","size":3,"from":0,"data":"QUJD"}`, "name"},
		{"deed", `{"once":"o"}`, "what"}, {"deed", `{"what":"refill"}`, "once"}, {"deed", `{"what":"reply","once":"o"}`, "text"},
		{"deed", `{"what":"reply","once":"o","text":"` + long + `"}`, "text"}, {"deed", `{"what":"refill","once":"o","their":"` + long + `"}`, "their"},
		{"typed", `{}`, "typed"}, {"typed", `{"typed":"` + long + `"}`, "typed"},
		{"handoff", `{"device":"` + long + `"}`, ""}, {"handoff", `{"lines":[{"text":"t"}]}`, "label"}, {"handoff", `[]`, ""},
	} {
		err := read[c.what](c.body)
		if p := problem.Of(err); p == nil || p.Kind != problem.Input || p.Field != c.field {
			t.Errorf("%s %.60s: %v, about %q", c.what, c.body, err, problem.Of(err).Field)
		}
	}
}

func TestAHandoffThatTheAppCannotGoOnWithIsNotBegun(t *testing.T) {
	got, err := wire.Handoff{Purpose: "levitate", Asks: "money", Device: "A phone"}.Handoff()
	if err != nil || got.Purpose != "" || got.Asks != "" || got.Device != "A phone" {
		t.Errorf("%v %+v", err, got)
	}
	for name, w := range map[string]wire.Handoff{"many": {Lines: make([]wire.PacketLine, 201)}, "long": {Lines: []wire.PacketLine{{Label: "l", Text: strings.Repeat("x", 4001)}}}} {
		if _, err := w.Handoff(); !problem.Is(err, problem.Malformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
