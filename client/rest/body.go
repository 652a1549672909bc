package rest

import (
	"context"
	"io"
	"net/http"

	"github.com/go-resty/resty/v2"

	"vestibule/client/reach"
)

type bodyKey struct{}

// carrying gives a context that carries the body to attach. Resty would copy a []byte twice; it never sees this one, the
// hook attach puts it into the request that resty has built.
func carrying(ctx context.Context, b *reach.Body) context.Context {
	return context.WithValue(ctx, bodyKey{}, b)
}

// attach puts the body of the request's context into it.
func attach(_ *resty.Client, q *http.Request) error {
	b, _ := q.Context().Value(bodyKey{}).(*reach.Body)
	if b == nil {
		q.Body, q.GetBody, q.ContentLength = http.NoBody, nil, 0
		return nil
	}
	q.Header.Set("Content-Type", "application/json")
	q.ContentLength = int64(b.Len())
	q.GetBody = func() (io.ReadCloser, error) { return b.Reader(), nil }
	q.Body, _ = q.GetBody()
	return nil
}
