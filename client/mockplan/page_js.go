//go:build js

package mockplan

import "net/http"

// Inside a browser's program nobody can open a page of the plan, and every member would fetch what it is made of: there the
// page for people and the description of the API are left out.

func (p *Plan) getPage(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }

func getOpenAPI(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
