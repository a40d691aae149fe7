package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/causeway-gateway/causeway/server"
	dialect "github.com/causeway-gateway/causeway/server/rocketchat"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/rocketchat"
)

var rocketChatSystem = system{name: "rocketchat", open: openRocketChat, demo: demoRocketChat}

func openRocketChat(ctx context.Context, p *parts) (*opened, error) {
	return openRocketChatWith(ctx, p, rocketchat.Options{Site: p.base, Issuer: p.config.Issuer})
}

func openRocketChatWith(ctx context.Context, p *parts, options rocketchat.Options) (*opened, error) {
	core, err := p.accounts(ctx, rocketchat.Policy())
	if err != nil {
		return nil, err
	}
	service := rocketchat.New(core, options)
	host, err := p.serve(server.Host{
		Dialect:    &dialect.Dialect{Open: []string{"UsersLogout"}},
		Verify:     service.Verifier(),
		Operations: service.Operations(),
	})
	if err != nil {
		return nil, err
	}
	return &opened{host: host, core: core, parts: p}, nil
}

// The demonstration's administrator: his authenticator, and a token that he is signed in with.
const (
	demoRootID     = "rootRootRootRoot1"
	demoRootSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	demoRootToken  = "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f"
	demoPassword   = "pw"
)

// A rocketChatUser is one of the demonstration.
type rocketChatUser struct {
	id, name, display, role string
	totp, mail              bool // second factors
}

var rocketChatUsers = []rocketChatUser{
	{id: demoRootID, name: "root", display: "Root", role: "admin", totp: true},
	{id: "annAnnAnnAnnAnn01", name: "ann", display: "Ann", role: "user", totp: true},
	{id: "bobBobBobBobBob01", name: "bob", display: "Bob", role: "user"},
	{id: "melMelMelMelMel01", name: "mel", display: "Mel", role: "user", mail: true},
}

func demoRocketChat(ctx context.Context, o *opened) ([]demoLine, error) {
	for _, u := range rocketChatUsers {
		if err := u.seed(ctx, o); err != nil {
			return nil, fmt.Errorf("seed %s: %w", u.name, err)
		}
	}
	reset := fmt.Sprintf(`curl -s %s/api/v1/users.resetTOTP -H 'Content-Type: application/json' -H 'X-User-Id: %s' -H 'X-Auth-Token: %s'`,
		o.base, demoRootID, demoRootToken)
	code := ` -H "x-2fa-method: totp" -H "x-2fa-code: $(.build/causeway code ` + demoRootSecret + `)"`
	return []demoLine{
		{"root (admin), ann, bob and mel sign in with the password " + demoPassword + "; root and ann also with a code of " + demoRootSecret + ", mel with one that is mailed", ""},
		{"bob signs in", fmt.Sprintf(`curl -s %s/api/v1/login -d 'user=bob&password=%s'`, o.base, demoPassword)},
		{"root resets ann's second factor, and is asked for his own", reset + ` -d '{"userId":"ann"}'`},
		{"the same with a code, which is good once", reset + code + ` -d '{"userId":"ann"}'`},
	}, nil
}

// seed adds the user, unless there is one of the name. Only then is a password hashed: later starts are quick.
func (u rocketChatUser) seed(ctx context.Context, o *opened) error {
	err := o.core.View(ctx, "", func(tx *account.Tx) error {
		_, err := tx.ByUsername(u.name)
		return err
	})
	if !errors.Is(err, account.ErrNotFound) {
		return err
	}
	hash, err := o.core.HashPassword(ctx, rocketchat.HashedPassword(demoPassword))
	if err != nil {
		return err
	}
	return o.core.Update(ctx, "", func(tx *account.Tx) error {
		a := &account.Account{
			ID: u.id, Username: u.name, DisplayName: u.display, Emails: []account.Email{{Address: u.name + "@x.test", Verified: true}},
			Password: hash, Roles: []string{u.role},
		}
		if err := tx.Create(a); err != nil {
			return err
		}
		return u.factors(tx, a)
	})
}

func (u rocketChatUser) factors(tx *account.Tx, a *account.Account) error {
	if u.mail {
		return tx.SetEmailFactor(a, true)
	}
	if !u.totp {
		return nil
	}
	secret, err := authenticatorSecret(demoRootSecret)
	if err != nil {
		return err
	}
	if err := tx.SetTOTP(a, secret); err != nil || a.ID != demoRootID {
		return err
	}
	_, err = tx.PutSession(a, account.Login, account.Session{}, demoRootToken)
	return err
}
