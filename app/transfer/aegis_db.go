package transfer

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"vestibule/app/otp"
)

// aegisDB writes the content of a vault, db version 3 (groups have ids). It is written by hand into memory that never grows,
// so that clearing it leaves no copy of a secret.
func aegisDB(entries []Entry, ids *uuids) []byte {
	groups, names := aegisGroups(entries, ids)
	size := 64
	for _, name := range names {
		size += 128 + 6*len(name)
	}
	for _, e := range entries {
		size += 512 + 6*(len(e.Key.Issuer)+len(e.Key.Account)) + 2*e.Key.Secret.Len()
	}
	out := append(make([]byte, 0, size), `{"version":3,"entries":[`...)
	first := true
	for _, e := range entries {
		if !AegisTakes(e) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		out, first = appendAegisEntry(out, e, ids.next(), groups[e.Group]), false
	}
	out = append(out, `],"groups":[`...)
	for i, name := range names {
		if i > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, `{"uuid":"%s","name":%s}`, groups[name], jsonText(name))
	}
	return append(out, `],"icons_optimized":true}`...)
}

// aegisGroups gives each group an id, in the order they come.
func aegisGroups(entries []Entry, ids *uuids) (groups map[string]string, names []string) {
	groups = map[string]string{}
	for _, e := range entries {
		if e.Group != "" && groups[e.Group] == "" && AegisTakes(e) {
			groups[e.Group], names = ids.next(), append(names, e.Group)
		}
	}
	return groups, names
}

// appendAegisEntry writes one entry.
func appendAegisEntry(out []byte, e Entry, id, group string) []byte {
	k := e.Key
	out = fmt.Appendf(out, `{"type":"%s","uuid":"%s","name":%s,"issuer":%s,"note":"","favorite":false,"icon":null,"info":{"secret":"`,
		k.Type, id, jsonText(k.Account), jsonText(k.Issuer))
	out = base32.StdEncoding.WithPadding(base32.NoPadding).AppendEncode(out, k.Secret.Reveal())
	out = fmt.Appendf(out, `","algo":"%s","digits":%d,`, k.Algorithm, k.Digits)
	if k.Type == otp.HOTP {
		out = append(out, `"counter":`...)
		out = strconv.AppendUint(out, k.Counter, 10)
	} else {
		out = append(out, `"period":`...)
		out = strconv.AppendInt(out, int64(k.Period/time.Second), 10)
	}
	if group != "" {
		group = `"` + group + `"`
	}
	return fmt.Appendf(out, `},"groups":[%s]}`, group)
}

// jsonText is a name as JSON.
func jsonText(name string) []byte {
	out, err := json.Marshal(name)
	if err != nil {
		panic(err) // no text fails
	}
	return out
}

// uuids draws ids (RFC 9562, version 4). The first failure stays in err.
type uuids struct {
	random io.Reader
	err    error
}

// next gives the next id.
func (u *uuids) next() string {
	var b [16]byte
	if u.err == nil {
		_, u.err = io.ReadFull(u.random, b[:])
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
