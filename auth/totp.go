package auth

import (
	"cmp"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
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
func (o TOTP) Step(t time.Time) int64 {
	return t.Unix() / int64(cmp.Or(o.Period, 30*time.Second)/time.Second)
}

// Code returns the code of the time step that t falls into.
func (o TOTP) Code(secret []byte, t time.Time) string { return o.code(secret, o.Step(t)) }

// Match reports whether code is one of the window around now, and of which step. Steps up to after, the last one used, do not count.
// All codes of the window are computed and compared whatever the input; an empty secret matches nothing.
func (o TOTP) Match(secret []byte, code string, now time.Time, after int64) (step int64, ok bool) {
	candidate := len(secret) > 0 && o.isCode(code)
	current, found := o.Step(now), 0
	for s := current - int64(o.Back); s <= current+int64(o.Ahead); s++ {
		same := subtle.ConstantTimeCompare([]byte(o.code(secret, s)), []byte(code))
		fresh := 0
		if s > after && s >= 0 && candidate {
			fresh = 1
		}
		if same&fresh == 1 {
			step, found = s, 1
		}
	}
	return step, found == 1
}

// URI returns the key URI that an authenticator app scans, with all its parameters and everything percent-encoded that could be mistaken.
func (o TOTP) URI(issuer, account string, secret []byte) string {
	return fmt.Sprintf("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d",
		escape(issuer), escape(account), EncodeSecret(secret), escape(issuer),
		cmp.Or(o.Algorithm, "SHA1"), o.digits(), cmp.Or(o.Period, 30*time.Second)/time.Second)
}

// ShortURI returns Rocket.Chat's key URI, which has no parameter but the secret; only # and ? are escaped in the label.
func ShortURI(issuer, account string, secret []byte) string {
	label := strings.NewReplacer("#", "%23", "?", "%3F").Replace(issuer + ":" + account)
	return "otpauth://totp/" + label + "?secret=" + EncodeSecret(secret)
}

// NewSecret draws a TOTP secret of 160 bits.
func NewSecret(random io.Reader) ([]byte, error) {
	secret := make([]byte, 20)
	if _, err := io.ReadFull(random, secret); err != nil {
		return nil, fmt.Errorf("draw a TOTP secret: %w", err)
	}
	return secret, nil
}

const typeable = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// NewASCIISecret draws Rocket.Chat's kind of TOTP secret: 32 characters that people can type.
func NewASCIISecret(random io.Reader) ([]byte, error) {
	text, err := NewText(random, 32, typeable)
	return []byte(text), err
}

// EncodeSecret returns the base32 text of a secret, without padding.
func EncodeSecret(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

func (o TOTP) digits() int { return cmp.Or(o.Digits, 6) }

// code returns the HOTP value of a step. It computes one for an empty secret too, so that an account without a factor costs as much.
func (o TOTP) code(secret []byte, step int64) string {
	if len(secret) == 0 {
		secret = make([]byte, 20)
	}
	code, err := hotp.GenerateCodeCustom(EncodeSecret(secret), uint64(step), hotp.ValidateOpts{Digits: otp.Digits(o.digits()), Algorithm: o.algorithm()})
	if err != nil {
		panic("auth: a base32 text that was just made does not read back: " + err.Error())
	}
	return code
}

func (o TOTP) algorithm() otp.Algorithm {
	switch o.Algorithm {
	case "SHA256":
		return otp.AlgorithmSHA256
	case "SHA512":
		return otp.AlgorithmSHA512
	}
	return otp.AlgorithmSHA1
}

// isCode reports whether s is nothing but ASCII digits, as many as a code has.
func (o TOTP) isCode(s string) bool {
	if len(s) != o.digits() {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// escape percent-encodes all but unreserved characters (RFC 3986); a blank becomes %20, as apps do not read a plus as one.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
