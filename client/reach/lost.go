package reach

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"

	"vestibule/app/clock"
	"vestibule/app/problem"
)

// Patience is how long one request may take in all. Connecting is limited by the transport (10 s, see client.Transport).
const Patience = 30 * time.Second

// ErrLate ends a request that took longer than Patience.
var ErrLate = errors.New("reach: no answer in time")

// Within gives a context that ends with ErrLate after so long by that clock. Call done as soon as nothing waits any more.
func Within(ctx context.Context, by clock.Clock, long time.Duration) (_ context.Context, done func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := by.AfterFunc(long, func() { cancel(ErrLate) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// Lost says why no answer came, or none that could be read to its end (ErrTooLarge). The address is taken off the
// error: it may hold the handle of a conversation.
func Lost(ctx context.Context, err error) *problem.Problem {
	var addressed *url.Error
	if errors.As(err, &addressed) {
		err = addressed.Err
	}
	if ctx.Err() != nil && !errors.Is(err, ErrTooLarge) {
		err = context.Cause(ctx)
	}
	return problem.New(code(err)).Because(err)
}

// code sorts the failures of a transport. A connection that is refused reached the plan's machine, where nobody is
// listening: the line is good.
func code(err error) problem.Code {
	var dns *net.DNSError
	switch {
	case errors.Is(err, ErrCircles), errors.Is(err, ErrStray):
		return problem.NetRedirectLoop
	case errors.Is(err, ErrTooLarge):
		return problem.TooLarge
	case late(err):
		return problem.NetTimeout
	case distrusted(err):
		return problem.NetTLS
	case errors.As(err, &dns):
		return problem.NetDNS
	case unreachable(err):
		return problem.NetOffline
	case refused(err):
		return problem.NetRefused
	}
	return problem.NetDropped
}

// late reports a time that ran out, ours or the system's; a name that was not looked up in time is a matter of DNS.
func late(err error) bool {
	var waited net.Error
	var dns *net.DNSError
	return errors.Is(err, ErrLate) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &waited) && waited.Timeout() && !errors.As(err, &dns)
}

// distrusted reports that who answered could not be shown to be the plan.
func distrusted(err error) bool {
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var certificate x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &unknown) ||
		errors.As(err, &name) || errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch)
}
