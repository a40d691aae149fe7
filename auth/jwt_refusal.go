package auth

import (
	"errors"
	"strings"
)

// A Refusal says why a token is refused, for families that tell their clients. It is an [ErrExpired] where the token's time is over
// and an [ErrUnauthenticated] otherwise; whoever has nothing to tell compares with these.
type Refusal struct {
	Why    Why
	Detail string // the method, the claim or the audience that is to blame
}

// Why classes what is wrong with a token. All but the first five are said only of tokens that one of the keys has signed.
type Why int

// What can be wrong with a token.
const (
	Unformed      Why = iota + 1 // not three parts
	OddLength                    // of a length that base64url never has
	Unreadable                   // not base64url
	OtherMethod                  // signed by a method that is not the host's
	Untrusted                    // forged, of another issuer or kind, or without a claim that is required
	BadTime                      // a time that is no number of seconds
	Expired                      // its time is over
	NotYet                       // its time has not come
	Revoked                      // ended by the host
	OtherAudience                // meant for somebody else
)

func (r *Refusal) Error() string { return r.Unwrap().Error() }

// Unwrap returns the error that all families know.
func (r *Refusal) Unwrap() error {
	if r.Why == Expired {
		return ErrExpired
	}
	return ErrUnauthenticated
}

// unread is the refusal of claims that cannot be read.
func unread(err error) *Refusal {
	if bad, ok := errors.AsType[*timeError](err); ok {
		return &Refusal{Why: BadTime, Detail: bad.claim}
	}
	return &Refusal{Why: Untrusted}
}

// audienceText is the audience as the token writes it, without the quotes of a single one.
func audienceText(payload []byte) string {
	members, _ := readObject(payload)
	text := members.find("aud")
	switch {
	case strings.HasPrefix(text, `"`):
		return unquote(text)
	case text == "null":
		return ""
	}
	return text
}
