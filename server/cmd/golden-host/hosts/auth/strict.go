package auth

import (
	"encoding/json"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
)

// Strict is the recorded host auth/jwt-strict.
func Strict() server.Host {
	i := identity(newMemory(), servicestack.JWT, servicestack.Credentials)
	i.Tokens = &servicestack.TokenPolicy{
		Tokens: tokens(auth.TokenOptions{
			Keys:       []auth.TokenKey{{Secret: decoded(mainKey)}, {Secret: decoded(fallbackKey)}},
			Issuer:     "https://issuer.example.org",
			Audience:   []string{"https://api.example.org", "https://api2.example.org"},
			IssuedFrom: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC),
			RevokedIDs: []string{"666"},
		}),
		Lifetime: 5 * time.Minute, RefreshLifetime: 24 * time.Hour,
	}
	return host("auth/jwt-strict", i, base())
}

// RSA is the recorded host auth/jwt-rs256.
func RSA() server.Host {
	i := identity(newMemory(), servicestack.Credentials, servicestack.JWT)
	i.Tokens = &servicestack.TokenPolicy{
		Tokens: tokens(auth.TokenOptions{Method: "RS256", Keys: []auth.TokenKey{{RSA: rsaKey()}}}), Insecure: true,
	}
	return host("auth/jwt-rs256", i, base())
}

// Hooks is the recorded host auth/jwt-hooks.
func Hooks() server.Host {
	i := identity(newMemory(), servicestack.JWT, servicestack.Credentials)
	i.Tokens = &servicestack.TokenPolicy{
		Tokens: tokens(auth.TokenOptions{
			Keys: []auth.TokenKey{{ID: "key-1", Secret: decoded(mainKey)}},
			Also: []string{"HS384", "HS512"},
		}),
		Insecure: true, KeepBadCookies: true,
		Claims: func(c *auth.Claims, _ auth.User) {
			if c.Refresh {
				c.ID = "jti-refresh"
				return
			}
			c.ID = "jti-access"
			c.Header = []auth.Claim{{Name: "x5t", Value: json.RawMessage(`"abc"`)}}
			c.Extra = []auth.Claim{{Name: "flag", Value: json.RawMessage(`true`)}}
		},
		Deny: func(c *auth.Claims) bool { return c.Has("deny", "true") },
	}
	return host("auth/jwt-hooks", i, base())
}
