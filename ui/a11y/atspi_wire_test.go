//go:build linux && !android

package a11y

import (
	"bytes"
	"encoding/binary"
	"net"
	"testing"

	"github.com/godbus/dbus/v5"
)

// call is a message as it comes over the bus.
func call(t *testing.T, method string, arguments ...any) []byte {
	t.Helper()
	m := &dbus.Message{Type: dbus.TypeMethodCall, Headers: map[dbus.HeaderField]dbus.Variant{
		dbus.FieldPath: dbus.MakeVariant(dbus.ObjectPath("/a")), dbus.FieldInterface: dbus.MakeVariant(spi + "EditableText"),
		dbus.FieldMember: dbus.MakeVariant(method), dbus.FieldSignature: dbus.MakeVariant(dbus.SignatureOf(arguments...)),
	}, Body: arguments}
	var out bytes.Buffer
	if err := m.EncodeTo(&out, binary.LittleEndian); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestATextIsTakenOutOfItsMessage(t *testing.T) {
	here, there := net.Pipe()
	defer here.Close()
	var sent []byte
	sent = append(sent, call(t, "SetTextContents", "hunter-canary-2")...)
	sent = append(sent, call(t, "InsertText", int32(0), "plain", int32(5))...)
	go func() { _, _ = there.Write(sent) }()
	w := &texts{socket: here, begun: true, kept: map[uint32][]byte{}}
	first, err := dbus.DecodeMessage(w)
	if err != nil {
		t.Fatal(err)
	}
	said := first.Body[0].(string)
	if said != "               " {
		t.Errorf("godbus reads %q", said)
	}
	if bytes.Contains(w.message, []byte("canary")) {
		t.Error("the text is left in the buffer")
	}
	if got := w.take(first.Serial(), said); string(got) != "hunter-canary-2" {
		t.Errorf("the control gets %q", got)
	}
	if again := w.take(first.Serial(), said); string(again) != said {
		t.Error("kept after it was taken")
	}
	second, err := dbus.DecodeMessage(w)
	if err != nil || second.Body[1] != "plain" {
		t.Fatal(err, second)
	}
}

func TestWhichAddressesAreASocket(t *testing.T) {
	for address, want := range map[string]string{
		"unix:path=/run/a,guid=12": "/run/a", "unix:abstract=/tmp/b,guid=1": "@/tmp/b", "unix:guid=1,path=/c": "/c",
		"tcp:host=a,port=1": "", "unix:path=/a;unix:path=/b": "", "unix:path=/%41": "", "unix:dir=/tmp": "",
	} {
		if got, ok := socketPath(address); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v", address, got, ok)
		}
	}
}
