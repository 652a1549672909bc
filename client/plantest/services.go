package plantest

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"testing"

	"vestibule/client"
	"vestibule/client/mockplan"
)

// Services are the mock's services beside a real server that signs members in, as `-serve ADDR -services-for URL` has them.
type Services struct {
	// Address is where the app finds the plan that the two are together.
	Address string

	backstage api
}

// StartServices starts them for the server at an address.
func StartServices(t testing.TB, identity string) *Services {
	t.Helper()
	beside, err := client.ServicesFor(t.Context(), identity, Finder(client.Device{}, &Door{}))
	if err != nil {
		t.Fatal(err)
	}
	mock, err := mockplan.New(mockplan.Config{Clock: client.Device{}, Chance: rand.Reader, Beside: beside,
		KDF: mockplan.KDFCost{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	at := httptest.NewServer(mock)
	t.Cleanup(at.Close)
	return &Services{at.URL, api{base: at.URL}}
}

// Know has the services know a member of the server. Whom they do not know is a stranger to them.
func (s *Services) Know(t testing.TB, m *Member) {
	t.Helper()
	made := map[string]any{"name": "Invented Member", "username": m.Name, "password": m.Password}
	if err := s.backstage.call(t.Context(), http.MethodPost, "/mock/members", made, nil); err != nil {
		t.Fatal(err)
	}
}
