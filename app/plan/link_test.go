package plan_test

import (
	"testing"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

func TestHostOfALink(t *testing.T) {
	for pasted, want := range map[string]string{
		"https://tallowmere.example.org/r/abc":                   "tallowmere.example.org",
		" https://Tallowmere.Example.org/r/abc \n":               "tallowmere.example.org",
		"tallowmere.example.org/r/abc":                           "tallowmere.example.org",
		"https://tallowmere.example.org:8443/r/abc":              "tallowmere.example.org",
		"https://tallowmere.example.org./r/abc":                  "tallowmere.example.org",
		"https://tallowmere.example.org@other.example.org/r":     "other.example.org",
		`https://other.example.org\@tallowmere.example.org/r`:    "other.example.org",
		"https://other.example.org?tallowmere.example.org/":      "other.example.org",
		"other.example.org/?to=https://tallowmere.example.org/r": "other.example.org",
		"https://tallowmere.example.org.other.example.org/r":     "tallowmere.example.org.other.example.org",
		"/r/abc": "",
	} {
		if host, is := plan.LinkHost([]byte(pasted)); !is || host != want {
			t.Errorf("%q: %q, %v", pasted, host, is)
		}
	}
	for _, code := range []string{"", "123456", " 123 456 ", "123-456", "one two"} {
		if host, is := plan.LinkHost([]byte(code)); is {
			t.Errorf("%q is a code, not a link to %q", code, host)
		}
	}
}

func TestOnlyOfficialHostsAreThePlansOwn(t *testing.T) {
	hosts := plan.Hosts{Official: []string{"tallowmere.example.org", "Claims.tallowmere.example.org"}}
	for host, want := range map[string]bool{"tallowmere.example.org": true, "claims.tallowmere.example.org": true,
		"evil-tallowmere.example.org": false, "r.tallowmere.example.org": false, "": false} {
		if hosts.Owns(host) != want {
			t.Errorf("%q", host)
		}
	}
}

func TestALinkOfAnotherPortalIsNamed(t *testing.T) {
	hosts := plan.Hosts{Official: []string{"tallowmere.example.org"}}
	for pasted, host := range map[string]string{"123456": "", "https://tallowmere.example.org/i/abc": "", "https://other.example.org/i/abc": "other.example.org"} {
		p := hosts.Foreign([]byte(pasted))
		if (p == nil) != (host == "") || p != nil && (p.Code != problem.LinkOtherPortal || p.Facts.Reason != host) {
			t.Errorf("%q: %v", pasted, p)
		}
		if p := (plan.Hosts{}).Foreign([]byte(pasted)); p != nil {
			t.Errorf("a plan that names no hosts: %q: %v", pasted, p)
		}
	}
}
