package otp

import (
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"vestibule/app/secret"
)

// Address writes the key as an otpauth address, which Parse reads back as the same key, and which other authenticators read:
// everything is said, even what is usual, names are escaped, and the issuer stands in the label and in the parameter, as
// Google's format asks. The caller clears it. A key that Check refuses has an address that Parse refuses.
func (k Key) Address() secret.Bytes {
	text := base32.StdEncoding.WithPadding(base32.NoPadding)
	out := make([]byte, 0, 256+3*(len(k.Issuer)*2+len(k.Account)+len(k.LabelIssuer))+text.EncodedLen(k.Secret.Len()))
	out = append(out, "otpauth://"+string(k.Type)+"/"+k.label()+"?secret="...)
	out = text.AppendEncode(out, k.Secret.Reveal())
	out = append(out, "&issuer="+escape(k.Issuer)+"&algorithm="+escape(string(k.Algorithm))+"&digits="+strconv.Itoa(k.Digits)...)
	if k.Type == HOTP {
		return secret.Of(append(out, "&counter="+strconv.FormatUint(k.Counter, 10)...))
	}
	out = append(out, "&period="+strconv.FormatInt(int64(k.Period/time.Second), 10)...)
	if k.Type == TOTP && strings.EqualFold(k.Issuer, steamIssuer) {
		out = append(out, "&encoder="...) // it is Steam by name alone, see readType
	}
	return secret.Of(out)
}

// label writes the names so that readNames reads the same ones.
func (k Key) label() string {
	issuer := k.Issuer
	if k.LabelIssuer != "" {
		issuer = k.LabelIssuer
	}
	if issuer == "" && k.Account != "" && !strings.Contains(k.Account, ":") {
		return escape(k.Account) // the empty issuer parameter beside it says that this is the account
	}
	return escape(issuer) + ":" + escape(k.Account)
}

// escape is percent encoding of all but the unreserved characters (RFC 3986, section 2.3) and "@", which may stand in a path
// and reads better.
func escape(s string) string {
	const upper = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', strings.IndexByte("-._~@", c) >= 0:
			out.WriteByte(c)
		default:
			out.Write([]byte{'%', upper[c>>4], upper[c&15]})
		}
	}
	return out.String()
}
