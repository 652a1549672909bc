package faults

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Kind is one way in which a line harms a request.
type Kind struct {
	Name string
	do   func(*visit) (*http.Response, error)
}

// Kinds are all of them.
var Kinds = []Kind{
	{"slow", slow}, {"late answer", lateAnswer}, {"reset before", resetBefore}, {"reset after", resetAfter}, {"cut", cut},
	{"cut quietly", cutQuietly}, {"other type", otherType}, {"empty", empty}, {"429", busy}, {"503", unavailable}, {"502", gateway},
	{"500 HTML", pageOfTrouble}, {"200 HTML", pageOfANetwork}, {"twice", twice}, {"certificate", certificate}, {"hang", hang},
	{"stray", stray}, {"dribble", dribble}, {"dark", dark}, {"dark", dark},
}

func slow(v *visit) (*http.Response, error) {
	if err := v.pause(v.up(29 * time.Second)); err != nil {
		return nil, err
	}
	return v.send(v.ctx)
}

// lateAnswer comes after the plan has acted, perhaps when nobody waits any more.
func lateAnswer(v *visit) (*http.Response, error) {
	res, body, err := v.whole(context.WithoutCancel(v.ctx))
	if err == nil {
		err = v.pause(v.up(40 * time.Second))
	}
	if err != nil {
		return nil, err
	}
	return with(res, bytes.NewReader(body), int64(len(body))), nil
}

func reset() error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

func resetBefore(*visit) (*http.Response, error) { return nil, reset() }

func resetAfter(v *visit) (*http.Response, error) {
	_, _, _ = v.whole(context.WithoutCancel(v.ctx))
	return nil, reset()
}

func cut(v *visit) (*http.Response, error) {
	res, body, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	some := bytes.NewReader(body[:v.chance.IntN(len(body)+1)])
	return with(res, io.MultiReader(some, broken{}), int64(len(body))), nil
}

// broken is where a line was cut.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// cutQuietly ends the answer early as if that were all, as a proxy does that knows no length.
func cutQuietly(v *visit) (*http.Response, error) {
	res, body, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	return with(res, bytes.NewReader(body[:v.chance.IntN(len(body)+1)]), -1), nil
}

func otherType(v *visit) (*http.Response, error) {
	res, body, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	res.Header.Set("Content-Type", "text/plain; charset=utf-8")
	return with(res, bytes.NewReader(body), int64(len(body))), nil
}

func empty(v *visit) (*http.Response, error) {
	res, _, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	return with(res, strings.NewReader(""), 0), nil
}

// said is an answer of something on the way: the plan has not heard of the request.
func (v *visit) said(status int, kind, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {kind}, "Date": {v.line.Clock.Now().UTC().Format(http.TimeFormat)}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{Status: fmt.Sprint(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: h,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: v.q}
}

func busy(v *visit) (*http.Response, error) {
	return v.said(http.StatusTooManyRequests, "text/plain", "", "Retry-After", strconv.Itoa(1+v.chance.IntN(40))), nil
}

func unavailable(v *visit) (*http.Response, error) {
	until := v.line.Clock.Now().Add(v.up(40 * time.Second)).UTC().Format(http.TimeFormat)
	return v.said(http.StatusServiceUnavailable, "text/html", "<html><h1>Back soon</h1>", "Retry-After", until), nil
}

func gateway(v *visit) (*http.Response, error) { return v.said(http.StatusBadGateway, "", ""), nil }

func pageOfTrouble(v *visit) (*http.Response, error) {
	return v.said(http.StatusInternalServerError, "text/html", "<html><h1>Something broke</h1>"), nil
}

func pageOfANetwork(v *visit) (*http.Response, error) {
	return v.said(http.StatusOK, "text/html", `<html><form action="http://192.0.2.1/login">Welcome to our Wi-Fi`), nil
}

// twice has the plan hear the request two times, as a proxy that repeats it does. Which answer comes back is chance.
func twice(v *visit) (*http.Response, error) {
	first, body, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	second, again, err := v.whole(v.ctx)
	if err == nil && v.chance.IntN(2) == 0 {
		first, body = second, again
	}
	return with(first, bytes.NewReader(body), int64(len(body))), nil
}

func certificate(*visit) (*http.Response, error) {
	return nil, &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}}
}

func hang(v *visit) (*http.Response, error) {
	defer v.line.resting(v.ctx)()
	<-v.ctx.Done()
	return nil, context.Cause(v.ctx)
}

// stray is a request that lies somewhere and is delivered when nobody thinks of it any more.
func stray(v *visit) (*http.Response, error) {
	ctx, later := context.WithoutCancel(v.ctx), 31*time.Second+v.up(40*time.Second)
	v.line.Clock.AfterFunc(later, func() { go func() { _, _, _ = v.whole(ctx) }() })
	return hang(v)
}

// dribble sends the answer in small pieces.
func dribble(v *visit) (*http.Response, error) {
	res, body, err := v.whole(v.ctx)
	if err != nil {
		return nil, err
	}
	return with(res, &drops{v, body}, int64(len(body))), nil
}

type drops struct {
	v    *visit
	left []byte
}

func (d *drops) Read(p []byte) (int, error) {
	if len(d.left) == 0 {
		return 0, io.EOF
	}
	if err := d.v.pause(d.v.up(3 * time.Second)); err != nil {
		return 0, err
	}
	n := copy(p[:min(len(p), 1+d.v.chance.IntN(200))], d.left)
	d.left = d.left[n:]
	return n, nil
}

// dark is a tunnel: this request and some more find no network.
func dark(v *visit) (*http.Response, error) {
	v.line.mu.Lock()
	v.line.dark = v.chance.IntN(5)
	v.line.mu.Unlock()
	return offline(v)
}

func offline(v *visit) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: v.q.URL.Hostname(), IsNotFound: true}}
}
