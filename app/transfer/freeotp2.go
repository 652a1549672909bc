package transfer

import (
	"bytes"
	"context"
	"encoding/asn1"
	"slices"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/secret"
)

// freeOTP2 recognises FreeOTP 2's backup, externalBackup.xml, which is no XML but a Java map: the tokens (<id>-token), their
// keys sealed with a master key (<id>), and the master key sealed with the password (masterKey).
func freeOTP2(s source) (File, bool) {
	if !bytes.HasPrefix(s.data, javaStart) || !bytes.Contains(s.data, []byte("masterKey")) {
		return File{}, false
	}
	return File{Format: FreeOTP, Sealed: true, read: func(ctx context.Context, o opener) ([]Entry, error) {
		pairs, ok := javaMap(s.data)
		if !ok {
			return nil, ErrBroken
		}
		return readFreeOTP2(ctx, pairs, o)
	}}, true
}

// readFreeOTP2 opens the master key and reads each token; the map's order is chance, so they are put in the order of their ids.
func readFreeOTP2(ctx context.Context, pairs []pair, o opener) ([]Entry, error) {
	byName := map[string]value{}
	var tokens []pair
	for _, p := range pairs {
		v, _ := parseJSON(p.value)
		byName[string(p.name)] = v
		if id, ok := bytes.CutSuffix(p.name, []byte("-token")); ok {
			tokens = append(tokens, pair{id, v})
		}
	}
	master, err := freeMasterKey(ctx, byName["masterKey"], o)
	if err != nil {
		return nil, err
	}
	defer master.Clear()
	slices.SortStableFunc(tokens, func(a, b pair) int { return bytes.Compare(a.name, b.name) })
	entries := make([]Entry, 0, len(tokens))
	for _, t := range tokens {
		entries = append(entries, sealedToken(t.value, byName[string(t.name)], master))
	}
	return entries, nil
}

// freeKDFs are the functions that FreeOTP 2 stretches a password with: the second one where the system has it.
var freeKDFs = map[string]kdf.Function{"PBKDF2withHmacSHA1": kdf.PBKDF2SHA1, "PBKDF2withHmacSHA512": kdf.PBKDF2SHA512}

// freeMasterKey opens the master key with the password (MasterKey.java, EncryptedKey.java).
func freeMasterKey(ctx context.Context, v value, o opener) (secret.Bytes, error) {
	function, known := freeKDFs[v.get("mAlgorithm").text()]
	salt, rounds := signedBytes(v.get("mSalt")), v.get("mIterations").number()
	if !known || len(salt) == 0 || rounds.broken || rounds.n == 0 || rounds.n > 1<<31 {
		return secret.Bytes{}, ErrBroken
	}
	key, err := o.derive(ctx, kdf.Params{Function: function, Iterations: uint32(rounds.n)}, salt, 32)
	if err != nil {
		return secret.Bytes{}, err
	}
	defer key.Clear()
	return openFreeKey(key, v.get("mEncryptedKey"))
}

// openFreeKey opens a sealed key; what it is for (AES, HmacSHA1) is sealed with it.
func openFreeKey(key secret.Bytes, v value) (secret.Bytes, error) {
	nonce, ok := freeNonce(signedBytes(v.get("mParameters")))
	if !ok || v.get("mCipher").text() != "AES/GCM/NoPadding" {
		return secret.Bytes{}, ErrBroken
	}
	open, err := openGCM(key, nonce, signedBytes(v.get("mCipherText")), []byte(v.get("mToken").text()))
	return secret.Of(open), err
}

// freeNonce reads the nonce out of the cipher's parameters, in DER: beside the tag's length, or in old versions of Android
// alone.
func freeNonce(der []byte) ([]byte, bool) {
	var p struct {
		Nonce []byte
		Tag   int `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(der, &p); err == nil {
		return p.Nonce, true
	}
	_, err := asn1.Unmarshal(der, &p.Nonce)
	return p.Nonce, err == nil
}

// sealedToken reads a token and opens its key; the key stands in a text of its own, JSON once more. A token whose key does not
// open is kept by its name, without its secret.
func sealedToken(token, sealed value, master secret.Bytes) Entry {
	inner, _ := parseJSON(sealed.get("key").bytes())
	key, err := openFreeKey(master, inner)
	p := freeToken(token, counterNext)
	p.secret = key.Reveal()
	e := p.entry()
	if err != nil {
		e.Reason = otp.EntryBroken
	}
	return e
}
