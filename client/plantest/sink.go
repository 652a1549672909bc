package plantest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// sink is where a server's mails and texts end. Safe for concurrent use.
type sink struct {
	*httptest.Server
	mu    sync.Mutex
	codes []sent        // the newest last, whomever they were sent to
	more  chan struct{} // closed and made anew with each message
}

func newSink(t testing.TB) *sink {
	s := &sink{more: make(chan struct{})}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// message is one as message.jsonnet writes it.
type message struct {
	To, Template, Body string
	Data               map[string]any
}

// sent is one code that went out.
type sent struct{ to, code string }

// digits is a code in the words of a message.
var digits = regexp.MustCompile(`\b[0-9]{6}\b`)

// code is the one that a message is about; empty: it has none.
func (m message) code() string {
	for key, value := range m.Data {
		if code, is := value.(string); is && strings.HasSuffix(key, "_code") {
			return code
		}
	}
	return digits.FindString(m.Body)
}

// ServeHTTP takes one message.
func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	var m message
	if err != nil || json.Unmarshal(raw, &m) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	// A message may come twice: Kratos sends it again when it could not note that it did.
	if one := (sent{strings.ToLower(m.To), m.code()}); one.code != "" && !slices.Contains(s.codes, one) {
		s.codes = append(s.codes, one)
	}
	close(s.more)
	s.more = make(chan struct{})
}

// sent gives the codes that went to any of these, once there are n, in the order of their coming.
func (s *sink) sent(ctx context.Context, n int, to ...string) ([]string, error) {
	for {
		s.mu.Lock()
		var all []string
		for _, one := range s.codes {
			if slices.ContainsFunc(to, func(address string) bool { return strings.EqualFold(address, one.to) }) {
				all = append(all, one.code)
			}
		}
		more := s.more
		s.mu.Unlock()
		if len(all) >= n {
			return all, nil
		}
		select {
		case <-more:
		case <-ctx.Done():
			return all, fmt.Errorf("%d codes have come: %w", len(all), ctx.Err())
		}
	}
}
