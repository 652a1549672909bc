package client

import (
	"net"
	"testing"
)

func TestWhatPeopleTypeBecomesAnOrigin(t *testing.T) {
	for typed, want := range map[string]string{
		"plan.example.org": "https://plan.example.org", " Plan.Example.ORG/ ": "https://plan.example.org",
		"https://plan.example.org/members/sign-in?x=1#y": "https://plan.example.org/members/sign-in", "http://plan.example.org": "https://plan.example.org",
		"plan.example.org:8443/x/": "https://plan.example.org:8443/x", "https://plan.example.org:443": "https://plan.example.org",
		"plan.example.org.": "https://plan.example.org", "localhost:8089": "http://localhost:8089", "127.0.0.1": "http://127.0.0.1",
		"http://[::1]:8089/": "http://[::1]:8089", "https://localhost": "https://localhost", "http://localhost:80": "http://localhost",
		"//plan.example.org": "https://plan.example.org", "id.example.org/realms/members": "https://id.example.org/realms/members",
		"id.example.org/realms/members/.well-known/openid-configuration": "https://id.example.org/realms/members",
		"id.example.org/a/../b//c/./":                                    "https://id.example.org/b/c", "id.example.org/%2e%2e/b": "https://id.example.org", "id.example.org/ü": "https://id.example.org",
		"": "", "plan": "", "ftp://plan.example.org": "", "javascript://plan.example.org": "", "https://": "",
		"https://plan.example.org@evil.example.com": "", "two words.example.org": "", "http://%zz": "", `plan.example.org\@evil.example.com`: "",
	} {
		u, err := tidy(typed)
		if err != nil && want == "" {
			continue
		}
		if err != nil || u.String() != want {
			t.Errorf("%q became %v (%v), want %q", typed, u, err, want)
		}
	}
}

func FuzzAnAddressIsSafeOrRefused(f *testing.F) {
	for _, s := range []string{"plan.example.org", "http://[::1]:8089/", "a@b", "https://x.y:99999", "http://127.0.0.1.evil.example.org"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		u, err := tidy(typed)
		if err != nil {
			return
		}
		again, err := tidy(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q became %q became %v (%v)", typed, u, again, err)
		}
		if u.Scheme == "http" && u.Hostname() != "localhost" && !net.ParseIP(u.Hostname()).IsLoopback() {
			t.Fatalf("%q is asked in the clear: %s", typed, u)
		}
	})
}
