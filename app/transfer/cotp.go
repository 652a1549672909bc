package transfer

import "context"

// COTP is the format of cotp's own database, once it is open, and of what cotp's converters write.
const COTP Format = "cotp"

// cotp recognises the database: a version and elements.
func cotp(s source) (File, bool) {
	elements := s.get("elements")
	if !elements.is('[') || !s.get("version").given() {
		return File{}, false
	}
	return File{Format: COTP, read: func(ctx context.Context, _ opener) ([]Entry, error) {
		return collect(ctx, elements.each(), func(v value) Entry { return cotpElement(v).entry() })
	}}, true
}

// cotpItems recognises what its converters write, and what people write by hand: a list of addresses in JSON, alone or as items.
func cotpItems(s source) (File, bool) {
	items := s.json
	if s.json.is('{') {
		items = s.get("items")
	}
	for v := range items.each() {
		first := v.bytes()
		defer clear(first)
		return File{Format: COTP, read: func(ctx context.Context, _ opener) ([]Entry, error) {
			return gather(ctx, items.each(), func(v value) Entry {
				text := v.bytes()
				defer clear(text)
				return address(text, labels{})
			})
		}}, isAddress(first)
	}
	return File{}, false
}

// cotpElement reads an element. Its other types (Steam as STEAM, mOTP, Yandex) are said as they stand.
func cotpElement(v value) parts {
	return parts{
		kind: v.get("type").text(), algorithm: v.get("algorithm").text(), secret: v.get("secret").bytes(),
		issuer: v.get("issuer").text(), account: v.get("label").text(),
		digits: v.get("digits").number(), period: v.get("period").number(), counter: v.get("counter").number(),
	}
}
