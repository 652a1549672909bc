package kratostest

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed exchanges
var files embed.FS

// Exchange is one request as it was made, and what Kratos answered.
type Exchange struct {
	Name    string `json:"-"`
	Request struct {
		Method, Path string
		// Token is whether the session's token was sent.
		Token bool
		Body  json.RawMessage
	}
	Status int
	Header map[string]string
	Answer json.RawMessage
}

// Get gives a recorded exchange by the name of its file. One that is not there is a mistake of the test.
func Get(name string) Exchange {
	raw, err := files.ReadFile("exchanges/" + name + ".json")
	e := Exchange{Name: name}
	if err == nil {
		err = json.Unmarshal(raw, &e)
	}
	if err != nil {
		panic(fmt.Sprintf("kratostest: %v", err))
	}
	return e
}

// Names are those of all exchanges.
func Names() []string {
	list, err := files.ReadDir("exchanges")
	if err != nil {
		panic(fmt.Sprintf("kratostest: %v", err))
	}
	out := make([]string, 0, len(list))
	for _, file := range list {
		out = append(out, strings.TrimSuffix(file.Name(), ".json"))
	}
	return out
}

// With gives the exchange with another text in its answer, to say what Kratos says in another configuration.
func (e Exchange) With(old, changed string) Exchange {
	if !strings.Contains(string(e.Answer), old) {
		panic("kratostest: " + e.Name + " has no " + old)
	}
	e.Answer = json.RawMessage(strings.ReplaceAll(string(e.Answer), old, changed))
	return e
}

// Asked gives the exchange for a request with another text in its path or body.
func (e Exchange) Asked(old, changed string) Exchange {
	if !strings.Contains(e.Request.Path+string(e.Request.Body), old) {
		panic("kratostest: " + e.Name + " is not asked for " + old)
	}
	e.Request.Path = strings.ReplaceAll(e.Request.Path, old, changed)
	e.Request.Body = json.RawMessage(strings.ReplaceAll(string(e.Request.Body), old, changed))
	return e
}

// WithoutNodes gives the exchange without the nodes of the form that hold a text.
func (e Exchange) WithoutNodes(text string) Exchange {
	var all map[string]json.RawMessage
	var form map[string]json.RawMessage
	var nodes, left []json.RawMessage
	read := func(raw json.RawMessage, into any) {
		if err := json.Unmarshal(raw, into); err != nil {
			panic(fmt.Sprintf("kratostest: %s: %v", e.Name, err))
		}
	}
	read(e.Answer, &all)
	read(all["ui"], &form)
	read(form["nodes"], &nodes)
	for _, n := range nodes {
		if !strings.Contains(string(n), text) {
			left = append(left, n)
		}
	}
	form["nodes"], _ = json.Marshal(left)
	all["ui"], _ = json.Marshal(form)
	e.Answer, _ = json.Marshal(all)
	return e
}
