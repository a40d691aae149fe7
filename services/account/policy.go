package account

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// A Policy is what a system decides about its accounts: a value, fixed at [Open].
type Policy struct {
	TOTP       auth.TOTP                       // digits and window
	NewSecret  func(io.Reader) ([]byte, error) // TOTP secrets; nil: auth.NewSecret
	Backup     Codes                           // backup codes; the zero value: 12 codes of 8 characters
	Secrets    map[Purpose]SecretRule          // one-time secrets; a purpose that is not here cannot be issued
	Limits     map[Purpose][]Limit             // failed attempts; a purpose that is not here is counted and never locked, but for SignIn and SecondFactor, which have limits in any case
	Sessions   map[Kind]time.Duration          // how long sessions and tokens live; a kind that is not here cannot be opened
	TokenBytes int                             // random bytes of a session token; 0: 32, which makes 43 characters
	NewID      func(io.Reader) (string, error) // account ids; nil: 17 unmistakable characters
}

// A Purpose names what a secret or a count of attempts is for. Systems add their own.
type Purpose string

// Purposes that the core itself uses or that several systems share.
const (
	SecondFactor  Purpose = "second-factor"  // TOTP and backup codes, and whatever else a system counts against the same budget
	SignIn        Purpose = "sign-in"        // passwords
	PasswordReset Purpose = "password-reset" // temporary passwords and reset tokens
	PhoneOptIn    Purpose = "phone-opt-in"   // codes sent to a number that is to be confirmed
	PhoneCode     Purpose = "phone-code"     // codes sent to a confirmed number at sign-in
	EmailCode     Purpose = "email-code"     // codes sent to a verified address
)

// A Kind of session.
type Kind string

// The kinds of session that the systems use.
const (
	Login    Kind = "login"    // an opaque token or cookie
	Access   Kind = "access"   // an opaque access token that belongs to a refresh token
	Refresh  Kind = "refresh"  // a refresh token
	Personal Kind = "personal" // a personal access token: outlives [Tx.EndLogins]
)

// A Limit allows fewer than Tries failures within a time. A purpose with several limits keeps them all.
type Limit struct {
	Tries  int           // the failure that closes the door
	Within time.Duration // it opens again when the oldest of them is this old; 0: never by itself, and only success or [Tx.Forgive] resets the count
}

// A SecretRule says how a one-time secret is made and how long it is good.
type SecretRule struct {
	Length   int           // characters
	Alphabet string        // [Digits] where empty
	Life     time.Duration // from its issue
	Tries    int           // wrong tries that void it; 0: no limit of its own
	Every    time.Duration // least time between two issues for one account; 0: any
	Nameless bool          // may be spent without naming the account: needs at least 64 bits
}

// Codes say how backup codes are made.
type Codes struct {
	Count, Length int
	Alphabet      string // [Unmistakable] where empty
}

// Alphabets of secrets.
const (
	Digits       = "0123456789"
	Unmistakable = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz" // no two characters that look alike
)

// complete fills in what was left zero and refuses what would be unsafe.
func (p *Policy) complete() error {
	if p.NewSecret == nil {
		p.NewSecret = auth.NewSecret
	}
	if p.NewID == nil {
		p.NewID = func(random io.Reader) (string, error) { return auth.NewText(random, 17, Unmistakable) }
	}
	p.TokenBytes = cmp.Or(p.TokenBytes, 32)
	p.Backup = Codes{cmp.Or(p.Backup.Count, 12), cmp.Or(p.Backup.Length, 8), cmp.Or(p.Backup.Alphabet, Unmistakable)}
	if p.TokenBytes < 16 {
		return fmt.Errorf("tokens of %d bytes can be guessed", p.TokenBytes)
	}
	if t := p.TOTP; t.Digits != 0 && t.Digits < 6 || t.Digits > 8 || t.Back < 0 || t.Ahead < 0 || t.Back+t.Ahead+1 > maxWindow {
		return fmt.Errorf("codes of %d digits, good for %d steps before and %d after their time", t.Digits, t.Back, t.Ahead)
	}
	rules := map[Purpose]SecretRule{}
	for purpose, r := range p.Secrets {
		r.Alphabet = cmp.Or(r.Alphabet, Digits)
		if err := r.check(); err != nil {
			return fmt.Errorf("secret %s: %w", purpose, err)
		}
		rules[purpose] = r
	}
	p.Secrets = rules
	return p.completeLimits()
}

// completeLimits keeps passwords and second factors from being guessed where a policy does not say how often (security.md R01).
func (p *Policy) completeLimits() error {
	limits := maps.Clone(p.Limits)
	if limits == nil {
		limits = map[Purpose][]Limit{}
	}
	if len(limits[SecondFactor]) == 0 {
		limits[SecondFactor] = []Limit{{Tries: 5, Within: 5 * time.Minute}, {Tries: 10, Within: time.Hour}, {Tries: 100}}
	}
	if len(limits[SignIn]) == 0 {
		limits[SignIn] = []Limit{{Tries: 10, Within: 5 * time.Minute}}
	}
	for purpose, all := range limits {
		for _, l := range all {
			if l.Tries < 1 || l.Within < 0 {
				return fmt.Errorf("limit of %s: %d tries within %v", purpose, l.Tries, l.Within)
			}
		}
	}
	p.Limits = limits
	return nil
}

const (
	minBits     = 19 // six digits
	minNameless = 64 // of a secret that is found by itself (security.md P03)
	maxWindow   = 5  // steps of TOTP
)

func (r SecretRule) check() error {
	bits := float64(r.Length) * math.Log2(float64(len(r.Alphabet)))
	switch {
	case r.Life <= 0 || r.Life > 24*time.Hour:
		return fmt.Errorf("a life of %v is not within 0 and 24 hours", r.Life)
	case bits < minBits || r.Tries < 0:
		return fmt.Errorf("%.0f bits and %d tries: a code has six digits or more", bits, r.Tries)
	case r.Nameless && bits < minNameless:
		return fmt.Errorf("%.0f bits are too few to be found without an account, %d are needed", bits, minNameless)
	case r.Tries == 0 && bits < minNameless:
		return fmt.Errorf("%.0f bits without a limit of tries can be guessed", bits)
	}
	return nil
}
