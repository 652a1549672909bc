package transfer

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"testing"

	"vestibule/app/secret"
)

func TestFromBase64(t *testing.T) {
	want := []byte{0xfb, 0xff, 0xbe, 1}
	for _, text := range []string{"+/++AQ==", "+/++AQ", "-_--AQ", " +/\r\n++\tAQ= =", "+/++AQ==\n"} {
		if got, ok := fromBase64([]byte(text)); !ok || !bytes.Equal(got, want) {
			t.Errorf("%q gives %x, %v", text, got, ok)
		}
	}
	for _, text := range []string{"*", "A", "AQ=A", "ä"} {
		if got, ok := fromBase64([]byte(text)); ok {
			t.Errorf("%q gives %x", text, got)
		}
	}
}

// Every single bit counts: of the key, the nonce, the text, the tag, and what stands beside.
func TestSealsAreChecked(t *testing.T) {
	key, iv, mac, text := chance(32), chance(16), chance(64)[32:], "a text that is longer than a block"
	cbc := sealCBC(t, key, iv, text)
	h := hmac.New(sha256.New, mac)
	h.Write(iv)
	h.Write(cbc)
	all := slices.Concat(key, iv, mac, cbc, h.Sum(nil))
	opened := func(b []byte) error {
		_, err := openCBCMAC(secret.Copy(b[:32]), secret.Copy(b[48:80]), b[32:48], b[80:len(b)-32], b[len(b)-32:])
		return err
	}
	if err := opened(all); err != nil {
		t.Fatal(err)
	}
	for i := 32; i < len(all); i++ { // the mac does not vouch for the key it is not made with
		changed := bytes.Clone(all)
		changed[i] ^= 1
		if err := opened(changed); err != ErrPassword {
			t.Errorf("with byte %d changed: %v", i, err)
		}
	}
}

func TestSealsOfNoSize(t *testing.T) {
	key := secret.Of(chance(32))
	for _, err := range []error{
		second(openGCM(key, nil, make([]byte, 40), nil)), second(openGCM(secret.Of(chance(5)), chance(12), make([]byte, 40), nil)),
		second(openCBC(key, chance(16), nil)), second(openCBC(key, chance(16), make([]byte, 15))), second(openCBC(key, chance(3), make([]byte, 16))),
	} {
		if err != ErrBroken {
			t.Error(err)
		}
	}
	if _, err := openGCM(key, chance(12), []byte("short"), nil); err != ErrPassword {
		t.Error(err)
	}
}

func second(_ []byte, err error) error { return err }
