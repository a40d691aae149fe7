// Package auth says who is calling and what an operation demands of a caller.
//
// It holds the vocabulary that hosts and services share ([Principal], [Need], [Verifier]) and the proofs themselves:
// signed tokens, password hashes, one-time codes. It reads no HTTP and keeps no records: a dialect finds the
// [Credentials] in a request, a [Verifier] that the host was given judges them.
package auth

import (
	"context"
	"errors"
	"slices"
)

var (
	// ErrUnauthenticated means that the operation demands a caller and there is none, or that the proof does not hold.
	// Why it does not hold is never told: all causes look the same to a client.
	ErrUnauthenticated = errors.New("auth: not authenticated")

	// ErrExpired means that the proof was good and its time is over. ServiceStack tells its clients, so that they refresh.
	ErrExpired = errors.New("auth: token has expired")

	// ErrForbidden means that the caller is known and lacks what the operation demands.
	ErrForbidden = errors.New("auth: forbidden")
)

// Credentials are the proof that a dialect found in a request. The zero value is "none".
type Credentials struct {
	Kind  Kind
	Token string // the secret itself: a JWT, a session id, an access key, a password
	User  string // who claims it, where the family sends that beside the token
	File  string // Saasu's FileId, the tenant that the proof is used for
	Via   Via
}

// A Kind says which proof a request carries.
type Kind string

// The kinds of proof that the dialects know.
const (
	None      Kind = ""
	Bearer    Kind = "bearer"     // Authorization: Bearer, or the ss-tok cookie
	Session   Kind = "session"    // ss-id cookie
	Basic     Kind = "basic"      // Authorization: Basic
	TokenPair Kind = "token-pair" // X-Auth-Token with X-User-Id
	AccessKey Kind = "access-key" // WsAccessKey with FileId
)

// A Principal is who calls. The zero value is a stranger.
type Principal struct {
	User          string // account id; empty for a stranger
	Name          string // for people to read
	Email         string // the address that signs in, where there is one
	Username      string // the name that signs in, where there is one
	FirstName     string
	LastName      string
	Organisations []string // the tenants the proof is good for; the first is the default
	Roles         []string
	Permissions   []string
	Claims        *Claims // what his token says; nil where he came without one
	Key           *APIKey // that the call brought beside whatever says who calls; nil: none
	Via           Via
}

// Via is all that a service learns of the transport: by which proof the call came, with which second-factor code, from where.
type Via struct {
	Kind      Kind
	Token     string // the proof itself, for an operation that ends it (sign-out); never logged
	Code      string // second-factor code sent beside the proof (x-2fa-code), as sent
	Method    string // the method that the code claims (x-2fa-method)
	Address   string // of the client, without port
	UserAgent string
	RequestID string
	Parent    string // W3C traceparent of the request, for calls that the operation makes; empty where there is none
	Provider  string // the way he signed in, such as "credentials", where the family tells
	Session   string // id of the session that the request names, running or not; as secret as Token
	Secure    bool   // nobody between the client and the host could read it
}

// SignedIn reports whether p is somebody.
func (p Principal) SignedIn() bool { return p.User != "" }

// Organisation returns the tenant that a call acts in: the named one if the proof lists it, the default one when none is named.
// The second result is false where the proof is not good for it.
func (p Principal) Organisation(named string) (string, bool) {
	switch {
	case named != "":
		return named, slices.Contains(p.Organisations, named)
	case len(p.Organisations) > 0:
		return p.Organisations[0], true
	}
	return "", false
}

// A Verifier turns credentials into a principal. No credentials is no error: it returns a stranger.
// Its errors are [ErrUnauthenticated] and [ErrExpired]; any other is a fault of the server.
type Verifier func(context.Context, Credentials) (Principal, error)

// A Need is what an operation demands of its caller. It is data, so that listings and refusals can print it.
// The zero value demands nothing.
type Need struct {
	Kind  string   // "", "signed in", "role", "permission", "claim", "API key"
	Names []string // the roles, permissions or scopes, or the name and the value of the claim
	Check func(Principal) error
	Quiet bool // a proof that does not hold counts as none: its bearer is told what strangers are told
}

var (
	// Anyone demands nothing.
	Anyone = Need{}

	// SignedIn demands a caller who proved who he is.
	SignedIn = Need{Kind: "signed in", Check: signedIn}
)

// Role demands a signed-in caller with all the named roles.
func Role(names ...string) Need {
	return Need{Kind: "role", Names: names, Check: func(p Principal) error { return holds(p, p.Roles, names) }}
}

// Permission demands a signed-in caller with all the named permissions.
func Permission(names ...string) Need {
	return Need{Kind: "permission", Names: names, Check: func(p Principal) error { return holds(p, p.Permissions, names) }}
}

// Allow returns nil where p meets the demand, else [ErrUnauthenticated] or [ErrForbidden].
func (n Need) Allow(p Principal) error {
	if n.Check == nil {
		return nil
	}
	return n.Check(p)
}

// String prints the demand for a listing: "anyone", "signed in", "role Admin".
func (n Need) String() string {
	s := n.Kind
	if s == "" {
		return "anyone"
	}
	for _, name := range n.Names {
		s += " " + name
	}
	return s
}

func signedIn(p Principal) error {
	if !p.SignedIn() {
		return ErrUnauthenticated
	}
	return nil
}

func holds(p Principal, has, want []string) error {
	if err := signedIn(p); err != nil {
		return err
	}
	for _, name := range want {
		if !slices.Contains(has, name) {
			return ErrForbidden
		}
	}
	return nil
}

type key struct{}

// A bearing is a context with a caller, in one allocation.
type bearing struct {
	context.Context
	caller Principal
}

func (b *bearing) Value(k any) any {
	if k == any(key{}) {
		return &b.caller
	}
	return b.Context.Value(k)
}

// With returns a context that carries p.
func With(ctx context.Context, p Principal) context.Context { return &bearing{ctx, p} }

// From returns the caller of ctx, or a stranger.
func From(ctx context.Context) Principal {
	if p, ok := ctx.Value(key{}).(*Principal); ok {
		return *p
	}
	return Principal{}
}
