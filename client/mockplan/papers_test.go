package mockplan

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
)

// pieceOf is a piece of a file of so many bytes from one of them on.
func pieceOf(file []byte, kind string, from, n int) string {
	sum := sha256.Sum256(file)
	return fmt.Sprintf(`{"name":"paper","type":%q,"sum":%q,"size":%d,"from":%d,"data":%q}`, kind, hex.EncodeToString(sum[:]), len(file), from,
		base64.StdEncoding.EncodeToString(file[from:min(from+n, len(file))]))
}

// aPDF is a file of so many bytes.
func aPDF(n int, fill byte) []byte {
	return append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{fill}, n-9)...)
}

// pilars gives the address of the paper that is wanted for Pilar.
func (v visit) pilars() string {
	g := v.grant("received", "Pilar Ruiz", 0)
	return "/v1/grants/" + idOf(g) + "/papers/" + idOf(g["papers"].([]any)[0].(map[string]any))
}

const pdf, piece = "application/pdf", 32 << 10

func TestAPaperIsHandedOverPieceByPiece(t *testing.T) { // S185, S233
	d := open(t)
	v := d.visits("carmen")
	at, file := v.pilars(), aPDF(2*piece+500, 'x')
	got := v.does("POST", at, pieceOf(file, pdf, 0, piece)).taken()
	if got.body["received"] != float64(piece) || got.body["state"] != "partly" {
		t.Errorf("after the first piece: %v", got.body)
	}
	for _, from := range []int{0, 2 * piece} { // repeated, and after a gap
		if got = v.does("POST", at, pieceOf(file, pdf, from, piece)).taken(); got.body["received"] != float64(piece) {
			t.Errorf("a piece at %d moved it to %v", from, got.body["received"])
		}
	}
	v = d.visits("carmen") // another session goes on
	v.does("POST", at, pieceOf(file, pdf, piece, piece)).taken()
	if got = v.does("POST", at, pieceOf(file, pdf, 2*piece, piece)).taken(); got.body["state"] != "looked-at" {
		t.Errorf("the whole is %v", got.body)
	}
	v.does("GET", records("m75", "results"), "").refused(problem.GrantPending)
	d.clock.Advance(lookedAt - time.Second)
	d.visits("carmen").does("GET", records("m75", "results"), "").refused(problem.GrantPending)
	d.clock.Advance(time.Second)
	v = d.visits("carmen")
	v.does("GET", records("m75", "results"), "").taken()
	v.does("POST", at, pieceOf(file, pdf, 0, piece)).refused(problem.BadField) // nothing is wanted any more
}

func TestPapersOfAWrongKindOrSizeAreRefusedAtOnce(t *testing.T) {
	v := open(t).visits("carmen")
	at := v.pilars()
	v.does("POST", at, pieceOf([]byte("MZ a program"), "application/x-msdownload", 0, piece)).refused(problem.PaperKind)
	v.does("POST", at, pieceOf([]byte("MZ a program"), pdf, 0, piece)).refused(problem.PaperKind)
	big := strings.Replace(pieceOf(aPDF(100, 'x'), pdf, 0, 50), `"size":100`, fmt.Sprintf(`"size":%d`, mostPaper+1), 1)
	v.does("POST", at, big).refused(problem.PaperSize)
	v.does("POST", at, pieceOf(aPDF(2*piece, 'x'), pdf, 0, piece+1)).refused(problem.BadField)
	v.does("POST", strings.TrimSuffix(at, "proof")+"other", pieceOf(aPDF(9, 'x'), pdf, 0, piece)).refused(problem.BadField)
	if g := v.grant("received", "Pilar Ruiz", 0); g["papers"].([]any)[0].(map[string]any)["state"] != "wanted" {
		t.Errorf("something was kept: %v", g)
	}
}

func TestTwoFilesAreNeverPutTogether(t *testing.T) {
	v := open(t).visits("carmen")
	at, one, other := v.pilars(), aPDF(piece+100, '1'), aPDF(piece+100, '2')
	v.does("POST", at, pieceOf(one, pdf, 0, piece)).taken()
	v.does("POST", at, pieceOf(other, pdf, piece, piece)).refused(problem.FlowConflict)
	if got := v.does("POST", at, pieceOf(other, pdf, 0, piece)).taken(); got.body["received"] != float64(piece) {
		t.Errorf("another file begins anew: %v", got.body)
	}
	lie := strings.Replace(pieceOf(other, pdf, piece, piece), base64.StdEncoding.EncodeToString(other[piece:]), base64.StdEncoding.EncodeToString(one[piece:]), 1)
	v.does("POST", at, lie).refused(problem.BadField)
	if g := v.grant("received", "Pilar Ruiz", 0); g["state"] != "grant.papers-missing" {
		t.Errorf("a file with a wrong sum counts: %v", g)
	}
}

func TestALateUploadAfterTheEndIsRefused(t *testing.T) {
	v := open(t).visits("carmen")
	g := v.grant("received", "Ines Ruiz", 0)
	at, file := "/v1/grants/"+idOf(g)+"/papers/estate", aPDF(piece+9, 'x')
	v.does("POST", at, pieceOf(file, pdf, 0, piece)).taken()
	v.does("DELETE", "/v1/grants/"+idOf(g), "").taken()
	v.does("POST", at, pieceOf(file, pdf, piece, piece)).refused(problem.GrantRevoked)
}

func TestTheEstateOfWhoHasDied(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	g := v.grant("received", "Ines Ruiz", 0)
	v.does("POST", "/v1/grants/"+idOf(g)+"/papers/estate", pieceOf(aPDF(400, 'x'), pdf, 0, piece)).taken()
	v.does("GET", records("m78", "results"), "").refused(problem.GrantDeceased)
	d.verdict(idOf(g), "accept")
	if g = v.grant("received", "Ines Ruiz", 0); g["kind"] != "estate" || g["state"] != nil {
		t.Errorf("%v", g)
	}
	v.does("GET", records("m78", "results"), "").taken()
	if len(d.ask("GET", "/mock/outbox?to=m78", "").list("messages")) > 0 {
		t.Error("who has died was written to")
	}
}

// verdict is what people at the plan decide.
func (d *door) verdict(grant, verdict string) {
	d.t.Helper()
	if r := d.ask("POST", "/mock/grants", fmt.Sprintf(`{"grant":%q,"verdict":%q}`, grant, verdict)); r.status != 200 {
		d.t.Fatalf("%s: %v", verdict, r.body)
	}
}

func TestAPaperThatIsSentBackIsWantedAgain(t *testing.T) {
	d := open(t)
	v := d.visits("carmen")
	at, file := v.pilars(), aPDF(400, 'x')
	v.does("POST", at, pieceOf(file, pdf, 0, piece)).taken()
	g := v.grant("received", "Pilar Ruiz", 0)
	d.verdict(idOf(g), "refuse")
	if g = v.grant("received", "Pilar Ruiz", 0); g["state"] != "grant.papers-missing" || g["papers"].([]any)[0].(map[string]any)["explanation"] == nil {
		t.Errorf("%v", g)
	}
	if got := v.does("POST", at, pieceOf(file, pdf, 0, piece)).taken(); got.body["state"] != "looked-at" {
		t.Errorf("the same again: %v", got.body)
	}
	for _, body := range []string{`{}`, `{"grant":"none","verdict":"accept"}`, `{"grant":"g001","verdict":"burn"}`} {
		if r := d.ask("POST", "/mock/grants", body); r.status != 422 {
			t.Errorf("%s: %d", body, r.status)
		}
	}
	if all := d.ask("GET", "/mock/grants", "").list("grants"); len(all) != len(d.plan.delegations) || all[0]["subject"] != "m72" {
		t.Errorf("behind the stage: %d, %v", len(all), all[0])
	}
}
