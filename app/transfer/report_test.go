package transfer

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vestibule/app/otp"
	"vestibule/app/vault"
)

// planned is the outcomes in a line.
func planned(r Report) string {
	var out []string
	for _, line := range r {
		out = append(out, string(line.Outcome))
	}
	return strings.Join(out, " ")
}

// mixed is a list in which everything happens.
const mixed = aliceAddress + "\n" + // added
	aliceAddress + "&image=x\n" + // the same key again
	"otpauth://totp/Other:name?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n" + // the same key by another name
	"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&digits=8\n" + // another: eight digits
	bobAddress + "\n" + // added
	"otpauth://hotp/Shop:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Shop&algorithm=SHA256&digits=8&counter=900\n" + // the same
	"otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&algorithm=MD5\n" + // kept
	"otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&algorithm=MD5\n" + // the same
	"otpauth://totp/a:b?secret=1\n" + // no secret
	"nothing\n"

func TestPlanIsWhatAVaultDoes(t *testing.T) {
	entries, err := openWith(t, []byte(mixed), "")
	if err != nil {
		t.Fatal(err)
	}
	v := emptyVault(t, &drawer{})
	there := func(e Entry) bool { return v.Has(place, e.Key) }
	report := Plan(entries, there)
	if got, want := planned(report), "added already already added added already kept already lost lost"; got != want {
		t.Errorf("planned\n%s, not\n%s", got, want)
	}
	if n := report.Count(Added) + report.Count(Kept); len(report.Stored()) != n || store(t, v, report.Stored()) != n || len(v.Codes()) != n {
		t.Errorf("%d promised, %d stored", n, len(v.Codes()))
	}
	if got, want := planned(Plan(entries, there)), "already already already already already already already already lost lost"; got != want {
		t.Errorf("the second time\n%s, not\n%s", got, want)
	}
}

// Whatever the report takes for the same key, the vault does, and the other way round.
func TestSameKeyAsInAVault(t *testing.T) {
	base := address([]byte(aliceAddress), labels{}).Key
	for name, change := range map[string]func(*otp.Key){
		"nothing": func(*otp.Key) {}, "issuer": func(k *otp.Key) { k.Issuer = "x" }, "account": func(k *otp.Key) { k.Account = "x" },
		"digits": func(k *otp.Key) { k.Digits = 8 }, "period": func(k *otp.Key) { k.Period = time.Minute },
		"algorithm": func(k *otp.Key) { k.Algorithm = otp.SHA512 }, "counter": func(k *otp.Key) { k.Counter = 9 },
		"type": func(k *otp.Key) { k.Type, k.Period = otp.HOTP, 0 }, "secret": func(k *otp.Key) { k.Secret = base.Secret.Clone(); k.Secret.Reveal()[0]++ },
	} {
		for _, kind := range []otp.Type{otp.TOTP, otp.HOTP} {
			v, a, b := emptyVault(t, &drawer{}), base, base
			a.Type, b.Type = kind, kind
			change(&b)
			if _, err := v.AddCode(vault.Code{Place: place}, a); err != nil {
				t.Fatal(err)
			}
			has := v.Has(place, b)
			_, err := v.AddCode(vault.Code{Place: place}, b)
			if same := sameKey(a, b); same != has || same != errors.Is(err, vault.ErrAlready) {
				t.Errorf("%s, %s: the report says %v, the vault %v and %v", kind, name, same, has, err)
			}
		}
	}
}

// A code that was removed comes back: that is an addition.
func TestPlanAddsWhatWasRemoved(t *testing.T) {
	v := emptyVault(t, &drawer{})
	entries := []Entry{address([]byte(aliceAddress), labels{})}
	store(t, v, entries)
	if err := v.Remove(v.Codes()[0].ID, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	report := Plan(entries, func(e Entry) bool { return v.Has(place, e.Key) })
	if planned(report) != "added" || store(t, v, report.Stored()) != 1 || len(v.Codes()) != 1 {
		t.Errorf("%s, %d codes", planned(report), len(v.Codes()))
	}
}
