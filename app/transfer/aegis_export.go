package transfer

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
	"io"
	"math"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// aegisKey is how Aegis stretches the password of a vault it makes (its docs/vault.md, "KDF").
var aegisKey = kdf.Params{Function: kdf.Scrypt, N: 1 << 15, R: 8, Lanes: 1}

// The sizes of Aegis' seals, in bytes.
const (
	aegisKeySize = 32
	aegisNonce   = 12
)

// AegisTakes reports whether Aegis can hold an entry: one that can be used, with a counter that its signed number holds.
func AegisTakes(e Entry) bool {
	return e.Reason == "" && e.Key.Check() == nil && e.Key.Counter <= math.MaxInt64
}

// WriteAegis makes a vault that Aegis, and every app that reads Aegis' vaults, opens with the password. Entries that
// AegisTakes does not take are left out. random is where keys and nonces come from. Every vault has keys of its own, so no
// nonce can meet its key again. The error is the Deriver's, or random's.
func WriteAegis(ctx context.Context, entries []Entry, password secret.Bytes, with kdf.Deriver, limits kdf.Limits, random io.Reader) ([]byte, error) {
	chance := make([]byte, 2*aegisKeySize+2*aegisNonce)
	defer clear(chance)
	if _, err := io.ReadFull(random, chance); err != nil {
		return nil, fmt.Errorf("transfer: no chance: %w", err)
	}
	master, salt := chance[:aegisKeySize], chance[aegisKeySize:2*aegisKeySize]
	nonces := chance[2*aegisKeySize:]
	key, err := with.Derive(ctx, aegisKey, password, salt, aegisKeySize, limits)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	ids := uuids{random: random}
	db := aegisDB(entries, &ids)
	defer clear(db)
	slot := sealAegisBox(key.Reveal(), nonces[:aegisNonce], master)
	body := sealAegisBox(master, nonces[aegisNonce:], db)
	id := ids.next()
	if ids.err != nil {
		return nil, fmt.Errorf("transfer: no chance: %w", ids.err)
	}
	return aegisFile(id, salt, slot, body), nil
}

// aegisBox is a box with its nonce and tag beside it.
type aegisBox struct{ nonce, tag, text []byte }

// sealAegisBox seals with AES-256-GCM.
func sealAegisBox(key, nonce, text []byte) aegisBox {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // a key of 32 bytes is a key
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	sealed := gcm.Seal(nil, nonce, text, nil)
	return aegisBox{nonce, sealed[len(text):], sealed[:len(text)]}
}

// aegisFile writes the file around its two boxes. "repaired" says that the slot was made after a fault in how Aegis encoded
// long passwords.
func aegisFile(id string, salt []byte, slot, db aegisBox) []byte {
	out := fmt.Appendf(nil, `{"version":1,"header":{"slots":[{"type":%d,"uuid":"%s","key":"%x",%s,`+
		`"n":%d,"r":%d,"p":%d,"salt":"%x","repaired":true,"is_backup":false}],%s},"db":"`,
		aegisPasswordSlot, id, slot.text, slot.params("key_params"), aegisKey.N, aegisKey.R, aegisKey.Lanes, salt, db.params("params"))
	out = base64.StdEncoding.AppendEncode(out, db.text)
	return append(out, `"}`...)
}

// params writes nonce and tag.
func (b aegisBox) params(name string) string {
	return fmt.Sprintf(`"%s":{"nonce":"%x","tag":"%x"}`, name, b.nonce, b.tag)
}
