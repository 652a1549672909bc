package mockplan

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"vestibule/client/rest/wire"
)

// backstage names the addresses that look behind the plan. They are for whoever runs it: no password is asked for.
func (p *Plan) backstage(mux *http.ServeMux) {
	mux.HandleFunc("GET /mock/{$}", p.getPage)
	mux.HandleFunc("GET /mock/outbox", p.getOutbox)
	mux.HandleFunc("GET /mock/members", p.getMembers)
	mux.HandleFunc("POST /mock/members", p.postMembers)
	mux.HandleFunc("GET /mock/packets", p.getPackets)
	mux.HandleFunc("GET /mock/knobs", getKnobs)
	mux.HandleFunc("GET /mock/journal", p.getJournal)
	mux.HandleFunc("GET /mock/grants", p.getGrants)
	mux.HandleFunc("POST /mock/grants", p.postGrant)
	mux.HandleFunc("PUT /mock/faults", p.putFaults)
	mux.HandleFunc("PUT /mock/policy", p.putPolicy)
	mux.HandleFunc("POST /mock/clock", p.postClock)
	mux.HandleFunc("POST /mock/push", p.postPush)
	mux.HandleFunc("POST /mock/reset", p.postReset)
}

func backstagePath(path string) bool { return strings.HasPrefix(path, "/mock/") }

// shownPath leaves the secret of a conversation out of the journal.
func shownPath(path string) string {
	if strings.HasPrefix(path, "/v1/flows/") {
		return "/v1/flows/{id}"
	}
	for _, secret := range []string{linkPath, cancelPath} {
		if strings.HasPrefix(path, secret) {
			return secret + "{token}"
		}
	}
	return path
}

// backError is how the backstage refuses: 422 with a sentence for whoever turns the knobs.
func backError(w http.ResponseWriter, err error) {
	writeJSON(w, http.StatusUnprocessableEntity, jsonType, map[string]string{"error": err.Error()})
}

func (p *Plan) getOutbox(w http.ResponseWriter, r *http.Request) {
	var out wire.Outbox
	p.locked(func() { out = wire.FromOutbox(p.messages(r.URL.Query().Get("to")), p.now()) })
	writeJSON(w, http.StatusOK, jsonType, out)
}

func getKnobs(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jsonType, map[string]any{"knobs": Knobs()})
}

func (p *Plan) getJournal(w http.ResponseWriter, _ *http.Request) {
	var body []byte
	p.locked(func() {
		out := struct {
			ServerTime time.Time         `json:"server_time"`
			Requests   []Entry           `json:"requests"`
			Attempts   map[string]*Spent `json:"attempts"`
		}{p.now(), p.journal.entries, p.journal.spent}
		body, _ = json.Marshal(out) // plain values: cannot fail
	})
	writeJSON(w, http.StatusOK, jsonType, json.RawMessage(body))
}

// change reads a backstage request, changes the plan and says what time it then is.
func (p *Plan) change(w http.ResponseWriter, r *http.Request, do func(body []byte) error) {
	body, trouble := readBody(w, r)
	var err error
	if trouble != nil {
		backError(w, fmt.Errorf("the request is longer than %d bytes", largestBody))
		return
	}
	now := p.locked(func() { err = do(body) })
	if err != nil {
		backError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, map[string]time.Time{"server_time": now})
}

func (p *Plan) putFaults(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		f, err := p.readFaults(body)
		if err == nil {
			p.faults = f
		}
		return err
	})
}

// putPolicy takes the name of a policy ("seeds"), or an object that is laid over the present one.
func (p *Plan) putPolicy(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var name string
		if json.Unmarshal(body, &name) == nil {
			policy, err := policyNamed(name)
			if err == nil {
				p.policy = policy
			}
			return err
		}
		return p.mergePolicy(body)
	})
}

func (p *Plan) mergePolicy(body []byte) error {
	travels := wire.FromPolicy(p.policy)
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&travels); err != nil {
		return fmt.Errorf("a policy is %q, %q or an object of the policy's fields: %w", SeedsPolicy, NISTPolicy, err)
	}
	policy, err := travels.Policy()
	if err == nil {
		p.policy = policy
	}
	return err
}

func (p *Plan) postClock(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var ask struct {
			Advance string `json:"advance"`
		}
		if err := strictly(body, &ask); err != nil {
			return err
		}
		d, err := time.ParseDuration(ask.Advance)
		if err == nil {
			p.clock.Advance(d)
		}
		return err
	})
}

func (p *Plan) postPush(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func(body []byte) error {
		var ask struct {
			Member string `json:"member"`
			Number string `json:"number"`
			Deny   bool   `json:"deny"`
		}
		if err := strictly(body, &ask); err != nil {
			return err
		}
		m := p.names[normalise(ask.Member)]
		switch {
		case m == nil:
			return fmt.Errorf("no member %q", ask.Member)
		case ask.Deny:
			return p.refuse(m)
		}
		return p.approve(m, ask.Number)
	})
}

func (p *Plan) postReset(w http.ResponseWriter, r *http.Request) {
	p.change(w, r, func([]byte) error {
		policy, err := policyNamed(p.config.Policy)
		if err == nil {
			p.reset(policy)
		}
		return err
	})
}

func strictly(body []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
