package auth

import (
	"errors"
	"time"
)

var (
	// ErrLocked means that the proof is good and the account is locked.
	ErrLocked = errors.New("auth: account is locked")

	// ErrNoUser means that there is no such account.
	ErrNoUser = errors.New("auth: no such user")
)

// A User is an account as those see it who sign him in: who he is and what he may do.
type User struct {
	ID            string
	Name          string // that signs in; empty where only the address does
	Email         string
	FirstName     string
	LastName      string
	DisplayName   string
	Roles         []string
	Permissions   []string
	Organisations []string // the tenants he belongs to, the default one first
	Locked        bool
	Epoch         int64 // what tokens and sessions carry that begin now; where it was raised since, they are over
}

// A Login is a session that is kept at the server. It names the user and nothing that the user's record says, which is read on every use.
type Login struct {
	ID       string // the secret that the client shows
	User     string // account id
	Name     string // that he signed in with
	Provider string // by which he did, such as "credentials"
	Epoch    int64  // of the user when he signed in
	Expires  time.Time
}

// An APIKey is a secret by which a program acts as a user.
type APIKey struct {
	Key         string // a store that keeps hashes has it only when it is made, and later shows a few characters to tell it by
	User        string // account id
	Environment string // such as "live" or "test"
	Kind        string // such as "secret"
	Expires     time.Time
	Cancelled   time.Time
	Scopes      []string // what it is good for, where a host asks
	Operations  []string // the only ones that it is good for, by the names of their requests; empty: all
}
