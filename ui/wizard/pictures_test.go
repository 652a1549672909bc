package wizard_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"vestibule/ui/control"
	"vestibule/ui/look"
	"vestibule/ui/wizard"
)

// TestPictures draws a page in every look and form into build/pictures, for people to look at. Nothing is compared.
func TestPictures(t *testing.T) {
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark, "contrast": look.Contrast} {
		for form, size := range map[string]fyne.Size{"phone": fyne.NewSize(390, 844), "desktop": fyne.NewSize(1100, 760), "narrow": fyne.NewSize(320, 640)} {
			for _, scale := range []float32{1, 2} {
				w, f := window(t, look.New(mode, scale), size)
				dress(f)
				f.Show(signInPage())
				file := "page-" + form + "-" + name
				if scale == 2 {
					file += "-200"
				}
				save(t, file, w)
			}
		}
	}
}

func dress(f *wizard.Frame) {
	f.SetBanner(control.NewBanner("Demo plan: nothing here is real").WithAction("Outbox", func() {}))
	f.SetTop(control.NewPlanMark("MH", "Meadow Health", "at portal.example.org"))
	f.SetSide(control.Column(look.Between,
		control.NewHeading("Where you are", 2),
		control.NewText("You are signing in. After your password the plan may ask for a short code."),
		control.NewHeading("What helps", 2),
		control.NewText("Have your phone near. Nobody from the plan will ever ask you for the code.")))
}

func signInPage() wizard.Page {
	name := control.NewField("User name or email")
	name.SetHint("The name you chose, your email, phone or member number")
	password := control.NewSecretField(control.SecretWords{Label: "Password", Show: "Show", Hide: "Hide", ShowIt: "Show password", HideIt: "Hide password"})
	password.Set([]byte("correct horse"))
	password.SetError("Type your password.")
	return wizard.Page{
		Key: "sign in", Title: "Sign in to your plan", Lead: "Use the name and password you chose.",
		At: 1, Of: 3, Back: func() {},
		Body: func() fyne.CanvasObject {
			return control.Column(look.Between, name, password, control.NewLink("Forgot your password or name?", func() {}),
				control.NewCheck("Remember my name on this device", nil).WithDetail("Only on a device that is yours."))
		},
		Notice: &wizard.Notice{Tone: wizard.Warning, Title: "That did not match", Detail: "The name and password do not go together. You have 4 more tries.",
			Fix: &wizard.Action{Label: "Set a new password"}, More: []wizard.Action{{Label: "Call the plan"}}, Reference: "7F3K-22"},
		Next:   &wizard.Action{Label: "Sign in", Do: func() {}},
		Others: []wizard.Action{{Label: "Find my user name", Do: func() {}}, {Label: "I have a new phone", Do: func() {}}},
		Foot:   control.NewSmall("If this is an emergency, call 911. Nurse line, any hour: 555-0142."),
	}
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
