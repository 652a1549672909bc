//go:build js

package client

import (
	"context"
	"errors"
	"flag"
	"syscall/js"
	"testing"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/secret"
	"vestibule/client/browser"
)

// These tests run in a real Chromium, on the browser build's own page: client/browser has the lane.

// TestMain is what main is to the program: the page's worker starts it, too. A page gives no flags and has no files, so that
// the fuzz targets have no seeds.
func TestMain(m *testing.M) {
	if ServeWorker() {
		return
	}
	if err := errors.Join(flag.Set("test.v", "true"), flag.Set("test.run", "^Test")); err != nil {
		panic(err)
	}
	m.Run()
}

func inAPage(t *testing.T) {
	t.Helper()
	if _, err := browser.Global("deriving"); err != nil {
		t.Skip("runs in a browser")
	}
}

var salt = []byte("sixteen bytes ..")

// watched gives how long f took and the longest frame meanwhile, in milliseconds.
func watched(t *testing.T, f func()) (took time.Duration, longest float64) {
	t.Helper()
	frames := func() {
		if _, err := browser.Await(t.Context(), js.Global().Call("frames", 3)); err != nil {
			t.Fatal(err)
		}
	}
	js.Global().Call("watchFrames")
	frames()
	began := time.Now()
	f()
	took = time.Since(began)
	frames()
	return took, js.Global().Call("longestFrame").Float()
}

// TestThePageNeverStandsStillWhileAPassphraseIsStretched: and the same comes out as on the page itself, where it does. What
// the machine does besides has its own longest frame, which is told, too.
func TestThePageNeverStandsStillWhileAPassphraseIsStretched(t *testing.T) { // AT-151
	inAPage(t)
	stretch := func(d kdf.Deriver) (key secret.Bytes, took time.Duration, longest float64) {
		took, longest = watched(t, func() {
			var err error
			if key, err = d.Derive(t.Context(), kdf.Passphrase, secret.Of([]byte("canary")), salt, 32, kdf.Usual); err != nil {
				t.Fatal(err)
			}
		})
		return key, took, longest
	}
	elsewhere, took, longest := stretch(Deriver())
	_, idle := watched(t, func() { <-time.After(took) })
	here, tookHere, longestHere := stretch(kdf.Native{})
	t.Logf("worker %v, longest frame %.0f ms; on the page %v, %.0f ms; with nothing to do %.0f ms", took, longest, tookHere, longestHere, idle)
	if !elsewhere.Equal(here) {
		t.Error("another key comes out")
	}
	if longestHere < tookHere.Seconds()*900 {
		t.Error("this test does not see a page that stands still")
	}
	if longest > max(100, longestHere/2, 3*idle) {
		t.Error("the page stood still")
	}
}

// TestWithoutAWorkerThePageDoesIt: there is none, it cannot be started, or it stops.
func TestWithoutAWorkerThePageDoesIt(t *testing.T) {
	inAPage(t)
	real := js.Global().Get("deriving")
	defer js.Global().Set("deriving", real)
	params := kdf.Params{Function: kdf.Argon2id, Memory: 64, Passes: 1, Lanes: 1}
	want, err := kdf.Native{}.Derive(t.Context(), params, secret.Of([]byte("canary")), salt, 32, kdf.Usual)
	if err != nil {
		t.Fatal(err)
	}
	for name, start := range map[string]js.Value{
		"none": js.Undefined(), "thrown": js.Global().Get("brokenWorker"), "stopped": js.Global().Get("stoppedWorker"), "there": real,
	} {
		js.Global().Set("deriving", start)
		got, err := Deriver().Derive(t.Context(), params, secret.Of([]byte("canary")), salt, 32, kdf.Usual)
		if err != nil || !got.Equal(want) {
			t.Error(name, err)
		}
	}
}

// TestADerivationIsLeftAlone as soon as nobody waits for it.
func TestADerivationIsLeftAlone(t *testing.T) {
	inAPage(t)
	ctx, end := context.WithTimeout(t.Context(), time.Millisecond)
	defer end()
	d, began := Deriver(), time.Now()
	_, err := d.Derive(ctx, kdf.Passphrase, secret.Of([]byte("canary")), salt, 32, kdf.Usual)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 100*time.Millisecond {
		t.Error(err, time.Since(began))
	}
	params := kdf.Params{Function: kdf.Argon2id, Memory: 64, Passes: 1, Lanes: 1}
	if _, err := d.Derive(t.Context(), params, secret.Of([]byte("canary")), salt, 32, kdf.Usual); err != nil {
		t.Error("the next one waits in vain:", err)
	}
}

func TestAPromiseIsAwaited(t *testing.T) {
	promises := js.Global().Get("Promise")
	if v, err := browser.Await(t.Context(), promises.Call("resolve", 7)); err != nil || v.Int() != 7 {
		t.Error(v, err)
	}
	if v, err := browser.Await(t.Context(), js.ValueOf(7)); err != nil || v.Int() != 7 {
		t.Error(v, err)
	}
	var thrown *browser.Error
	if _, err := browser.Await(t.Context(), promises.Call("reject", js.Global().Get("RangeError").New("canary"))); !errors.As(err, &thrown) || err.Error() != "browser: RangeError" {
		t.Error(err)
	}
	never := promises.New(js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	ctx, end := context.WithTimeout(t.Context(), time.Millisecond)
	defer end()
	if _, err := browser.Await(ctx, never); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
