package mockplan

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// contract is openapi.yaml, read and checked once.
var contract = sync.OnceValues(func() (routers.Router, error) {
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromFile("openapi.yaml")
	if err != nil {
		return nil, err
	}
	if err := doc.Validate(loader.Context); err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// disturbs reports that what came is not the plan's answer: a knob that stands for the network or for a plan gone mad.
func disturbs(p *Plan) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name := range p.faults {
		if strings.HasPrefix(name, "net.") || strings.HasPrefix(name, "svc.malformed") || strings.HasPrefix(name, "svc.too_large") ||
			strings.HasPrefix(name, "svc.unknown") || strings.HasPrefix(name, "svc.bad_policy") {
			return true
		}
	}
	return false
}

// checkContract holds a request that was taken, and every answer, to openapi.yaml.
func checkContract(t testing.TB, p *Plan, r *http.Request, body string, w *httptest.ResponseRecorder) {
	t.Helper()
	if backstagePath(r.URL.Path) || r.Method == http.MethodOptions || disturbs(p) {
		return
	}
	key := fmt.Sprint(r.Method, shownPath(r.URL.Path), w.Code, body, "\n", chanceful.ReplaceAllString(w.Body.String(), `"$1$2$3":""`))
	if _, seen := kept.Load(key); seen {
		return
	}
	if err := keepsContract(r, body, w); err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	kept.Store(key, true)
}

// kept remembers what was checked already: the validator compiles its schemas anew for every answer. Answers count as
// the same when they differ only in an id, a reference or a time of the right form.
var (
	kept      sync.Map
	chanceful = regexp.MustCompile(`"(flow)":"[A-Za-z0-9_-]{22}"|"(reference)":"[A-Za-z0-9_-]+"|"(server_time)":"[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}Z"`)
)

// keepsContract checks the request only where the plan took it: that a refused one is wrong is the point of refusing.
func keepsContract(r *http.Request, body string, w *httptest.ResponseRecorder) error {
	router, err := contract()
	if err != nil {
		return err
	}
	route, params, err := router.FindRoute(r)
	if err != nil {
		return err
	}
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(strings.NewReader(body))
	in := &openapi3filter.RequestValidationInput{Request: again, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}}
	if w.Code < 300 {
		if err := openapi3filter.ValidateRequest(r.Context(), in); err != nil {
			return err
		}
	}
	return openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{RequestValidationInput: in,
		Status: w.Code, Header: w.Header(), Options: in.Options, Body: io.NopCloser(bytes.NewReader(w.Body.Bytes()))})
}

func TestContractCatchesWrongFields(t *testing.T) {
	d := open(t)
	good := httptest.NewRecorder()
	begin := httptest.NewRequest("POST", "/v1/flows", strings.NewReader(`{"purpose":"sign-in"}`))
	begin.Header.Set("Content-Type", "application/json")
	d.plan.ServeHTTP(good, begin)
	if err := keepsContract(begin, `{"purpose":"sign-in"}`, good); err != nil {
		t.Fatalf("a right answer was refused: %v", err)
	}
	for what, change := range map[string][2]string{
		"a field too many":             {`"back":false`, `"back":false,"extra":1`},
		"a field too many, deep":       {`"shared_device":true`, `"shared_device":true,"extra":1`},
		"a field of the wrong type":    {`"number":1`, `"number":"1"`},
		"a field missing":              {`"back":false,`, ``},
		"a time that is none":          {`"server_time":"2026`, `"server_time":"soon 2026`},
		"an object of another kind":    {`"kind":"credentials"`, `"kind":"code"`},
		"an identifier nobody knows":   {`"username"`, `"shoe-size"`},
		"a flow id that is too short":  {`"flow":"`, `"flow":"`},
		"a request with a wrong field": {``, ``},
	} {
		text, request := strings.Replace(good.Body.String(), change[0], change[1], 1), `{"purpose":"sign-in"}`
		switch what {
		case "a flow id that is too short":
			at := strings.Index(text, `"flow":"`) + len(`"flow":"`)
			text = text[:at] + text[at+2:]
		case "a request with a wrong field":
			request = `{"purpose":"sign-in","extra":true}`
		}
		bad := httptest.NewRecorder()
		bad.Code = good.Code
		for k, v := range good.Header() {
			bad.Header()[k] = v
		}
		bad.Body.WriteString(text)
		if err := keepsContract(begin, request, bad); err == nil {
			t.Errorf("%s was not caught", what)
		}
	}
}
