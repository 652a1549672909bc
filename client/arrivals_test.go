package client_test

import (
	"testing"

	"vestibule/app/secret"
	"vestibule/client"
)

func TestWhatArrivesGoesToWhoeverListensLast(t *testing.T) {
	var a client.Arrivals
	var first, second []string
	nobody := secret.Of([]byte("0"))
	a.Deliver(nobody)
	if !nobody.Empty() {
		t.Error("what nobody took was kept")
	}
	stopFirst := a.Listen(func(s secret.Bytes) { first = append(first, string(s.Reveal())) })
	a.Deliver(secret.Of([]byte("1")))
	stopSecond := a.Listen(func(s secret.Bytes) { second = append(second, string(s.Reveal())) })
	stopFirst() // is not the second's
	a.Deliver(secret.Of([]byte("2")))
	stopSecond()
	late := secret.Of([]byte("3"))
	a.Deliver(late)
	if len(first) != 1 || first[0] != "1" || len(second) != 1 || second[0] != "2" || !late.Empty() {
		t.Error(first, second)
	}
}
