package browser_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/browser"
)

// TestBrowserAddressBarIsRidOfWhatComesBack: a code in it would be seen, kept in the history and told to the next page. What the
// address had before the page was left is put back; what nobody waits for is not handed on.
func TestBrowserAddressBarIsRidOfWhatComesBack(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	server := httptest.NewServer(http.FileServer(http.Dir("../../../assets/web"))) // the program itself is not needed
	defer server.Close()
	b := start(t, uitest.Phone)
	for _, c := range []struct{ left, came, bar, taken string }{
		{"", "/?code=c&state=s", "/", "undefined"},
		{`{"search":"?plan=https%3A%2F%2Fplan.example.org&lang=en"}`, "/?code=c&state=s", "/?plan=https%3A%2F%2Fplan.example.org&lang=en", "/?code=c&state=s"},
		{`{"search":""}`, "/?error=access_denied&state=s", "/", "/?error=access_denied&state=s"},
		{`nonsense`, "/?code=c&state=s", "/", "undefined"},
		{`{"search":"?lang=en"}`, "/?lang=es", "/?lang=es", "undefined"},
	} {
		try(t, b.Open(server.URL+"/style.css"))
		_, err := browser.Eval[bool](b, "sessionStorage.setItem('vestibule.left', "+quoted(c.left)+"), true")
		try(t, err)
		try(t, b.Open(server.URL+c.came))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		try(t, b.Until(ctx, "document.getElementById('boot').getAttribute('role') === 'alert'"))
		cancel()
		bar, err := browser.Eval[string](b, "location.pathname + location.search")
		try(t, err)
		taken, err := browser.Eval[string](b, "String(globalThis.vestibuleArrived).replace(location.origin, '')")
		try(t, err)
		if bar != c.bar || taken != c.taken {
			t.Errorf("%s after %q: the bar has %q, the program %q; want %q and %q", c.came, c.left, bar, taken, c.bar, c.taken)
		}
	}
}

func quoted(text string) string { return "`" + text + "`" }
