package fhir

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"vestibule/app/problem"
)

const (
	// pageSize is how many entries are asked for at a time, mostPages how many times: a list is for looking at.
	pageSize  = 100
	mostPages = 10
)

// bundle is a page of what was found (FHIR R4, section 3.1.0.8).
type bundle struct {
	Type string `json:"resourceType"`
	Link []struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	} `json:"link"`
	Entry []struct {
		Resource json.RawMessage `json:"resource"`
		Search   struct {
			Mode string `json:"mode"`
		} `json:"search"`
	} `json:"entry"`
}

// search gives the resources of a kind that are about a patient. A server that takes no order, or no search so wide, is asked
// for less.
func (r *Records) search(ctx context.Context, a Access, of sort) ([]json.RawMessage, error) {
	plain := "patient=" + url.QueryEscape(a.Patient) + "&_count=" + strconv.Itoa(pageSize)
	queries := []string{plain + "&_sort=" + of.newest, plain}
	if of.narrowed != "" {
		queries = append(queries, plain+"&"+of.narrowed)
	}
	var found []json.RawMessage
	var err error
	for _, q := range queries {
		found, err = r.pages(ctx, a, r.below(of.resource, q), of.resource)
		if p := problem.Of(err); p == nil || p.Status != http.StatusBadRequest {
			break
		}
	}
	return found, err
}

// pages follows the links to the next page, as long as they stay at the server: the token goes nowhere else.
func (r *Records) pages(ctx context.Context, a Access, at *url.URL, resource string) ([]json.RawMessage, error) {
	var out []json.RawMessage
	seen := map[string]bool{}
	for len(seen) < mostPages && at != nil && !seen[at.String()] {
		seen[at.String()] = true
		body, err := r.ask(ctx, at, a.Token)
		if err != nil {
			return nil, err
		}
		var page bundle
		if err := json.Unmarshal(body, &page); err != nil || page.Type != "Bundle" {
			return nil, problem.New(problem.Malformed).Because(errBundle)
		}
		out = append(out, page.matches(resource)...)
		at = r.next(page)
	}
	return out, nil
}

// matches are the entries that were searched for; a page may bring others along, and words about the search.
func (b bundle) matches(resource string) (out []json.RawMessage) {
	for _, e := range b.Entry {
		var head struct {
			Type string `json:"resourceType"`
		}
		if (e.Search.Mode == "" || e.Search.Mode == "match") && json.Unmarshal(e.Resource, &head) == nil && head.Type == resource {
			out = append(out, e.Resource)
		}
	}
	return out
}

// next is the address of the next page; nil: there is none here. One that leads elsewhere is not followed: what was found so
// far is the newest.
func (r *Records) next(b bundle) *url.URL {
	for _, l := range b.Link {
		u, err := r.below("", "").Parse(l.URL)
		if l.Relation == "next" && err == nil && r.ours(u) {
			return u
		}
	}
	return nil
}
