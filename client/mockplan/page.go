//go:build !js

package mockplan

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"sync"
	"time"

	"vestibule/app/plan"
)

//go:embed page.html
var pageText string

//go:embed openapi.yaml
var openAPI []byte

func getOpenAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml")
	_, _ = w.Write(openAPI)
}

// page is drawn on the server: without script it shows everything, with script it copies codes and turns knobs. It is
// read when it is first asked for: most programs that carry the plan never show it.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageText)) })

type pageData struct {
	Plan     string
	Now      time.Time
	Policy   string
	Messages []plan.Message
	Members  []backMember
	Knobs    []Knob
	On       map[string]bool
	Turned   string // the knobs that are turned, as JSON
}

func (p *Plan) getPage(w http.ResponseWriter, _ *http.Request) {
	data := pageData{Plan: planName, Knobs: Knobs(), On: map[string]bool{}}
	data.Now = p.locked(func() {
		data.Policy, data.Messages = p.policy.Name, p.messages("")
		for _, m := range p.members {
			data.Members = append(data.Members, p.behind(m))
		}
		for name := range p.faults {
			data.On[name] = true
		}
		turned, _ := json.MarshalIndent(p.faults, "", "  ") // plain values: cannot fail
		data.Turned = string(turned)
	})
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'")
	_ = page().Execute(w, data) // the other side has gone: nobody is left to tell
}
