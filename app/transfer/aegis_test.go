package transfer

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/secret"
)

// aegisSample is a db with every kind of entry; the groups of version 3 beside the names of 1 and 2.
const aegisSample = `{"version":3,"entries":[
 {"type":"totp","uuid":"1","name":"alice","issuer":"Example","info":{"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","algo":"SHA256","digits":8,"period":60},"groups":["g2","g1"]},
 {"type":"hotp","name":"bob","issuer":"","group":"old","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA512","digits":6,"counter":7}},
 {"type":"steam","name":"carol","issuer":"Steam","note":"n","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA1","digits":5,"period":30}},
 {"type":"motp","name":"dan","issuer":"M","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"MD5","digits":6,"period":10,"pin":"1234"}},
 {"type":"yandex","name":"eve","issuer":"Y","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA256","digits":8,"period":30}},
 17,
 {"type":"totp","name":"frank","issuer":["no text"],"info":{"secret":"!!","algo":"SHA1","digits":6,"period":30}},
 {"type":"totp","name":"grace","info":{"secret":"JBSWY3DPEHPK3PXP","algo":"MD5","digits":6,"period":30}},
 {"type":"totp","name":"heidi","info":{"secret":"JBSWY3DPEHPK3PXP","digits":"six","period":30}},
 {"type":"totp","name":"ivan","info":null},
 {"type":"totp","name":"judy","issuer":"a\/b\u00e4","info":{"secret":"jbsw y3dp-ehpk3pxp"}}
],"groups":[{"uuid":"g1","name":"Work"},{"uuid":"g2","name":"Home"}]}`

var aegisSaid = []string{
	"totp|Example|alice|GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ|SHA256|8|1m0s|0|in Home",
	"hotp||bob|JBSWY3DPEHPK3PXP|SHA512|6|0s|7|in old",
	"steam|Steam|carol|JBSWY3DPEHPK3PXP|SHA1|5|30s|0",
	"motp|M|dan|JBSWY3DPEHPK3PXP|MD5|6|10s|0|but type-unknown",
	"yandex|Y|eve|JBSWY3DPEHPK3PXP|SHA256|8|30s|0|but type-unknown",
	"|||||0|0s|0|but entry-broken",
	"totp||frank||SHA1|6|30s|0|but secret-broken",
	"totp||grace|JBSWY3DPEHPK3PXP|MD5|6|30s|0|but algorithm-unknown",
	"totp||heidi|JBSWY3DPEHPK3PXP|SHA1|0|30s|0|but digits-refused",
	"totp||ivan||SHA1|6|30s|0|but secret-missing",
	"totp|a/bä|judy|JBSWY3DPEHPK3PXP|SHA1|6|30s|0",
}

func TestAegisPlain(t *testing.T) {
	opens(t, []byte(`{"version":1,"header":{"slots":null,"params":null},"db":`+aegisSample+`}`), "", Aegis, aegisSaid...)
	opens(t, []byte(`{"version":1,"header":{},"db":{"version":1,"entries":[]}}`), "", Aegis)
}

// sealedAegis is the sample, sealed; slots come before the one that opens.
func sealedAegis(t testing.TB, n int, slots ...string) []byte {
	t.Helper()
	master, salt, nonce := chance(32), []byte("a salt"), chance(12)
	key := derived(t, kdf.Params{Function: kdf.Scrypt, N: uint32(n), R: 8, Lanes: 1}, "horse", salt, 32)
	box, db := sealGCM(t, key, nonce, string(master)), sealGCM(t, master, nonce, aegisSample)
	slots = append(slots, fmt.Sprintf(`{"type":1,"n":%d,"r":8,"p":1,"salt":"%x","key":"%x","key_params":{"nonce":"%x","tag":"%x"}}`,
		n, salt, box[:32], nonce, box[32:]))
	cut := len(db) - 16
	return fmt.Appendf(nil, `{"version":1,"header":{"slots":[%s],"params":{"nonce":"%x","tag":"%x"}},"db":"%s"}`, strings.Join(slots, ","),
		nonce, db[cut:], strings.ReplaceAll(base64.StdEncoding.EncodeToString(db[:cut]), "/", `\/`))
}

const (
	biometricSlot = `{"type":2,"key":"00","key_params":{"nonce":"00","tag":"00"}}`
	brokenSlot    = `{"type":1,"n":2,"r":8,"p":1,"salt":"zz","key":"00","key_params":{}}`
	costlySlot    = `{"type":1,"n":1073741824,"r":8,"p":1,"salt":"00","key":"00","key_params":{}}`
	otherSlot     = `{"type":1,"n":1024,"r":8,"p":1,"salt":"00","key":"0000","key_params":{"nonce":"000000000000000000000000","tag":"00000000000000000000000000000000"}}`
)

func TestAegisSealed(t *testing.T) {
	opens(t, sealedAegis(t, 1<<15), "horse", Aegis, aegisSaid...)
	opens(t, sealedAegis(t, 1<<15, biometricSlot, brokenSlot, costlySlot, otherSlot), "horse", Aegis, aegisSaid...)
	refuses(t, sealedAegis(t, 1<<15), "house", ErrPassword)
	refuses(t, sealedAegis(t, 1<<15, biometricSlot, otherSlot), "house", ErrPassword)
	refuses(t, []byte(`{"header":{"slots":[`+biometricSlot+`]},"db":"AAAA"}`), "horse", ErrUnsupported)
	refuses(t, []byte(`{"header":{"slots":[]},"db":"AAAA"}`), "horse", ErrUnsupported)
	refuses(t, []byte(`{"header":{"slots":[`+strings.Replace(otherSlot, "1024", "1023", 1)+`]},"db":"AAAA"}`), "horse", ErrBroken)
	refuses(t, bytes.Replace(sealedAegis(t, 1<<15), []byte(`"db":"`), []byte(`"db":"AAAA`), 1), "horse", ErrBroken)
}

// A slot that asks for more than this device gives is said, since it may be the one.
func TestAegisCost(t *testing.T) {
	for _, data := range [][]byte{sealedAegis(t, 1<<22), sealedAegis(t, 1<<15, costlySlot)} {
		_, err := openWith(t, data, "house")
		var cost *kdf.Cost
		if !errors.As(err, &cost) {
			t.Errorf("%v", err)
		}
	}
}

// A vault of many costly slots may take no longer than one of one.
func TestAegisSlotsShareTheTime(t *testing.T) {
	slots := strings.Repeat(otherSlot+",", 5_000)
	data := []byte(`{"header":{"slots":[` + slots[:len(slots)-1] + `]},"db":"AAAA"}`)
	f, err := Recognise(data)
	if err != nil {
		t.Fatal(err)
	}
	d := &counting{}
	if _, err := f.Read(t.Context(), secret.Of([]byte("x")), d, kdf.Usual); err != ErrPassword {
		t.Error(err)
	}
	if d.calls > mostAegisSlots || d.limits.Work*mostAegisSlots > kdf.Usual.Work {
		t.Errorf("%d slots were tried, %v each", d.calls, d.limits.Work)
	}
}

func TestAegisRoundTrip(t *testing.T) {
	entries, err := openWith(t, []byte(`{"version":1,"header":{},"db":`+aegisSample+`}`), "")
	if err != nil {
		t.Fatal(err)
	}
	far := Entry{Key: otp.Key{Type: otp.HOTP, Algorithm: otp.SHA1, Digits: 6, Counter: 1 << 63, Secret: secret.Of([]byte("12345678901234567890"))}}
	data, err := WriteAegis(t.Context(), append(entries, far), secret.Of([]byte("horse")), kdf.Native{}, kdf.Usual, bytes.NewReader(chance(1024)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Recognise(data)
	if err != nil || !f.Sealed || f.Format != Aegis {
		t.Fatal(f, err)
	}
	root := mustJSON(t, string(data))
	if nonce := root.get("header", "params", "nonce").text(); nonce == "" || bytes.Count(data, []byte(nonce)) != 1 {
		t.Error("a nonce is used twice")
	}
	if _, err := f.Read(t.Context(), secret.Of([]byte("house")), kdf.Native{}, kdf.Usual); err != ErrPassword {
		t.Error("a wrong password:", err)
	}
	again, err := f.Read(t.Context(), secret.Of([]byte("horse")), kdf.Native{}, kdf.Usual)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, e := range entries {
		if e.Reason == "" {
			want = append(want, said(e))
		}
	}
	for _, e := range again {
		got = append(got, said(e))
	}
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b || len(want) != 4 {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// Nobody can write a vault without chance: the same keys twice would open both.
func TestAegisWithoutChance(t *testing.T) {
	for _, n := range []int{0, 87, 88, 100} {
		entries := []Entry{{Key: otp.Key{Type: otp.TOTP, Algorithm: otp.SHA1, Digits: 6, Period: 30e9, Secret: secret.Of([]byte("1234567890"))}}}
		if data, err := WriteAegis(t.Context(), entries, secret.Of([]byte("p")), quick{}, kdf.Usual, bytes.NewReader(chance(n))); err == nil {
			t.Errorf("with %d bytes of chance: %s", n, data)
		}
	}
}

// FuzzAegisName: no name breaks out of the JSON it is written into.
func FuzzAegisName(f *testing.F) {
	f.Add("plain", `"},"x":"`)
	f.Add("\\", "\u2028\x00\xff")
	f.Fuzz(func(t *testing.T, issuer, account string) {
		issuer, _ = otp.Clean(issuer)
		account, _ = otp.Clean(account)
		e := Entry{Key: otp.Key{Type: otp.TOTP, Algorithm: otp.SHA1, Digits: 6, Period: 30e9, Issuer: issuer, Account: account, Secret: secret.Of([]byte("1234567890"))}, Group: issuer}
		db, ok := parseJSON(aegisDB([]Entry{e}, &uuids{random: bytes.NewReader(chance(64))}))
		if !ok {
			t.Fatal("no JSON")
		}
		got, err := aegisEntries(t.Context(), db)
		e.Group = cutText(e.Group, longestGroup)
		if err != nil || len(got) != 1 || said(got[0]) != said(e) {
			t.Fatalf("%v: %s, not %s", err, said(got[0]), said(e))
		}
	})
}
