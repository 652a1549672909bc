package control_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"vestibule/ui/a11y"
	"vestibule/ui/control"
	"vestibule/ui/look"
)

// TestPictures draws every control in every look into build/pictures, for people to look at. Nothing is compared.
func TestPictures(t *testing.T) {
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark, "contrast": look.Contrast} {
		for _, gallery := range []struct {
			name  string
			parts func(*testing.T, fyne.Window) fyne.CanvasObject
		}{{"inputs", inputs}, {"shown", shown}} {
			w := window(t, look.New(mode, 1))
			w.SetContent(control.Pad(look.Around, look.Around, gallery.parts(t, w)))
			w.Resize(fyne.NewSize(look.Measure+2*look.Around, 1500))
			w.Content().Refresh()
			save(t, gallery.name+"-"+name, w)
		}
	}
}

func window(t testing.TB, l *look.Look) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(l)
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	return w
}

func secretField(label string) *control.SecretField {
	return control.NewSecretField(control.SecretWords{
		Label: label, Show: "Show", Hide: "Hide", ShowIt: "Show " + label, HideIt: "Hide " + label,
		Hints: control.SecretHints{CapsLock: "Caps Lock seems to be on.", StraySpace: "There is a space at the edge.",
			CurlyQuote: "There is a curly quote in it.", NotLatin: "These letters come from another keyboard layout."},
	})
}

func inputs(t *testing.T, w fyne.Window) fyne.CanvasObject {
	name := control.NewField("Name")
	name.SetText("alice@example.org")
	name.SetHint("The name you chose, or your email")
	wrong := control.NewField("Member number")
	wrong.SetError("The number has nine digits. You typed eight.")
	password, open, code, full := secretField("Password"), secretField("New password"), control.NewCodeField("Code", 6).WithPaste("Paste the code"), control.NewCodeField("Longer code", 8)
	password.Set([]byte(" correct horse"))
	open.Set([]byte("käse§brot “12”"))
	code.Set([]byte("481"))
	full.Set([]byte("48151623"))
	full.SetError("That code was replaced by a newer one.")
	ticked := control.NewCheck("Trust this device for 30 days", nil).WithDetail("Only on a device that is yours alone.")
	ticked.SetOn(true)
	off := control.NewCheck("Remember my password", nil)
	off.Disable()
	choice := control.NewChoice("How", []control.Option{
		{Title: "Text message", Detail: "to the phone ending in 0142", Icon: "phone"},
		{Title: "Authenticator app", Detail: "six digits that change every 30 seconds", Icon: "shield"},
		{Title: "Email", Detail: "a•••@example.org", Icon: "mail", Off: "Your plan does not allow codes by email."},
	}, nil)
	choice.Pick(0)
	all := control.Column(look.Between, name, wrong, password, open, code, full, ticked, off, choice)
	w.SetContent(all)
	node(t, w, a11y.Button, "Show New password").Press()
	w.Canvas().Focus(code.Focus())
	return all
}

func shown(_ *testing.T, _ fyne.Window) fyne.CanvasObject {
	count := control.NewCountdown("You can try again in", func(d time.Duration) string { return d.String() })
	count.Set(14*time.Minute + 32*time.Second)
	wait := control.NewWaiting("Waiting for your phone")
	wait.SetLonger("This takes about 20 seconds.")
	off := control.NewButton("Not yet", control.Filled, nil)
	off.Disable()
	words := control.NoticeWords{Info: "Good to know", Good: "Done", Warning: "Please check", Bad: "Stopped", More: "More ways", Reference: "Reference:"}
	open := control.NewExpander("What if I have no phone?", control.NewText("Choose another way below, or call the plan."))
	open.SetOpen(true)
	return control.Column(look.Between,
		control.NewBanner("Demo plan").WithAction("Outbox", func() {}),
		control.NewPlanMark("MH", "Meadow Health", "at portal.example.org"),
		control.NewButton("Sign in", control.Filled, nil), off,
		control.NewButton("Call the plan", control.Outlined, nil).WithIcon("phone"),
		control.NewButton("Delete what is kept here", control.Danger, nil),
		control.NewLink("Opens the claims page", func() {}).WithIcon("external"),
		control.NewNoticePanel(words, control.Notice{Tone: control.Bad, Title: "Signing in is paused", Detail: "There were too many tries.", Countdown: count, Reference: "7F3K-22"}),
		control.NewNoticePanel(words, control.Notice{Tone: control.Good, Title: "Your password is changed"}),
		wait, open,
		control.NewGroup("Lately", control.NewRow("Blood count", "Ready to read", func() {}).WithIcon("results").WithWhen("Today, 9:14"),
			control.NewRow("Dr. Adeyemi", "Video visit", func() {}).WithIcon("appointments")),
		control.NewCard("Membership card", control.NewFact("Name", "Alice Moreau"), control.NewFact("Number", "100 200 300")),
		control.NewFact("Number on your phone", "47").Large(), control.NewFact("Code 1", "VEST 4YKD 7QXM 2HNP").Spelled("V E S T, 4 Y K D, 7 Q X M, 2 H N P"),
		control.Beside(control.NewCardSketch("A drawing of a card. The member number is in the middle.", control.CardNumber), control.NewSmall("It stands here on your card.")),
		control.NewRule("At least 12 characters", control.RuleWords{Unmet: "Not yet"}))
}

func save(t *testing.T, name string, w fyne.Window) {
	t.Helper()
	folder := filepath.Join("..", "..", "build", "pictures")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(folder, "controls-"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
