package scenario

import (
	"bytes"
	"path"
)

// file gives the member a file, and keeps where it is under a name, for a later line to type.
type file struct {
	name      string
	kilobytes int
	as        string
}

func (c file) do(p *play) error {
	f, ok := p.stage.(Filer)
	if !ok {
		return ErrCannot
	}
	where, err := f.File(c.name, c.content())
	p.kept[c.as] = where
	return err
}

// content is as long as the file is to be, and begins as a file of that name does.
func (c file) content() []byte {
	data := append([]byte(begins[path.Ext(c.name)]), bytes.Repeat([]byte("as it was signed\n"), c.kilobytes<<10/16)...)
	return data[:c.kilobytes<<10]
}

// begins is how files begin (PDF: ISO 32000-1, section 7.5.2; JPEG: ISO/IEC 10918-1, annex B; ZIP: APPNOTE, section 4.3.7).
var begins = map[string]string{".pdf": "%PDF-1.7\n", ".jpg": "\xff\xd8\xff\xe0", ".docx": "PK\x03\x04"}

// mostKilobytes is how long a file of a script is at most: more than a plan takes.
const mostKilobytes = 20 << 10

func readFile(r *reader) command {
	c := file{name: r.quoted("a file's name")}
	if begins[path.Ext(c.name)] == "" {
		r.fail("a file is a .pdf, a .jpg or a .docx, not %q", c.name)
	}
	r.the("of")
	c.kilobytes = r.number("how many")
	if c.kilobytes < 1 || c.kilobytes > mostKilobytes {
		r.fail("a file has 1 to %d KB", mostKilobytes)
	}
	r.the("KB", "as")
	c.as = r.word("a name")
	return c
}
