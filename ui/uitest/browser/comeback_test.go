package browser_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
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

// TestBrowserTabHandsOverWhatComesBack: where another tab waits for it, this one starts no program, and shows what that one
// says; as long as that one answers. A frame of the page stands for the tab that comes back.
func TestBrowserTabHandsOverWhatComesBack(t *testing.T) {
	uitest.Lane(t, "browser", browser.Missing())
	server := httptest.NewServer(http.FileServer(http.Dir("../../../assets/web")))
	defer server.Close()
	b := start(t, uitest.Phone)
	for name, c := range map[string]struct {
		answer, title, lang string
		starts              bool
	}{
		"taken":       {`{ title: 'Done <b>here</b>', text: 'Go back there.', lang: 'es' }`, "Done <b>here</b>", "es", false},
		"no answer":   {"null", "This page cannot start yet", "en", true},
		"another tab": {"'" + server.URL + "/?code=other&state=other'", "This page cannot start yet", "en", true},
	} {
		t.Run(name, func(t *testing.T) {
			try(t, b.Open(server.URL+"/style.css"))
			_, err := browser.Eval[bool](b, `(() => {
				globalThis.told = [];
				globalThis.waits = new BroadcastChannel('vestibule.arrived');
				waits.onmessage = ({ data }) => { told.push(data); waits.postMessage(`+c.answer+`); };
				globalThis.tab = document.createElement('iframe');
				tab.src = '/?code=c&state=s';
				document.body.append(tab);
				return true;
			})()`)
			try(t, err)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			try(t, b.Until(ctx, "tab.contentDocument?.getElementById('boot')?.getAttribute('role') === 'alert'"))
			got, err := browser.Eval[struct {
				Title, Detail, Lang, Bar string
				Retry, Started           bool
				Told                     []string
			}](b, `(() => {
				const page = tab.contentDocument, at = (id) => page.getElementById('boot-' + id);
				return { title: at('title').textContent, detail: at('detail').textContent, retry: !at('retry').hidden, told,
					lang: page.documentElement.lang, bar: tab.contentWindow.location.search,
					started: page.querySelector('script[src$="wasm_exec.js"]') !== null };
			})()`)
			try(t, err)
			if got.Title != c.title || got.Lang != c.lang || got.Started != c.starts || got.Retry != c.starts || !c.starts && got.Detail != "Go back there." {
				t.Errorf("the page says %+v; want %+v", got, c)
			}
			if got.Bar != "" || !slices.Equal(got.Told, []string{server.URL + "/?code=c&state=s"}) {
				t.Errorf("the bar has %q, and told was %q", got.Bar, got.Told)
			}
		})
	}
}

func quoted(text string) string { return "`" + text + "`" }
