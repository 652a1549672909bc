//go:build js

package mockplan

import "net/http"

// getPage says that there is no page: inside a browser's program nobody can open one, and what draws it would be fetched by
// every member.
func (p *Plan) getPage(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
