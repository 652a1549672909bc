package plan

import "time"

// ServerKind is the kind of server behind a plan's sign-in.
type ServerKind string

// The kinds of server, in the words of discovery.
const (
	// OwnAPI speaks our own API (client/rest); the bundled plan does.
	OwnAPI ServerKind = "rest"
	// Kratos is Ory Kratos (client/kratos).
	Kratos ServerKind = "kratos"
	// OpenID is any provider of OpenID Connect (client/oidc).
	OpenID ServerKind = "oidc"
	// SMART is OpenID Connect in front of FHIR records (SMART App Launch 2.2).
	SMART ServerKind = "smart"
)

// Server is who stands behind a plan, as far as this device could see for itself: what the plan says of itself is in its
// Document.
type Server struct {
	Kind ServerKind
	// Identity is the address that signs members in: a base address or, for OpenID and SMART, the issuer.
	Identity string
	// Services is the address of our services beside it, Records of a FHIR server; empty: none.
	Services, Records string
	// Certificate is who the connection was made to; empty where none could be seen (loopback, a browser).
	Certificate Certificate
}

// Certificate is what a server's certificate says of who runs it (RFC 5280, section 4.1).
type Certificate struct {
	// Organisation is empty where the certificate vouches for the host alone.
	Organisation string
	Host, Issuer string
	Until        time.Time
}
