package rest

import (
	"context"
	"net/http"

	"vestibule/app/plan"
	"vestibule/client/rest/wire"
)

// Upload hands over a piece of a paper. A piece whose answer never came is sent once more: it is put where it belongs by From,
// and the sum of the whole tells one file from another.
func (p *Plan) Upload(ctx context.Context, session plan.Session, id plan.GrantID, piece plan.PaperPiece) (plan.Paper, error) {
	paper, err := one(string(piece.Paper))
	if err != nil {
		return plan.Paper{}, err
	}
	path, err := p.of(id, "/papers/"+paper)
	if err != nil {
		return plan.Paper{}, err
	}
	var w wire.Paper
	a, err := p.get(ctx, request{method: http.MethodPost, path: path, session: session, body: wire.PieceBody(piece), again: true}, &w)
	if err != nil {
		return plan.Paper{}, err
	}
	stands, err := w.Paper()
	if err == nil && stands.ID != piece.Paper {
		return plan.Paper{}, a.malformed(errAnother)
	}
	return stands, a.checked(err)
}
