//go:build !js

package client_test

import (
	"io"
	"log"
	"net/http/httptest"
	"testing"

	"vestibule/app/problem"
	"vestibule/client"
)

func TestACertificateThatNobodySignedIsRefusedOverTheRealTransport(t *testing.T) {
	server := httptest.NewUnstartedServer(says(200, "application/json", "{}"))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	f := finder(nil)
	f.Transport = client.Transport()
	if _, err := f.Find(t.Context(), server.URL); !problem.Is(err, problem.NetTLS) {
		t.Fatal(err)
	}
}

func TestThisDeviceIsAskedOverHTTPByTheRealTransport(t *testing.T) {
	server := httptest.NewServer(says(200, "application/json", jsonOf(document(t))))
	defer server.Close()
	f := finder(nil)
	f.Transport = client.Transport()
	p, err := f.Find(t.Context(), server.URL)
	if err != nil || string(p.Key) != server.URL {
		t.Fatal(p, err)
	}
	server.Close()
	if _, err := f.Find(t.Context(), server.URL); !problem.Is(err, problem.NetRefused) {
		t.Fatal("refused:", err)
	}
}
