package transfer

import (
	"context"
	"encoding/hex"

	"vestibule/app/otp"
)

// BattleNet is what Battle.net's app for Android keeps in its preferences.
const BattleNet Format = "battle-net"

// The names of its preferences.
const (
	battleNetSecret = "com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET"
	battleNetSerial = "com.blizzard.messenger.AUTHENTICATOR_SERIAL"
)

// battleNetMask is laid over secret and serial, byte by byte; every phone has the same (Aegis, BattleNetImporter).
const battleNetMask = "\x39\x8e\x27\xfc\x50\x27\x6a\x65\x60\x65\xb0\xe5\x25\xf4\xc0\x6c\x04\xc6\x10\x75\x28\x6b\x8e\x7a\xed\xa5\x9d\xa9\x81\x3b" +
	"\x5d\xd6\xc8\x0d\x2f\xb3\x80\x68\x77\x3f\xa5\x9b\xa4\x7c\x17\xca\x6c\x64\x79\x01\x5c\x1d\x5b\x8b\x8f\x6b\x9a"

// battleNetDigits is how long every code of Battle.net is.
const battleNetDigits = 8

// battleNet recognises the preferences by the name of the secret.
func battleNet(s source) (File, bool) {
	masked, ok := preference(s.data, battleNetSecret)
	clear(masked)
	return File{Format: BattleNet, read: func(context.Context, opener) ([]Entry, error) {
		masked, _ := preference(s.data, battleNetSecret)
		defer clear(masked)
		serial, _ := preference(s.data, battleNetSerial)
		return []Entry{battleNetEntry(masked, serial)}, nil
	}}, ok
}

// preference is the value of a name, the caller's to clear; no other value is left in memory.
func preference(data []byte, name string) (value []byte, ok bool) {
	pairs, _ := preferences(data)
	for _, p := range pairs {
		if string(p.name) == name && !ok {
			value, ok = p.value, true
			continue
		}
		clear(p.value)
	}
	return value, ok
}

// battleNetEntry reads the one entry; below the mask the secret is hexadecimal once more.
func battleNetEntry(masked, serial []byte) Entry {
	text := unmask(masked)
	defer clear(text)
	key, err := hex.AppendDecode(make([]byte, 0, len(text)/2), text)
	if err != nil || text == nil {
		clear(key)
		key = nil
	}
	return parts{
		kind: string(otp.TOTP), issuer: "Battle.net", account: string(unmask(serial)), secret: key, raw: true,
		digits: number{n: battleNetDigits, given: true},
	}.entry()
}

// unmask takes the mask off hexadecimal text; what is longer than the mask, or no such text, is nothing.
func unmask(text []byte) []byte {
	out, err := hex.AppendDecode(make([]byte, 0, len(text)/2), text)
	if err != nil || len(out) > len(battleNetMask) {
		clear(out)
		return nil
	}
	for i := range out {
		out[i] ^= battleNetMask[i]
	}
	return out
}
