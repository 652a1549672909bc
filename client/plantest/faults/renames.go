package faults

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"

	"vestibule/client/kratos/kratostest"
)

// flowID finds the name of a flow in an answer.
var flowID = regexp.MustCompile(`"id":\s*"([0-9a-f-]{36})"`)

// stands is what Kratos says of a flow that is asked for by its name: the same as when it was begun.
func stands(begun kratostest.Exchange, kind string) kratostest.Exchange {
	begun.Name += "-stands"
	begun.Request.Method, begun.Request.Path = http.MethodGet, "/self-service/"+kind+"/flows?id="+string(flowID.FindSubmatch(begun.Answer)[1])
	return begun
}

// renames gives every flow that is begun a name of its own, as Kratos does: a recording has one alone, and who has seen it end
// would take each that follows for ended. Safe for concurrent use.
type renames struct {
	to       http.RoundTripper
	mu       sync.Mutex
	recorded map[string]string // by the name that was given
}

// RoundTrip implements http.RoundTripper.
func (r *renames) RoundTrip(q *http.Request) (*http.Response, error) {
	var body []byte
	if q.Body != nil {
		body, _ = io.ReadAll(q.Body)
	}
	as := q.Clone(q.Context())
	given, recorded := r.meant(q.URL.RawQuery + string(body))
	if given != "" {
		as.URL.RawQuery = strings.ReplaceAll(q.URL.RawQuery, given, recorded)
		body = bytes.ReplaceAll(body, []byte(given), []byte(recorded))
	}
	as.Body, as.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res, err := r.to.RoundTrip(as)
	if err != nil {
		return nil, err
	}
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(q.URL.Path, "/api") && res.StatusCode == http.StatusOK {
		given, recorded = r.begun(said)
	}
	if given != "" {
		said = bytes.ReplaceAll(said, []byte(recorded), []byte(given))
	}
	res.Request = q
	return with(res, bytes.NewReader(said), int64(len(said))), nil
}

// meant finds the flow that a request is about.
func (r *renames) meant(text string) (given, recorded string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for given, recorded := range r.recorded {
		if strings.Contains(text, given) {
			return given, recorded
		}
	}
	return "", ""
}

// begun names a new flow.
func (r *renames) begun(said []byte) (given, recorded string) {
	id := flowID.FindSubmatch(said)
	if id == nil {
		return "", ""
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	given = fmt.Sprintf("00000000-0000-4000-8000-%012d", len(r.recorded)+1)
	r.recorded[given] = string(id[1])
	return given, string(id[1])
}
