package transfer

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// sealedSeeds is a file of each sealed format whose inside is a list; all open with "pw", none with what the fuzzing types.
func sealedSeeds(f testing.TB) [][]byte {
	f.Helper()
	return [][]byte{
		sealedEnte(f, 64<<20, 2, tagFinal, aliceAddress), []byte(sealedBitwarden(f, bitwardenPBKDF2, bitwardenVault())),
		[]byte(sealedBitwarden(f, bitwardenArgon2, bitwardenVault())), []byte(sealedProton(f, protonContext, protonEntries(aliceAddress))),
		javaMapOf(freeBackup(f, false, "Hello!")...), javaMapOf(freeBackup(f, true, "Hello!")...),
		inZip(f, onePasswordData, []byte(`{"accounts":[{"vaults":[{"items":[{}]}]}]}`)),
		prefsFile("tokenOrder", `["a"]`, "a", token("")), []byte("[\"" + aliceAddress + "\"]"),
		[]byte(bitwardenVault(bitwardenItem("n", "u", aliceAddress))),
	}
}

// A map of Java gives nothing that is not in the file, whatever it refers to.
func FuzzJavaMap(f *testing.F) {
	f.Add(javaMapOf("a", "1", "key \xed\xa0\xbd\xed\xb4\x91 \xc0\x80!", ""))
	f.Add(javaMapOf(freeBackup(f, true, "Hello!")...))
	f.Add(append(javaMapOf("a", "same", "b", "")[:len(javaMapOf("a", "same", "b", ""))-4], javaReference, 0, 0x7e, 0, 3, javaEndBlock))
	f.Fuzz(func(t *testing.T, data []byte) {
		pairs, ok := javaMap(data)
		if ok && 2*len(pairs) > len(data) {
			t.Fatalf("%d pairs in %d bytes", len(pairs), len(data))
		}
		for _, p := range pairs {
			if len(p.name) > len(data) || len(p.value) > len(data) {
				t.Fatal("a text longer than the file")
			}
		}
	})
}

// No field of comma-separated values and no text of preferences is longer than what it was written as, and none is lost in
// between: quoted as the paper says, everything comes back.
func FuzzText(f *testing.F) {
	for _, s := range []string{"a,b\nc", `"a,b","c""d"`, "\"two\r\nlines\",x", `"open`, "&lt;&#x1F511;&amp;", "\xff\xfea\x00\x3d\xd8\x11\xdd"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for row := range rows(data) {
			for _, field := range row {
				if len(field) > len(data) {
					t.Fatal("a field longer than the file")
				}
			}
		}
		quoted := append([]byte(`x,"`), bytes.ReplaceAll(data, []byte(`"`), []byte(`""`))...)
		for row := range rows(append(quoted, `",y`...)) {
			if len(row) != 3 || !bytes.Equal(row[1], data) {
				t.Fatalf("%q came back as %q", data, row)
			}
		}
		if out := fromXML(data); len(out) > len(data) {
			t.Fatal("unescaped, it is longer")
		}
		if text, ok := fromUTF16(data); ok && !utf8.Valid(text) {
			t.Fatalf("%x is no text", text)
		}
	})
}
