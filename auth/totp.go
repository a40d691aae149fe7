package auth

import (
	"io"
	"time"
)

// TOTP says how one-time codes are made and how far the clocks may differ (RFC 6238). The zero value is what authenticator apps expect:
// six digits, SHA-1, 30 seconds, the current step only.
type TOTP struct {
	Digits    int           // 6
	Period    time.Duration // 30 s
	Algorithm string        // SHA1 (default), SHA256, SHA512
	Back      int           // steps before the current one that are still good
	Ahead     int           // steps after it that are already good
}

// Step returns the counter of the time step that t falls into.
func (o TOTP) Step(t time.Time) int64 { panic("auth: TOTP.Step is not written yet") }

// Code returns the code of the time step that t falls into.
func (o TOTP) Code(secret []byte, t time.Time) string { panic("auth: TOTP.Code is not written yet") }

// Match reports whether code is one of the window around now, and of which step. Steps up to after, the last one used, do not count.
// All codes of the window are computed and compared whatever the input; an empty secret matches nothing.
func (o TOTP) Match(secret []byte, code string, now time.Time, after int64) (step int64, ok bool) {
	panic("auth: TOTP.Match is not written yet")
}

// URI returns the key URI that an authenticator app scans, with all its parameters and everything percent-encoded that could be mistaken.
func (o TOTP) URI(issuer, account string, secret []byte) string {
	panic("auth: TOTP.URI is not written yet")
}

// ShortURI returns Rocket.Chat's key URI, which has no parameter but the secret; only # and ? are escaped in the label.
func ShortURI(issuer, account string, secret []byte) string {
	panic("auth: ShortURI is not written yet")
}

// NewSecret draws a TOTP secret of 160 bits.
func NewSecret(random io.Reader) ([]byte, error) { panic("auth: NewSecret is not written yet") }

// NewASCIISecret draws Rocket.Chat's kind of TOTP secret: 32 characters that people can type.
func NewASCIISecret(random io.Reader) ([]byte, error) {
	panic("auth: NewASCIISecret is not written yet")
}

// EncodeSecret returns the base32 text of a secret, without padding.
func EncodeSecret(secret []byte) string { panic("auth: EncodeSecret is not written yet") }
