package reach_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestibule/app/problem"
	"vestibule/client/reach"
)

// dial gives a failure as a transport does, with the address in it.
func dial(err error) error {
	return &url.Error{Op: "Post", URL: "https://plan.example.org/canary", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
}

func TestEveryFailureOfATransportHasItsName(t *testing.T) {
	for _, c := range []struct {
		err  error
		want problem.Code
	}{
		{dial(&net.DNSError{Err: "no such host", IsNotFound: true}), problem.NetDNS},
		{dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true}), problem.NetDNS},
		{dial(os.ErrDeadlineExceeded), problem.NetTimeout},
		{dial(io.EOF), problem.NetDropped},
		{dial(errors.New("anything else")), problem.NetDropped},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, problem.NetTLS},
		{x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}, problem.NetTLS},
		{x509.CertificateInvalidError{Reason: x509.Expired}, problem.NetTLS},
		{tls.AlertError(70), problem.NetTLS},
		{tls.RecordHeaderError{Msg: "not TLS"}, problem.NetTLS},
		{fmt.Errorf("x: %w", http.ErrSchemeMismatch), problem.NetTLS},
		{reach.ErrCircles, problem.NetRedirectLoop}, {reach.ErrStray, problem.NetRedirectLoop}, {reach.ErrLate, problem.NetTimeout},
		{reach.ErrTooLarge, problem.TooLarge},
	} {
		p := reach.Lost(context.Background(), c.err)
		if p.Code != c.want {
			t.Errorf("%v is %s, want %s", c.err, p.Code, c.want)
		}
		if strings.Contains(p.Error(), "canary") {
			t.Errorf("the address is in %v", p)
		}
	}
}

func TestReadingGrowsAndErases(t *testing.T) {
	long := bytes.Repeat([]byte("x"), 100<<10)
	if got, err := reach.ReadAll(bytes.NewReader(long), -1, len(long)); err != nil || !bytes.Equal(got, long) {
		t.Fatal(len(got), err)
	}
	if _, err := reach.ReadAll(bytes.NewReader(long), int64(len(long)), len(long)-1); !errors.Is(err, reach.ErrTooLarge) {
		t.Fatal(err)
	}
}

func TestRetryAfterInAllItsForms(t *testing.T) {
	f, err := os.Open("../../../shared/data/http/retry-after.tsv")
	if err != nil {
		t.Skip("the corpus is not here")
	}
	defer func() { _ = f.Close() }()
	rows := csv.NewReader(f)
	rows.Comma, rows.Comment, rows.LazyQuotes = '\t', '#', true
	list, err := rows.ReadAll()
	if err != nil || len(list) < 10 {
		t.Fatal(len(list), err)
	}
	for _, row := range list {
		now, err := time.Parse(time.RFC3339, row[1])
		if err != nil {
			t.Fatal(err)
		}
		wait, ok := reach.RetryAfter(row[0], now)
		got := strconv.Itoa(int(wait / time.Second))
		switch {
		case !ok:
			got = "default"
		case row[2] == "cap" && wait == 300*time.Second:
			got = "cap"
		}
		if got != row[2] {
			t.Errorf("%q: %s, want %s", row[0], got, row[2])
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"120", "-5", "1e3", "99999999999999999999", "Thu, 01 Jan 2026 00:02:00 GMT", "120, 240", " 7 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if wait, _ := reach.RetryAfter(value, time.Unix(0, 0)); wait < 0 {
			t.Fatal(wait)
		}
	})
}
