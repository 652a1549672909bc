package transfer

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"vestibule/app/otp"
	"vestibule/app/secret"
)

// exported is entries of every kind, among them two that no app can use.
func exported(t testing.TB) []Entry {
	t.Helper()
	entries, err := openWith(t, []byte(strings.Join([]string{aliceAddress, "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&algorithm=MD5", bobAddress,
		"steam://JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "nothing",
		"otpauth://totp/M%C3%A4r%3A%26%23:%C3%A9%20%2B%F0%9F%94%91?secret=AAECAW&issuer=M%C3%A4r%3A%26%23&algorithm=SHA512&digits=10&period=86400"}, "\n")), "")
	if err != nil || len(entries) != 6 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	return entries
}

// readBack says what an export holds, and who is missing.
func readBack(t *testing.T, entries []Entry, kind Kind) (lines []string, out map[int]otp.Reason) {
	t.Helper()
	made, err := Export(t.Context(), kind, entries, secret.Of([]byte("pw")), quick{}, bytes.NewReader(chance(4096)))
	if err != nil {
		t.Fatal(err)
	}
	defer made.Clear()
	data := made.Data.Reveal()
	for _, p := range made.Parts {
		data = append(append(data, p.Reveal()...), '\n')
	}
	back, err := openWith(t, data, "pw")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range back {
		lines = append(lines, said(e))
	}
	out = map[int]otp.Reason{}
	for _, l := range made.LeftOut {
		out[l.At] = l.Reason
	}
	return lines, out
}

// What goes out comes back the same, and what does not go out is told: nothing is lost in between.
func TestExportsComeBack(t *testing.T) {
	entries := exported(t)
	for kind, left := range map[Kind]map[int]otp.Reason{
		AsList:  {1: otp.AlgorithmUnknown, 4: otp.NotAnAddress},
		AsAegis: {1: otp.AlgorithmUnknown, 4: otp.NotAnAddress},
		AsCodes: {1: otp.AlgorithmUnknown, 3: otp.TypeUnknown, 4: otp.NotAnAddress, 5: otp.DigitsRefused},
	} {
		lines, out := readBack(t, entries, kind)
		for i, e := range entries {
			why, missing := out[i]
			if why != left[i] {
				t.Errorf("%s: entry %d is left out because %q, not %q", kind, i, why, left[i])
			}
			if missing {
				continue
			}
			if len(lines) == 0 || lines[0] != said(e) {
				t.Fatalf("%s: entry %d, %s, came back as %q", kind, i, said(e), lines)
			}
			lines = lines[1:]
		}
		if len(lines) > 0 {
			t.Errorf("%s: %d too many", kind, len(lines))
		}
	}
}

func TestExportAsCodesMakesPartsThatFit(t *testing.T) {
	var entries []Entry
	for i := range 25 {
		e := address([]byte(aliceAddress), labels{})
		e.Key.Account = strings.Repeat("x", i+1)
		entries = append(entries, e)
	}
	made, err := Export(t.Context(), AsCodes, entries, secret.Bytes{}, nil, nil)
	if err != nil || len(made.Parts) != 3 || made.Name != "" || !made.Data.Empty() {
		t.Fatalf("%d parts, %v", len(made.Parts), err)
	}
	for i, p := range made.Parts {
		if part, err := otp.ParseMigration(p.Reveal()); err != nil || part.Index != i || part.Size != 3 {
			t.Errorf("part %d: %+v, %v", i, part.Index, err)
		}
	}
}

func TestExportFails(t *testing.T) {
	entries := exported(t)
	if _, err := Export(t.Context(), "other", entries, secret.Bytes{}, quick{}, nil); !errors.Is(err, ErrUnknown) {
		t.Errorf("a kind that is none: %v", err)
	}
	if _, err := Export(t.Context(), AsAegis, entries, secret.Of([]byte("pw")), quick{}, iotest.ErrReader(errors.New("dry"))); err == nil {
		t.Error("a vault is made without chance")
	}
}
