package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/plan"
	"vestibule/app/secret"
)

// marks are secrets that must be seen nowhere, in any writing of bytes that Go has.
func marks(name string) []string {
	raw := []byte(name)
	return []string{name, fmt.Sprintf("%x", raw), fmt.Sprintf("%X", raw), strings.Trim(fmt.Sprint(raw), "[]"), strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", raw), "[]byte{"), "}")}
}

func TestNothingPrintsASecret(t *testing.T) {
	d := newDevice()
	v := d.open()
	k := key()
	k.Secret = secret.Of([]byte("code-canary-12345678"))
	phrase := secret.Of([]byte("phrase-canary"))
	id := add(t, v, Code{Place: dana}, k)
	if err := errors.Join(v.Remember(here, plan.Session{}, entry()), v.SetPassphrase(t.Context(), phrase)); err != nil {
		t.Fatal(err)
	}
	code, err := recoveryCode(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	data, err := v.Backup(t.Context(), phrase, noon)
	if err != nil {
		t.Fatal(err)
	}
	items, err := ReadBackup(t.Context(), data, Proof{Passphrase, phrase}, &d.quick, kdf.Usual)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := v.Lookup(here)
	revealed, _ := v.Reveal(id)
	wrong := secret.Of([]byte("wrong-canary"))
	_, again := v.AddCode(Code{Place: dana}, k)
	_, readWrong := ReadBackup(t.Context(), data, Proof{Passphrase, wrong}, &d.quick, kdf.Usual)
	v.body.sections[dana].bad = [][]byte{[]byte("code-canary-12345678")}
	shown := []any{v, struct{ V *Vault }{v}, v.Codes(), v.Rest(), e, revealed, items, Proof{Passphrase, wrong}, v.body.codes, v.body.entries, v.header, v.key, v.config.KDF, again, readWrong,
		v.Unlock(t.Context(), Proof{Passphrase, wrong}), v.Unlock(t.Context(), Proof{RecoveryCode, wrong}), v.Unlock(t.Context(), Proof{PIN, wrong}), code}
	secrets := []string{"code-canary-12345678", "phrase-canary", "trust-canary", "pass-canary", "wrong-canary", string(v.key.Reveal()), string(code.Reveal())}
	for _, x := range shown {
		out := fmt.Sprintf("%v %+v %#v %s %q %x", x, x, x, x, x, x)
		if raw, err := json.Marshal(x); err == nil {
			out += string(raw)
		}
		for _, s := range secrets {
			for _, mark := range marks(s) {
				if strings.Contains(out, mark) {
					t.Errorf("%T prints %q", x, mark)
				}
			}
		}
	}
}
