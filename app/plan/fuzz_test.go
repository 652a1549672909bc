package plan_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vestibule/app/plan"
	"vestibule/app/secret"
)

// FuzzCleanField holds what comes out of any field to what the plan is promised; and once tidied is
// tidy, but for a number's letters that look like digits: where its parts end is no longer seen.
func FuzzCleanField(f *testing.F) {
	for which, typed := range []string{"TM-44O0-0001", "acme 4O", " Dana  Marie ", "O'Hara", "Núñez", "January 2nd, 2006", "40001-1234"} {
		f.Add(uint8(which), typed)
	}
	f.Fuzz(func(t *testing.T, which uint8, typed string) {
		name := plan.FieldNames()[int(which)%len(plan.FieldNames())]
		given := secret.Of([]byte(typed))
		value, fits := plan.CleanField(name, given)
		if len(bytes.Trim(given.Reveal(), "\x00")) > 0 {
			t.Fatalf("%q was not cleared", typed)
		}
		if !fits {
			if !value.Empty() {
				t.Fatalf("%q does not fit and is %q", typed, value.Reveal())
			}
			return
		}
		got := string(value.Reveal())
		if got == "" || len(got) > 200 || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.TrimSpace(got) != got {
			t.Fatalf("%q became %q", typed, got)
		}
		holdsItsForm(t, name, typed, got)
		again, fits := plan.CleanField(name, secret.Of([]byte(got)))
		if looks := strings.NewReplacer("O", "0", "I", "1", "L", "1"); !fits || string(again.Reveal()) != got &&
			(name != plan.FieldMemberNumber && name != plan.FieldGroup || looks.Replace(string(again.Reveal())) != looks.Replace(got)) {
			t.Fatalf("%q became %q, and that %q", typed, got, again.Reveal())
		}
	})
}

func holdsItsForm(t *testing.T, name plan.FieldName, typed, got string) {
	t.Helper()
	switch name {
	case plan.FieldBirth:
		if day, err := time.Parse(time.DateOnly, got); err != nil || day.Year() < 1870 || day.Year() > 2100 {
			t.Fatalf("%q became %q", typed, got)
		}
	case plan.FieldMemberNumber, plan.FieldGroup:
		if strings.Trim(got, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" || name == plan.FieldMemberNumber && !strings.ContainsAny(got, "0123456789") {
			t.Fatalf("%q became %q", typed, got)
		}
	case plan.FieldPostal:
		if strings.Trim(got, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			t.Fatalf("%q became %q", typed, got)
		}
	}
}

// FuzzLinkHost holds the host of a link to the one that net/url sees, wherever that takes the text for a link at all.
func FuzzLinkHost(f *testing.F) {
	for _, link := range []string{"https://tallowmere.example.org/r/abc", "tallowmere.example.org/r/abc", "https://a@b.example.org:8/?x#y", "123456",
		`https://other.example.org\@tallowmere.example.org/`, "/r/abc", "https://tallowmere.example.org./"} {
		f.Add(link)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		host, is := plan.LinkHost([]byte(pasted))
		if !is && host != "" || strings.ContainsAny(host, `/\?#@:`) || host != strings.ToLower(host) {
			t.Fatalf("%q leads to %q (%v)", pasted, host, is)
		}
		u, err := url.Parse(pasted)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(pasted, `\[`) || u.Opaque != "" {
			return
		}
		if u.Hostname() == u.Host && strings.TrimSpace(u.Host) == u.Host && !strings.Contains(u.Host, "%") && !strings.Contains(pasted, "%") &&
			host != strings.ToLower(strings.TrimSuffix(u.Host, ".")) {
			t.Fatalf("%q leads to %q, net/url says %q", pasted, host, u.Host)
		}
	})
}
