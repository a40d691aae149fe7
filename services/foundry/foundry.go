// Package foundry is what Foundry does: second factors of an organisation's members, and the sign-in that leads to them.
//
// The whole API is in operations.go; one file follows for each resource. Foundry's pages document the shapes and say little of the rules:
// where they are silent, contract/systems.md C4 and C5 decide.
package foundry

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// Administrator is the role of an account that rules every organisation that it is a member of.
const Administrator = "Administrator"

// A Service answers Foundry's operations.
type Service struct {
	core   *account.Core
	people *account.Directory
	issuer string
}

// New returns the service over the accounts in core, which must have been opened with [Policy]. Issuer is the name that authenticator apps and mails
// show; empty: Foundry.
func New(core *account.Core, issuer string) *Service {
	people := core.Directory(account.DirectoryOptions{SecondFactor: secondFactor, TooMany: tooMany, Environments: []string{"live", "test"}})
	return &Service{core, people, cmp.Or(issuer, "Foundry")}
}

// People are the accounts as those see them who sign them in.
func (s *Service) People() *account.Directory { return s.people }

// totp is how codes are made: those of the current step are good, and those of the one before.
var totp = auth.TOTP{Back: 1}

// Policy is what Foundry decides about its accounts: five wrong codes in five minutes, ten in an hour, and a hundred in a row, after which only
// another owner's reset helps.
func Policy() account.Policy {
	return account.Policy{
		TOTP: totp,
		Limits: map[account.Purpose][]account.Limit{
			account.SecondFactor: {{Tries: 5, Within: 5 * time.Minute}, {Tries: 10, Within: time.Hour}, {Tries: 100}},
			account.SignIn:       {{Tries: 10, Within: 5 * time.Minute}},
		},
		Sessions: map[account.Kind]time.Duration{account.Login: 28 * 24 * time.Hour}, // at most; a dialect says how long each is good
	}
}

// A call is one tenanted operation: who calls, and his place in the organisation that the call acts in.
type call struct {
	*account.Tx
	me     *account.Account
	member *account.Member
}

// mayReset reports whether the caller may take the second factor from others.
func (c call) mayReset() bool {
	return c.member.Owns() || slices.Contains(c.me.Roles, Administrator)
}

// within runs fn in the organisation that the request names, or the caller's default one, as one commit with its line in the audit trail.
// An organisation that does not exist and one that the caller does not belong to are the same [noOrganisation].
func (s *Service) within(ctx context.Context, operation, organisation, target string, fn func(call) error) error {
	caller := auth.From(ctx)
	tenant, listed := caller.Organisation(organisation)
	if !listed {
		tenant = ""
	}
	return s.core.Update(ctx, tenant, func(tx *account.Tx) error {
		tx.Audit(operation, target)
		if !listed {
			return noOrganisation
		}
		me, err := tx.ByID(caller.User)
		if err != nil {
			return err
		}
		member, err := account.Maybe(tx.Member(me.ID))
		switch {
		case err != nil:
			return err
		case member == nil || !member.Confirmed:
			return noOrganisation
		}
		return fn(call{tx, me, member})
	})
}

// secret is the reply of an answer that holds one: no cache may keep it.
var secret = services.Reply{Header: []services.Header{{Name: "Cache-Control", Value: "no-store"}}}
