// Vestibule is a member's front door to a health plan's portal.
//
// This file introduces the four floors to each other: it reads the flags, picks the plan, builds client, app and ui, and
// runs. It decides nothing about a sign-in and draws nothing.
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
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

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/assets"
	"vestibule/client"
	"vestibule/client/mockplan"
	"vestibule/client/qr"
	"vestibule/client/redirect"
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
	// agent is what this app calls itself to a plan.
	agent = "Vestibule/" + version
)

func main() {
	if client.ServeWorker() {
		return
	}
	client.Harden()
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
	plan, serve, servicesFor, data, lang, want, invitation string
	phone                                                  bool
	// try is a file to be read as an import would, at a time.
	try string
	at  time.Time
}

// parse reads the flags. In the browser the page's address gives them (assets/web/boot.js).
func parse(args []string, out io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("vestibule", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.plan, "plan", "", "`URL` of the plan (default: the bundled demo plan, inside the program)")
	f.StringVar(&o.serve, "serve", "", "serve the demo plan over HTTP on `ADDR`, without a window")
	f.StringVar(&o.servicesFor, "services-for", "", "with -serve: serve the services alone, beside the Kratos or OpenID provider at `URL`, which signs members in")
	f.StringVar(&o.data, "data", "", "`DIR` for what this device keeps (default: the system's place for it)")
	f.StringVar(&o.lang, "lang", "", "`LANG` of the words, such as en (default: the system's)")
	f.StringVar(&o.invitation, "invitation", "", "`CODE` or link of an invitation to somebody's record, looked at after sign-in")
	f.StringVar(&o.try, "try-import", "", "say what an import of `FILE` would bring, one JSON object a line; keeps nothing, asks for a password on standard input")
	f.Func("at", "the `TIME` of -try-import's codes, as in RFC 3339 (default: now)", func(text string) (err error) {
		o.at, err = time.Parse(time.RFC3339, text)
		return err
	})
	f.BoolVar(&o.phone, "phone", false, "phone layout on a desktop")
	err := f.Parse(args)
	o.want = f.Arg(0)
	return o, err
}

func run(o options) error {
	if o.try != "" {
		if o.at.IsZero() {
			o.at = client.Device{}.Now()
		}
		return tryImport(o, os.Stdin, os.Stdout, os.Stderr)
	}
	if o.serve != "" {
		return serveMock(o)
	}
	bundled, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: client.Chance()})
	if err != nil {
		return err
	}
	window(o, bundled)
	return nil
}

// serveMock answers as the demo plan until it is interrupted: the whole of it, or its services beside another server.
func serveMock(o options) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := mockplan.Config{Clock: client.Device{}, Chance: client.Chance()}
	if o.servicesFor != "" {
		beside, err := client.ServicesFor(ctx, o.servicesFor, client.Finder{Transport: client.Transport(), Clock: client.Device{}, Agent: agent})
		if err != nil {
			return err
		}
		c.Beside = beside
	}
	mock, err := mockplan.New(c)
	if err != nil {
		return err
	}
	return client.Serve(ctx, o.serve, mock, os.Stdout)
}

// tryImport is the dry run for people who script: what each entry of a file would become. Nothing is kept; the error is a
// sentence for people.
func tryImport(o options, in io.Reader, out, ask io.Writer) error {
	words := language(o.lang)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	entries, err := readImport(ctx, o.try, func(key string) secret.Bytes { return answer(in, ask, words.Say(key)) })
	if err != nil {
		code := string(transfer.Trouble(err).Code)
		return errors.New(words.Say("problem."+code+".title") + ". " + words.Say("problem."+code+".detail"))
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, e := range entries {
		if e.Reason == otp.PartMissing { // no entry, but the want of some
			fmt.Fprintln(ask, words.Say("try.part", assets.Facts{"part": e.Key.Account}))
			continue
		}
		err = errors.Join(err, lines.Encode(transfer.Try(e, o.at)))
		e.Clear()
	}
	return err
}

// readImport reads a file, or the codes in a picture. What the member has to say is asked for by the key of the question.
func readImport(ctx context.Context, path string, ask func(key string) secret.Bytes) ([]transfer.Entry, error) {
	data, err := client.Files{}.Read(ctx, path)
	if err != nil {
		return nil, err
	}
	f, err := transfer.Recognise(data)
	if errors.Is(err, transfer.ErrUnknown) {
		f, err = inPicture(ctx, data)
	}
	if err != nil {
		return nil, err
	}
	var password secret.Bytes
	if f.Sealed {
		password = ask("try.password")
		defer password.Clear()
	}
	entries, err := f.Read(ctx, password, client.Deriver(), kdf.Usual)
	if costly := new(kdf.Cost); errors.As(err, &costly) && costly.Memory <= kdf.Agreed.Memory && string(ask("try.memory").Reveal()) == "yes" {
		return f.Read(ctx, password, client.Deriver(), kdf.Agreed)
	}
	return entries, err
}

// inPicture is what the QR codes in a picture hold; a file that is no picture stays unknown.
func inPicture(ctx context.Context, data []byte) (transfer.File, error) {
	found, err := qr.Read(ctx, data)
	if problem.Is(err, problem.PictureUnreadable) {
		return transfer.File{}, transfer.ErrUnknown
	}
	if err != nil {
		return transfer.File{}, err
	}
	lines := make([][]byte, len(found))
	for i, s := range found {
		lines[i] = s.Reveal()
	}
	return transfer.Recognise(bytes.Join(lines, []byte("\n")))
}

// answer asks and reads one line, byte by byte, so that what follows is left for the next.
func answer(in io.Reader, out io.Writer, question string) secret.Bytes {
	fmt.Fprint(out, question, " ")
	line, one := make([]byte, 0, 4<<10), make([]byte, 1)
	for len(line) < cap(line) {
		n, err := in.Read(one)
		if n == 0 && err != nil || n == 1 && one[0] == '\n' {
			break
		}
		line = append(line, one[:n]...)
	}
	return secret.Of(bytes.TrimSuffix(line, []byte("\r")))
}

// language gives the words of the language asked for, or of the system's.
func language(asked string) *assets.Words {
	words, _ := assets.Load(cmp.Or(asked, lang.SystemLocale().LanguageString()))
	return words
}

// window runs the program with a window until it is closed.
func window(o options, bundled *mockplan.Plan) {
	memory := &client.Memory{Dir: o.data, Clock: client.Device{}, KDF: client.Deriver()}
	defer memory.Close()
	a := app.NewWithID(id)
	d := display(a)
	a.Settings().SetTheme(look.New(d.Mode, d.Scale))
	w := a.NewWindow("Vestibule")
	w.SetMaster()
	w.Resize(size(o.phone))
	c := config(o, a, w, bundled, memory)
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
func config(o options, a fyne.App, w fyne.Window, bundled *mockplan.Plan, memory *client.Memory) ui.Config {
	if o.lang == "" {
		o.lang = lang.SystemLocale().LanguageString()
	}
	words, found := assets.Load(o.lang)
	arrivals := new(client.Arrivals)
	door := redirect.New(arrivals.Deliver, redirect.Page{Lang: words.Lang(), Title: words.Say("arrived.title"), Text: words.Say("arrived.text")})
	c := ui.Config{
		Window: w, Words: words, Foreign: !found, Address: o.plan, Linked: client.Platform() == "web", Device: client.Device{}, Zone: time.Local, Post: fyne.Do,
		Finder: client.Finder{Transport: client.Transport(), Clock: client.Device{}, Bundled: bundled, Agent: agent, Door: door, Chance: client.Chance()},
		Memory: memory, Arrivals: arrivals.Listen, Leave: client.Leave(), Back: client.Back,
		Files: client.Files{}, Pictures: qr.Reader{}, Paste: client.Paste(), OnPaste: client.OnPaste, KDF: memory.KDF, Chance: client.Chance(),
		Plans: plans{a.Preferences()}, Suggested: []ui.KnownPlan{{Key: client.Bundled, Kind: plan.OwnAPI}},
		Open:    func(address string) error { return open(a, address) },
		Display: display(a), Appear: func(d ui.Display) { appear(a, d) },
		Sleep:     func(slept func()) { go func() { _, _ = client.Sleep(slept) }() }, // where nothing tells, the clock does
		LockAfter: time.Duration(a.Preferences().Int("lock.minutes")) * time.Minute,
		LockIn:    func(d time.Duration) { a.Preferences().SetInt("lock.minutes", int(d/time.Minute)) },
		Version:   version, Platform: client.Platform(), Want: ui.Want(o.want), Invitation: o.invitation,
	}
	if o.phone {
		c.Form = wizard.Phone
	}
	return c
}

// plans is the member's list of plans. It holds addresses and names and no secret, so it rests in Fyne's preferences.
type plans struct{ on fyne.Preferences }

// Load implements ui.Plans. What somebody has spoiled is no list.
func (p plans) Load() (list []ui.KnownPlan) {
	if json.Unmarshal([]byte(p.on.String("plans")), &list) != nil {
		return nil
	}
	return list
}

// Save implements ui.Plans.
func (p plans) Save(list []ui.KnownPlan) error {
	data, err := json.Marshal(list)
	if err == nil {
		p.on.SetString("plans", string(data))
	}
	return err
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
	return ui.Display{Mode: look.Mode(p.IntWithFallback("look.mode", int(mode))), Scale: float32(p.FloatWithFallback("look.scale", 1)),
		Codes: ui.CodesLook{Hide: p.Bool("codes.hide"), ByName: p.Bool("codes.by-name")}}
}

func appear(a fyne.App, d ui.Display) {
	a.Preferences().SetInt("look.mode", int(d.Mode))
	a.Preferences().SetFloat("look.scale", float64(d.Scale))
	a.Preferences().SetBool("codes.hide", d.Codes.Hide)
	a.Preferences().SetBool("codes.by-name", d.Codes.ByName)
	a.Settings().SetTheme(look.New(d.Mode, d.Scale))
}
