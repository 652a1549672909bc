// Vestibule is a member's front door to a health plan's portal.
//
// This file introduces the four floors to each other: it reads the flags, picks the plan, builds client, app and ui, and
// runs. It decides nothing about a sign-in and draws nothing.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"os/signal"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/ui"
	"vestibule/ui/a11y"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

const (
	// id is the app's own name for the system; FyneApp.toml has it too.
	id = "org.example.vestibule"
	// version is compared with what a plan supports; FyneApp.toml has it too.
	version = "0.1.0"
)

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		err = run(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "vestibule:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	plan, serve, data, lang, want string
	phone                         bool
}

// parse reads the flags. In the browser the page's address gives them (assets/web/boot.js).
func parse(args []string, out io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("vestibule", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.plan, "plan", "", "`URL` of the plan (default: the bundled demo plan, inside the program)")
	f.StringVar(&o.serve, "serve", "", "serve the demo plan over HTTP on `ADDR`, without a window")
	f.StringVar(&o.data, "data", "", "`DIR` for what this device keeps (default: the system's place for it)")
	f.StringVar(&o.lang, "lang", "", "`LANG` of the words, such as en (default: the system's)")
	f.BoolVar(&o.phone, "phone", false, "phone layout on a desktop")
	err := f.Parse(args)
	o.want = f.Arg(0)
	return o, err
}

func run(o options) error {
	bundled, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: client.Chance()})
	if err != nil {
		return err
	}
	if o.serve != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		return client.Serve(ctx, o.serve, bundled, os.Stdout)
	}
	window(o, bundled)
	return nil
}

// window runs the program with a window until it is closed.
func window(o options, bundled *mockplan.Plan) {
	a := app.NewWithID(id)
	d := display(a)
	a.Settings().SetTheme(look.New(d.Mode, d.Scale))
	w := a.NewWindow("Vestibule")
	w.SetMaster()
	w.Resize(size(o.phone))
	c := config(o, a, w, bundled)
	fonts, closed := readFonts(), (<-chan struct{})(nil)
	a.Lifecycle().SetOnStarted(func() {
		<-fonts
		u := ui.New(c)
		b := a11y.Start(w, a11y.Options{Lang: c.Words.Lang(), Do: fyne.Do, Failed: func(err error) { log.Print("no screen reader is reached: ", err) }})
		u.OnDrawn(b.Changed)
		w.SetOnClosed(func() { b.Close(); u.Close() })
		closed = u.Closed()
		u.Start()
	})
	w.ShowAndRun()
	select {
	case <-closed:
	case <-time.After(farewell):
	}
}

// farewell is how long the program waits, its window gone, for the plan to hear that the session is over.
const farewell = 2 * time.Second

// readFonts reads the fonts while the system makes the window, which takes as long: half the time to the first page. It is
// waited for before anything else measures text.
func readFonts() <-chan struct{} {
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, bold := range []bool{false, true} {
			fyne.MeasureText("Vestibule", 16, fyne.TextStyle{Bold: bold})
		}
	}()
	return read
}

func size(phone bool) fyne.Size {
	if phone {
		return fyne.NewSize(390, 844)
	}
	return fyne.NewSize(1100, 820)
}

// config joins the floors.
func config(o options, a fyne.App, w fyne.Window, bundled *mockplan.Plan) ui.Config {
	if o.lang == "" {
		o.lang = lang.SystemLocale().LanguageString()
	}
	words, found := assets.Load(o.lang)
	c := ui.Config{
		Window: w, Words: words, Foreign: !found, Address: o.plan, Device: client.Device{}, Zone: time.Local, Post: fyne.Do,
		Finder:  client.Finder{Transport: client.Transport(), Clock: client.Device{}, Bundled: bundled, Agent: "Vestibule/" + version},
		Memory:  &client.Memory{Dir: o.data, Clock: client.Device{}},
		Open:    func(address string) error { return open(a, address) },
		Display: display(a), Appear: func(d ui.Display) { appear(a, d) },
		Version: version, Platform: client.Platform(), Want: ui.Want(o.want),
	}
	if o.phone {
		c.Form = wizard.Phone
	}
	return c
}

func open(a fyne.App, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	return a.OpenURL(u)
}

// display is how the member last had the app look; at first it follows the system. It is no secret, so it rests in Fyne's
// preferences.
func display(a fyne.App) ui.Display {
	mode := look.Light
	if a.Settings().ThemeVariant() == theme.VariantDark {
		mode = look.Dark
	}
	p := a.Preferences()
	return ui.Display{Mode: look.Mode(p.IntWithFallback("look.mode", int(mode))), Scale: float32(p.FloatWithFallback("look.scale", 1))}
}

func appear(a fyne.App, d ui.Display) {
	a.Preferences().SetInt("look.mode", int(d.Mode))
	a.Preferences().SetFloat("look.scale", float64(d.Scale))
	a.Settings().SetTheme(look.New(d.Mode, d.Scale))
}
