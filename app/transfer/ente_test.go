package transfer

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// enteFiles were sealed by libsodium 1.0.18 with the password "correct horse": the least memory there is and the tag of Ente's
// apps, then the tag of its command line.
var enteFiles = []string{
	`{"version": 1, "kdfParams": {"memLimit": 8192, "opsLimit": 3, "salt": "dmVzdGlidWxlIHNhbHQgMQ=="}, "encryptedData": "wy88mw637mzHrPbAIZGs+T3GKjOiZmi/TXwg2iLeWEtiR0s2y+8ikDc7NI0IhsZG60jXjnVxjgXLW6sW2sO3rsAmj96kuxFozOaaJuFdeEwiTT+zClqYSUO9o/TjDwQkyYa7s6QqsuGN9Fft8IbZKz5J4lE5eCfFqbnSl3CZlL+7oB4yRizZ8te8VSEjgPFa22z4nWyCFJ2P+R1nb5KNqmV+KiT8r7VfDSnKY4rRuaAQvUD4UrS+BMCIBdtyy1iEN7N3X6L7zdz6xsXe6KsrIFRSeHTMJi/IRmGhhEoB6JjHsmQZZ98L2ITy4ks1+u8PUKN48VcgzDHB/4Rh9goUXPznOIgjmAzhvWxByvE7W+0nkHuR4i7SPyhFesy6kUgcxUT+", "encryptionNonce": "qqTH5Rvk7plsZj7wN7oLcWTJbYC16toM"}`,
	`{"version": 1, "kdfParams": {"memLimit": 65536, "opsLimit": 1, "salt": "dmVzdGlidWxlIHNhbHQgMQ=="}, "encryptedData": "fBmmB8JuM3eK0eticcWZgiatovDKSh+O86NAsWu9C2EWwt4ULhowDDSAbpOpGweGLCtzsdg/e3Y9V/YeJG8dnDYUsc/zpJc3yc7hE0UH13Uif6+P2Xczf7v/Tpl59PjfrtXsv3Y7jpcfm4vJ1MD8ufn0jZef1NU5GEzJv35fz5eMfV+Q/JWWC58it1HC35Pxrcx1GEG+4bIkgvOFhte5l+JQbw9ZEkHfUWddEuOJ0DWUWQ73thuRESSMzmFVlXnkmHXcdGV9nPwjJu+5r/V2UcIyXviaisTDT4HTRaPmml+gNFhSUc9NJUqaxFlrLAavq8Eq/ub/0YyCMYAxuJmvsVNN7Vqu/Q4lRspWvJ2+9I9egApwHIYgeBP5UJ2LN8Jn4iQN", "encryptionNonce": "dqpP7s25J3xIrt7F0Yxu5wszLkUJpT7H"}`,
}

func TestEnteSealedByLibsodium(t *testing.T) {
	for _, file := range enteFiles {
		f, err := Recognise([]byte(file))
		if err != nil || f.Format != Ente || !f.Sealed {
			t.Fatalf("%+v, %v", f, err)
		}
		entries, err := f.Read(t.Context(), secret.Of([]byte("correct horse")), kdf.Native{}, kdf.Usual)
		if err != nil || len(entries) != 2 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		want := "totp|Example|alice@example.org|JBSWY3DPEHPK3PXP|SHA1|6|30s|0|in Work"
		if got := said(entries[0]); got != want {
			t.Errorf("got %s", got)
		}
		want = "hotp|Shop|bob|JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP|SHA256|8|0s|7"
		if got := said(entries[1]); got != want {
			t.Errorf("got %s", got)
		}
		if _, err := f.Read(t.Context(), secret.Of([]byte("correct horsf")), kdf.Native{}, kdf.Usual); !errors.Is(err, ErrPassword) {
			t.Errorf("a wrong password: %v", err)
		}
	}
}

// sealedEnte is an export that the quick Deriver opens with "pw".
func sealedEnte(t testing.TB, memory, passes uint64, tag byte, text string) []byte {
	t.Helper()
	salt, header := chance(16), chance(streamHeader)
	params := kdf.Params{Function: kdf.Argon2id, Memory: uint32(memory >> 10), Passes: uint32(passes), Lanes: 1}
	box := pushFirst(t, derived(t, params, "pw", salt, streamKey), header, []byte(text), tag)
	b64 := base64.StdEncoding.EncodeToString
	return fmt.Appendf(nil, `{"version":1,"kdfParams":{"memLimit":%d,"opsLimit":%d,"salt":"%s"},"encryptedData":"%s","encryptionNonce":"%s"}`,
		memory, passes, b64(salt), b64(box), b64(header))
}

func TestEnteAsksNoMoreThanAgreed(t *testing.T) {
	data := sealedEnte(t, 1<<30, 4, tagFinal, "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&issuer=a")
	f, err := Recognise(data)
	if err != nil {
		t.Fatal(err)
	}
	var cost *kdf.Cost
	if _, err := f.Read(t.Context(), secret.Of([]byte("pw")), quick{}, kdf.Usual); !errors.As(err, &cost) || cost.Memory != 1<<30 {
		t.Errorf("under the usual limits: %v", err)
	}
	if entries, err := f.Read(t.Context(), secret.Of([]byte("pw")), quick{}, kdf.Agreed); err != nil || len(entries) != 1 {
		t.Errorf("once agreed: %v", err)
	}
}

func TestEnteRefuses(t *testing.T) {
	good := string(sealedEnte(t, 64<<20, 2, tagFinal, "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP"))
	refuses(t, []byte(good), "wrong", ErrPassword)
	refuses(t, sealedEnte(t, 64<<20, 2, 1, "x"), "pw", ErrBroken)
	refuses(t, []byte(strings.Replace(good, `"version":1`, `"version":2`, 1)), "pw", ErrUnsupported)
	for _, change := range []string{
		`"memLimit":67108864|"memLimit":0`, `"memLimit":67108864|"memLimit":-1`, `"memLimit":67108864|"memLimit":4096`,
		`"memLimit":67108864|"memLimit":1e300`, `"opsLimit":2|"opsLimit":0`, `"salt":"|"salt":"AAAA`, `"encryptedData":"|"encryptedData":"*`,
		`"encryptionNonce":"|"encryptionNonce":"AAAA`,
	} {
		old, changed, _ := strings.Cut(change, "|")
		refuses(t, []byte(strings.Replace(good, old, changed, 1)), "pw", ErrBroken)
	}
}
