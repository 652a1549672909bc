package desktop_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestibule/ui/uitest"
	"vestibule/ui/uitest/desktop"
)

// program builds the page of ui/uitest/testdata.
func program(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "stage")
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "release,migrated_fynedo", "-trimpath", "-ldflags", "-s -w",
		"-o", binary, "../testdata/program")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

func wait(t *testing.T, d uitest.Driver, texts ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	outline, err := d.Wait(ctx, uitest.Shows(texts...))
	if err != nil {
		t.Fatalf("%q: %v", texts, err)
	}
	return outline
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheRealWindowIsReadAndDriven(t *testing.T) {
	uitest.Lane(t, "desktop", desktop.Missing())
	d, err := desktop.Start(t.Context(), program(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { try(t, d.Close()) })
	uitest.Golden(t, "opened", wait(t, d, `textbox "Username" [focused]`))

	try(t, d.Type("Username", "jürgen.мир@example.org"))
	wait(t, d, `textbox "Username" = "jürgen.мир@example.org"`)
	try(t, d.Key(uitest.Tab))
	wait(t, d, `textbox "Password" [password 0 characters] [required] [focused]`)
	try(t, d.Type("Password", "pässwörd-€日本я"))
	wait(t, d, `[password 13 characters] [required] [focused]`)
	try(t, d.Check("Trust this device", true))
	try(t, d.Choose("By voice"))
	try(t, d.Press("Sign in"))
	const got = `status "Signed in as jürgen.мир@example.org with 70c3a4737377c3b672642de282ace697a5e69cacd18f, trust true"`
	outline := wait(t, d, got, `radio "By voice" [2 of 2] [checked]`)
	uitest.Golden(t, "signed-in", outline)
	if strings.Contains(outline, "pässwörd") {
		t.Error("the password is on the bus")
	}
	try(t, d.Press("More 19"))
	wait(t, d, `status "Pressed 19"`)
	if picture, err := d.Screenshot(); err != nil || len(picture) < 1000 {
		t.Errorf("a picture of %d bytes, %v", len(picture), err)
	}
}
