package vault

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"vestibule/app/kdf"
	"vestibule/app/secret"
)

// A slot holds the vault's key under the secret of one way. That of the keychain (slotKeychain) is the key sealed with the
// wrapping key, as it always was. All others have one form, so that the vault's key can be changed while their secrets are
// not at hand, by an app that does not even know their kind:
//
//	wrapping key  what the way's secret was made into (Argon2id, HKDF)
//	private key   HKDF(wrapping key, vault id, "private"), X25519; its public key is in the slot
//	shared        HKDF(wrapping key, vault id, "shared"); a copy rests in the body (link)
//	box           one-time public key | nonce | vault key, sealed with
//	              HKDF(X25519(one-time key, public key) | shared, vault id, kind | one-time public key | public key)
//
// Whoever opens the vault can seal a new key for each slot: that takes the public key and the shared secret. Opening a box
// takes the private key as well, which no body ever held. So an old copy of the file, and a way that was taken off since,
// give the old shared secrets and nothing that opens the new key; and nobody without the vault can put a slot into it.

// The records of such a slot.
const (
	tagPublic tag = 1 // 32 bytes
	tagBox    tag = 2
	tagSalt   tag = 3 // of the stretching
	tagCosts  tag = 4 // memory in KiB, passes, lanes: 4 bytes each
)

const (
	pointSize = 32
	boxSize   = pointSize + nonceSize + keySize + overhead
	linkSize  = pointSize + keySize
	saltSize  = 16
)

// link is what the vault keeps to seal a new key for a slot.
type link struct {
	public []byte
	shared secret.Bytes
}

// slot is one way as it rests in the header.
type slot struct {
	kind uint16
	list []record
}

// readSlot reads the data of a slot of the common form.
func readSlot(data []byte) (slot, error) {
	if len(data) < 2 {
		return slot{}, errBroken
	}
	list, err := records(data[2:])
	if err != nil || sizeOf(list) != len(data)-2 {
		return slot{}, errBroken
	}
	s := slot{binary.BigEndian.Uint16(data), list}
	if len(s.get(tagPublic)) != pointSize || len(s.get(tagBox)) != boxSize {
		return slot{}, errBroken
	}
	return s, nil
}

func (s slot) get(t tag) []byte {
	for _, r := range s.list {
		if r.tag == t {
			return r.data
		}
	}
	return nil
}

// encode gives the data of the header's record.
func (s slot) encode() []byte {
	out := binary.BigEndian.AppendUint16(make([]byte, 0, 2+sizeOf(s.list)), s.kind)
	return appendAll(out, s.list)
}

// costs gives the parameters of the stretching, checked: nothing is derived with others.
func (s slot) costs() (kdf.Params, []byte, error) {
	raw, salt := s.get(tagCosts), s.get(tagSalt)
	if len(raw) != 12 || len(salt) != saltSize {
		return kdf.Params{}, nil, errBroken
	}
	p := kdf.Params{Function: kdf.Argon2id, Memory: binary.BigEndian.Uint32(raw),
		Passes: binary.BigEndian.Uint32(raw[4:]), Lanes: binary.BigEndian.Uint32(raw[8:])}
	if p.Memory < 8<<10 || p.Memory > 256<<10 || p.Passes < 1 || p.Passes > 64 || p.Lanes < 1 || p.Lanes > 16 {
		return kdf.Params{}, nil, errCosts
	}
	return p, salt, nil
}

// costRecords writes the parameters and the salt of a stretching.
func costRecords(p kdf.Params, salt []byte) []record {
	raw := binary.BigEndian.AppendUint32(nil, p.Memory)
	raw = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(raw, p.Passes), p.Lanes)
	return []record{{tagSalt, salt}, {tagCosts, raw}}
}

// newSlot makes a slot for a wrapping key, and the link by which the vault's key can be changed.
func (f *forge) newSlot(kind uint16, wrapping, key secret.Bytes, id []byte, more []record) (s slot, l link, err error) {
	secret.Do(func() {
		var private *ecdh.PrivateKey
		if private, l.shared, err = pair(wrapping, id); err != nil {
			return
		}
		l.public = slices.Clone(private.PublicKey().Bytes())
		s = slot{kind, append([]record{{tagPublic, l.public}}, more...)}
		s, err = f.box(s, l, key, id)
	})
	return s, l, err
}

// pair makes a slot's private key and shared secret out of its wrapping key.
func pair(wrapping secret.Bytes, id []byte) (*ecdh.PrivateKey, secret.Bytes, error) {
	raw, err := hkdf.Key(sha256.New, wrapping.Reveal(), id, "vestibule slot private", pointSize)
	if err != nil {
		return nil, secret.Bytes{}, err
	}
	defer clear(raw)
	private, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return nil, secret.Bytes{}, err
	}
	shared, err := hkdf.Key(sha256.New, wrapping.Reveal(), id, "vestibule slot shared", keySize)
	return private, secret.Of(shared), err
}

// box gives the slot with a new box for the vault's key.
func (f *forge) box(s slot, l link, key secret.Bytes, id []byte) (slot, error) {
	raw, err := f.random(pointSize)
	if err != nil {
		return slot{}, err
	}
	defer clear(raw)
	once, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return slot{}, err
	}
	public, err := ecdh.X25519().NewPublicKey(l.public)
	if err != nil {
		return slot{}, err
	}
	boxKey, err := agree(once, public, l.shared, id, s.kind, once.PublicKey().Bytes(), l.public)
	if err != nil {
		return slot{}, err
	}
	defer boxKey.Clear()
	sealed, err := f.seal(boxKey, key.Reveal(), slotContext(id, s.kind))
	if err != nil {
		return slot{}, err
	}
	list := slices.DeleteFunc(slices.Clone(s.list), func(r record) bool { return r.tag == tagBox })
	return slot{s.kind, append(list, record{tagBox, append(once.PublicKey().Bytes(), sealed...)})}, nil
}

// agree makes the key of a box.
func agree(private *ecdh.PrivateKey, public *ecdh.PublicKey, shared secret.Bytes, id []byte, kind uint16, once, own []byte) (secret.Bytes, error) {
	point, err := private.ECDH(public)
	if err != nil {
		return secret.Bytes{}, err
	}
	material := append(append(make([]byte, 0, pointSize+keySize), point...), shared.Reveal()...)
	defer clear(material)
	defer clear(point)
	info := binary.BigEndian.AppendUint16([]byte("vestibule slot box"), kind)
	raw, err := hkdf.Key(sha256.New, material, id, string(append(append(info, once...), own...)), keySize)
	return secret.Of(raw), err
}

// open gives the vault's key.
func (s slot) open(wrapping secret.Bytes, id []byte) (key secret.Bytes, err error) {
	secret.Do(func() {
		private, shared, failed := pair(wrapping, id)
		if failed != nil || !bytes.Equal(private.PublicKey().Bytes(), s.get(tagPublic)) {
			shared.Clear()
			err = errSealed
			return
		}
		defer shared.Clear()
		key, err = s.unbox(private, shared, id)
	})
	return key, err
}

func (s slot) unbox(private *ecdh.PrivateKey, shared secret.Bytes, id []byte) (secret.Bytes, error) {
	box := s.get(tagBox)
	once, err := ecdh.X25519().NewPublicKey(box[:pointSize])
	if err != nil {
		return secret.Bytes{}, errSealed
	}
	boxKey, err := agree(private, once, shared, id, s.kind, box[:pointSize], s.get(tagPublic))
	if err != nil {
		return secret.Bytes{}, errSealed
	}
	defer boxKey.Clear()
	raw, err := unseal(box[pointSize:], boxKey, slotContext(id, s.kind))
	if err == nil && len(raw) != keySize {
		clear(raw)
		err = errSealed
	}
	return secret.Of(raw), err
}
