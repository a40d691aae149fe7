// Package antel is what Antel does for the users of its app: signing in, and a new password by a temporary one.
//
// The whole API is in operations.go; one file follows for each resource. Antel's pages document the shapes and say little of the rules:
// where they are silent, contract/systems.md D4 decides. Three rules run through everything:
//
//   - Every request carries an API key as a member. It admits the app and says nothing of the user.
//   - A refusal for a reason of the business is an answer like any other: 200 with wasSuccessful false, and texts to show.
//   - An unknown address is answered like a known one, with as much work.
package antel

import (
	"context"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// Options say how an installation of Antel differs from the usual one. Zero values mean what the field says.
type Options struct {
	Issuer string // the name that mails show: Antel
}

// A Service answers Antel's operations.
type Service struct {
	core   *account.Core
	issuer string
}

// New returns the service over the accounts in core, which must have been opened with [Policy].
func New(core *account.Core, o Options) *Service {
	if o.Issuer == "" {
		o.Issuer = "Antel"
	}
	return &Service{core, o.Issuer}
}

// client counts what fails for one API key from one network address, whoever is asked for.
const client account.Purpose = "client"

// Policy is what Antel decides about its accounts. Temporary passwords have 92 random bits, live an hour, are good once, and are void after
// five wrong tries that name their address; a new one is mailed once a minute at most.
func Policy() account.Policy {
	quarter := 15 * time.Minute
	return account.Policy{
		Secrets: map[account.Purpose]account.SecretRule{
			account.PasswordReset: {Length: 16, Alphabet: account.Unmistakable, Life: time.Hour, Tries: 5, Every: time.Minute, Nameless: true},
		},
		Limits: map[account.Purpose][]account.Limit{
			account.PasswordReset: {{Tries: 5, Within: quarter}},
			account.SignIn:        {{Tries: 10, Within: quarter}},
			client:                {{Tries: 20, Within: quarter}},
		},
		Sessions: map[account.Kind]time.Duration{account.Refresh: 90 * 24 * time.Hour},
	}
}

// admit judges the API key and returns what failures of its client are counted by. The refusal is answered in the operation's own shape:
// refused is its response, and base the part of it that the refusal fills in.
func (s *Service) admit(ctx context.Context, operation, key string, refused any, base *antel.ApiServiceResponse) (client string, err error) {
	var known *account.Key
	err = s.core.View(ctx, "", func(tx *account.Tx) error {
		known, err = account.Maybe(tx.Key(key))
		return err
	})
	if err != nil {
		return "", err
	}
	if known == nil {
		base.Heading, base.Description = "Unauthorised", "The API key is not valid."
		return "", s.refuse(ctx, operation, &services.Error{Code: services.Unauthenticated, Name: "Unauthorized", Message: "Invalid API key", Response: refused})
	}
	return known.ID + " " + auth.From(ctx).Via.Address, nil
}

// refuse returns why, once it stands in the audit trail: for refusals before anything is decided about an account.
func (s *Service) refuse(ctx context.Context, operation string, why error) error {
	return s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit(operation, "")
		return why
	})
}

// A tally is the counts that one request's failure is added to.
type tally struct {
	of      account.Purpose
	address string // canonical; empty where the request names none
	client  string
}

// open refuses a request whose address or client has used up its tries.
func (t tally) open(tx *account.Tx) error {
	for _, c := range t.counts() {
		check, err := tx.Locked(c.of, c.subject)
		if err != nil {
			return err
		}
		if check.Verdict == account.Locked {
			e := services.Errorf(services.TooMany, "TooManyRequests", "Too many attempts")
			e.After = check.After
			return e
		}
	}
	return nil
}

// failed counts a failure.
func (t tally) failed(tx *account.Tx) error {
	for _, c := range t.counts() {
		if _, err := tx.Attempt(c.of, c.subject); err != nil {
			return err
		}
	}
	return nil
}

// succeeded forgives the failures of the address; those of the client stay, or an account of his own would buy him more guesses at others.
func (t tally) succeeded(tx *account.Tx) error { return tx.Forgive(t.of, t.address) }

type count struct {
	of      account.Purpose
	subject string
}

func (t tally) counts() []count {
	if t.address == "" {
		return []count{{client, t.client}}
	}
	return []count{{t.of, t.address}, {client, t.client}}
}

// byAddress finds the account that may be asked for by an address. It is nil where there is none.
func byAddress(tx *account.Tx, address string) (*account.Account, error) {
	a, err := account.Maybe(tx.ByEmail(address))
	if err != nil || a == nil || a.Inactive {
		return nil, err
	}
	return a, nil
}

// subject is how tries for an address are counted: under the form that accounts are found by.
func subject(address string) string { return strings.ToLower(address) }

// secret is the reply of an answer that holds one: no cache may keep it.
var secret = services.Reply{Header: []services.Header{{Name: "Cache-Control", Value: "no-store"}}}
