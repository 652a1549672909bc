package otp

import (
	"bytes"
	"strings"
	"time"

	"vestibule/app/secret"
)

// Parse reads an otpauth address (Google's "Key Uri Format") or Bitwarden's steam://SECRET. address stays the caller's to
// clear, and no copy of it is left. The error is a *Refusal; the Key beside it holds what is known all the same, so that an
// entry that cannot be used can be kept and shown: only the error tells whether it can.
//
// What decides the code may be said once, or twice the same: two secrets, or six digits and eight, leave open which is meant.
// What is not said is SHA1, six digits, 30 seconds; what is said wrongly is refused, never replaced by these. Parameters of
// another type (a HOTP address with a period: Ente writes all of them always) say nothing. The rules of names are at
// readNames, of the secret at ParseSecret, of parameters at readQuery.
func Parse(address []byte) (Key, []Warning, error) {
	address = bytes.TrimSpace(address)
	if len(address) > longestAddress {
		return Key{}, nil, Refuse(TooLong)
	}
	if rest, ok := afterScheme(address, "steam://"); ok {
		return parseSteam(rest)
	}
	rest, ok := afterScheme(address, "otpauth://")
	if !ok {
		return Key{}, nil, Refuse(NotAnAddress)
	}
	head, tail, _ := bytes.Cut(rest, []byte("?"))
	kind, label, _ := bytes.Cut(head, []byte("/"))
	return parseParts(kind, label, readQuery(tail))
}

// afterScheme cuts a scheme off, in any case (RFC 3986, section 3.1).
func afterScheme(address []byte, scheme string) ([]byte, bool) {
	if len(address) < len(scheme) || !strings.EqualFold(string(address[:len(scheme)]), scheme) {
		return nil, false
	}
	return address[len(scheme):], true
}

func parseSteam(rest []byte) (Key, []Warning, error) {
	k := Key{Type: Steam, Issuer: steamIssuer, Algorithm: SHA1, Digits: steamDigits, Period: defaultPeriod * time.Second}
	var warnings []Warning
	var why Reason
	k.Secret, warnings, why = readSecret(query{"secret": {rest}})
	return k, warnings, refusalOf(why)
}

// parseParts reads everything, so that a refused key is as complete as it can be, and tells the first thing that is wrong.
func parseParts(kind, label []byte, q query) (Key, []Warning, error) {
	n := readNames(label, q)
	k := Key{Issuer: n.issuer, Account: n.account, LabelIssuer: n.label}
	whys := make([]Reason, 0, 6)
	whys = append(whys, k.readType(kind, q))
	var short []Warning
	var why Reason
	k.Secret, short, why = readSecret(q)
	whys = append(whys, why, k.readAlgorithm(q), k.readDigits(q), k.readMoving(q))
	if n.missing {
		whys = append(whys, NameMissing)
	}
	for _, why := range append(whys, k.refusal()) {
		if why != "" {
			return k, n.warnings, Refuse(why)
		}
	}
	return k, append(n.warnings, short...), nil
}

func refusalOf(why Reason) error {
	if why == "" {
		return nil
	}
	return Refuse(why)
}

// longestWord is of a type or an algorithm that is unknown, kept to be shown.
const longestWord = 32

// steamIssuer is whose codes are Steam's.
const steamIssuer = "Steam"

// readType reads the type, in any case. Steam's keys go by four names: "otpauth://steam" (Aegis), "encoder=steam"
// (KeePassXC), a bare "steam" and the issuer Steam (both Stratum). The issuer alone decides only where nothing else is said:
// no other digits than five, and no encoder, not even an empty one.
func (k *Key) readType(kind []byte, q query) Reason {
	k.Type = Type(strings.ToLower(string(kind[:min(len(kind), longestWord)])))
	encoder, given, more := q.one("encoder")
	_, bare := q["steam"]
	if more || given && !strings.EqualFold(string(encoder), "steam") {
		k.Type = shownType(k.Type)
		return TypeUnknown // an encoder that nobody here knows makes codes that nobody here makes
	}
	if k.Type == TOTP && (bare || given || steamByName(k.Issuer, q)) {
		k.Type = Steam
	}
	switch k.Type {
	case TOTP, Steam:
		return ""
	case HOTP:
		if !given {
			return ""
		}
	}
	k.Type = shownType(k.Type)
	return TypeUnknown
}

// shownType is a type fit to be shown: one of ours as it is, the word of another cleaned.
func shownType(t Type) Type {
	if t == TOTP || t == HOTP || t == Steam {
		return t
	}
	return unknownType(string(t))
}

// unknownType makes a word fit to be shown, and not one that codes are made for.
func unknownType(word string) Type {
	shown, _ := Clean(word)
	if t := Type(shown); t != TOTP && t != HOTP && t != Steam {
		return t
	}
	return ""
}

func steamByName(issuer string, q query) bool {
	digits, _, ok := q.number("digits", steamDigits)
	_, encoder := q["encoder"]
	return strings.EqualFold(issuer, steamIssuer) && !encoder && ok && digits == steamDigits
}

// readSecret wants one secret. The same one twice is one.
func readSecret(q query) (secret.Bytes, []Warning, Reason) {
	raw, given, more := q.one("secret")
	switch {
	case !given:
		return secret.Bytes{}, nil, SecretMissing
	case more:
		return secret.Bytes{}, nil, SecretTwice
	}
	text := unescape(raw, true)
	defer clear(text)
	key, letters, why := unbase32(text)
	if why != "" {
		return secret.Bytes{}, nil, why
	}
	var warnings []Warning
	if odd(letters) {
		warnings = append(warnings, SecretCut)
	}
	return secret.Of(key), append(warnings, weak(key)...), ""
}

// weak warns of a secret under 128 bits (RFC 4226, section 4, R6).
func weak(key []byte) []Warning {
	if len(key) < 128/8 {
		return []Warning{SecretShort}
	}
	return nil
}

// readAlgorithm keeps an unknown name, which Check refuses.
func (k *Key) readAlgorithm(q query) Reason {
	raw, given, more := q.one("algorithm")
	switch {
	case !given:
		k.Algorithm = SHA1
	case more:
		return AlgorithmUnknown
	default:
		k.Algorithm = AlgorithmNamed(string(unescape(raw, true)))
	}
	return ""
}

// AlgorithmNamed reads the names that apps give the three hashes (sha1, SHA-256, HmacSHA512). Another name is kept in upper
// case, fit to be shown, and Check refuses it.
func AlgorithmNamed(name string) Algorithm {
	name = strings.ToUpper(name[:min(len(name), longestWord)])
	plain := strings.TrimPrefix(strings.NewReplacer("-", "", "_", "").Replace(name), "HMAC")
	if a := Algorithm(plain); isHash(a) {
		return a
	}
	shown, _ := Clean(name)
	if isHash(Algorithm(shown)) { // "SHA1" and something that cannot be seen
		return ""
	}
	return Algorithm(shown)
}

func (k *Key) readDigits(q query) Reason {
	unless := uint64(defaultDigits)
	if k.Type == Steam {
		unless = steamDigits
	}
	n, _, ok := q.number("digits", unless)
	if !ok || n > mostDigits {
		return DigitsRefused
	}
	k.Digits = int(n)
	return ""
}

// readMoving reads what the code moves on with. A HOTP address without a counter is refused, as by Aegis and andOTP (Stratum
// begins at 0): a counter that is behind makes a code that never works.
func (k *Key) readMoving(q query) Reason {
	if k.Type == HOTP {
		n, given, ok := q.number("counter", 0)
		if !given || !ok {
			return CounterRefused
		}
		k.Counter = n
		return ""
	}
	n, _, ok := q.number("period", defaultPeriod)
	if !ok || n > longestPeriod {
		return PeriodRefused
	}
	k.Period = time.Duration(n) * time.Second
	return ""
}
