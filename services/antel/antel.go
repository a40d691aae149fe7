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
	return known.ID + " " + auth.From(ctx).Via.Network(), nil
}

// refuse returns why, once it stands in the audit trail: for refusals before anything is decided about an account.
func (s *Service) refuse(ctx context.Context, operation string, why error) error {
	return s.core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit(operation, "")
		return why
	})
}

// A tally is what one request's failure is counted for: the account that is meant, by whichever of its addresses, and the client. An address
// that nobody has is counted like an account. The account's count is raised before a proof is looked at and taken back by success. The
// client's is raised by failures alone, or the app's many users at one network address would lock one another out; since it is judged again in the
// commit that tells the outcome, requests that run side by side learn no more than its limit either.
type tally struct {
	of      account.Purpose
	address string // as the request names it; empty where it does not
	client  string
}

// open refuses a request whose account or client has used up its tries.
func (t tally) open(tx *account.Tx) error {
	if err := t.clientOpen(tx); err != nil || t.address == "" {
		return err
	}
	_, subject, err := t.meant(tx)
	if err != nil {
		return err
	}
	return refused(tx.Locked(t.of, subject))
}

// begin refuses like open, and counts the try. It returns the account that is meant, or nil.
func (t tally) begin(tx *account.Tx) (*account.Account, error) {
	a, check, err := t.count(tx)
	return a, refused(check, err)
}

// count is begin for those who refuse later: the check says whether the account is locked, and then none is returned.
func (t tally) count(tx *account.Tx) (*account.Account, account.Check, error) {
	if err := t.clientOpen(tx); err != nil || t.address == "" {
		return nil, account.Check{}, err
	}
	a, subject, err := t.meant(tx)
	if err != nil {
		return nil, account.Check{}, err
	}
	check, err := tx.Attempt(t.of, subject)
	if !check.OK() {
		a = nil
	}
	return a, check, err
}

func (t tally) clientOpen(tx *account.Tx) error { return refused(tx.Locked(client, t.source())) }

// failed counts a failure for the client.
func (t tally) failed(tx *account.Tx) error {
	_, err := tx.Attempt(client, t.source())
	return err
}

// source is the client at what it does: guesses at temporary passwords never keep anybody from signing in.
func (t tally) source() string { return string(t.of) + " " + t.client }

// succeeded forgives the tries at the account; the client's failures stay, or an account of his own would buy him more guesses at others.
func (t tally) succeeded(tx *account.Tx, a *account.Account) error { return tx.Forgive(t.of, a.ID) }

// meant finds the account of the address, if there is one, and what tries at it are counted by.
func (t tally) meant(tx *account.Tx) (a *account.Account, subject string, err error) {
	a, err = byAddress(tx, t.address)
	if a == nil {
		return nil, account.Nobody(t.address), err
	}
	return a, a.ID, nil
}

// refused is the refusal of what is locked.
func refused(check account.Check, err error) error {
	if err != nil || check.Verdict != account.Locked {
		return err
	}
	e := services.Errorf(services.TooMany, "TooManyRequests", "Too many attempts")
	e.After = check.After
	return e
}

// byAddress finds the account that may be asked for by an address. It is nil where there is none.
func byAddress(tx *account.Tx, address string) (*account.Account, error) {
	a, err := account.Maybe(tx.ByEmail(address))
	if err != nil || a == nil || a.Inactive {
		return nil, err
	}
	return a, nil
}

// secret is the reply of an answer that holds one: no cache may keep it.
var secret = services.Reply{Header: []services.Header{{Name: "Cache-Control", Value: "no-store"}}}
