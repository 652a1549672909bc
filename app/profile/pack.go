package profile

import (
	"encoding/binary"
	"time"

	"vestibule/app/plan"
)

// pack writes entries into one slice of bytes, as many from the front as fit, and tells how many. It never grows what it has
// written, which would leave a copy behind.
func pack(records []plan.Record, most int) (data []byte, fit int) {
	size := 0
	for _, r := range records {
		n := packedSize(r)
		if size+n > most {
			break
		}
		size, fit = size+n, fit+1
	}
	data = make([]byte, 0, size)
	for _, r := range records[:fit] {
		data = appendRecord(data, r)
	}
	return data, fit
}

// texts are an entry's, in the order they are written in.
func texts(r *plan.Record) []*string { return []*string{&r.ID, &r.Title, &r.From, &r.Detail} }

// packedSize is what an entry takes.
func packedSize(r plan.Record) int {
	n := 8 + 4 + 1 + 1 // when: seconds and nanoseconds; whether it is new; how many deeds
	for _, s := range texts(&r) {
		n += 4 + len(*s)
	}
	for _, d := range deeds(r) {
		n += 4 + len(d)
	}
	return n
}

// mostDeeds is how many of an entry's deeds are kept.
const mostDeeds = 16

func deeds(r plan.Record) []plan.DeedKind { return r.Deeds[:min(len(r.Deeds), mostDeeds)] }

func appendRecord(out []byte, r plan.Record) []byte {
	out = binary.BigEndian.AppendUint64(out, uint64(r.When.Unix()))
	out = binary.BigEndian.AppendUint32(out, uint32(r.When.Nanosecond()))
	fresh := byte(0)
	if r.New {
		fresh = 1
	}
	out = append(out, fresh, byte(len(deeds(r))))
	for _, s := range texts(&r) {
		out = appendText(out, *s)
	}
	for _, d := range deeds(r) {
		out = appendText(out, string(d))
	}
	return out
}

func appendText(out []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(out, uint32(len(s))), s...)
}

// unpack reads what pack has written.
func unpack(data []byte) []plan.Record {
	out := []plan.Record{}
	for len(data) > 0 {
		var r plan.Record
		seconds, nanos := int64(binary.BigEndian.Uint64(data)), int64(binary.BigEndian.Uint32(data[8:]))
		r.When = time.Unix(seconds, nanos).UTC()
		r.New = data[12] == 1
		count := int(data[13])
		data = data[14:]
		for _, s := range texts(&r) {
			*s, data = text(data)
		}
		for range count {
			var s string
			s, data = text(data)
			r.Deeds = append(r.Deeds, plan.DeedKind(s))
		}
		out = append(out, r)
	}
	return out
}

func text(data []byte) (string, []byte) {
	n := 4 + int(binary.BigEndian.Uint32(data))
	return string(data[4:n]), data[n:]
}
