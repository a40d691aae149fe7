package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
)

// password is that of all recorded users.
const password = "p@55wOrd"

// An account is a user with what only his host knows.
type account struct {
	auth.User
	password string
	failures int
}

// A memory is the accounts, sessions and keys of a host that forgets them at its end.
type memory struct {
	mu       sync.Mutex
	accounts []*account
	sessions map[string]auth.Login
	keys     []auth.APIKey

	attempts int  // failures that lock an account; zero: any number is free
	keyed    bool // new accounts get keys
}

// newMemory holds the recorded users.
func newMemory() *memory {
	m := &memory{sessions: map[string]auth.Login{}}
	for _, u := range []auth.User{
		{Name: "manager", Email: "manager@example.org", FirstName: "Test", LastName: "Manager", DisplayName: "Test Manager",
			Organisations: []string{"org-1"}, Roles: []string{"Employee", "Manager"}, Permissions: []string{"CanEdit"}},
		{Name: "employee", Email: "employee@example.org", FirstName: "Test", LastName: "Employee", DisplayName: "Test Employee",
			Organisations: []string{"org-2"}, Roles: []string{"Employee"}},
		{Name: "admin", Email: "admin@example.org", DisplayName: "The Admin", Roles: []string{"Admin"}},
		{Name: "locked", Email: "locked@example.org", DisplayName: "Locked", Locked: true},
		{Email: "zoe@example.org", FirstName: "Zoë", LastName: `Ünal "Q" <b>`},
	} {
		m.add(u, password)
	}
	return m
}

func (m *memory) add(u auth.User, password string) auth.User {
	u.ID = strconv.Itoa(len(m.accounts) + 1)
	m.accounts = append(m.accounts, &account{User: u, password: password})
	return u
}

// named finds an account by its address, which is what a name with an @ is, or by its user name. Both count letter by letter.
func (m *memory) named(name string) *account {
	i := slices.IndexFunc(m.accounts, func(a *account) bool {
		if strings.Contains(name, "@") {
			return a.Email == name
		}
		return name != "" && a.Name == name
	})
	if i < 0 {
		return nil
	}
	return m.accounts[i]
}

// Login implements servicestack.Users.
func (m *memory) Login(_ context.Context, name, password string) (auth.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.named(name)
	switch {
	case a == nil:
		return auth.User{}, auth.ErrUnauthenticated
	case subtle.ConstantTimeCompare([]byte(a.password), []byte(password)) == 0:
		a.failures++
		a.Locked = a.Locked || m.attempts > 0 && a.failures >= m.attempts
		return auth.User{}, auth.ErrUnauthenticated
	case a.Locked:
		return auth.User{}, auth.ErrLocked
	}
	a.failures = 0
	return a.User, nil
}

// errNotNumbered is the recorded repository's own fault: it numbers its users, and breaks where it is asked for anything but a number.
var errNotNumbered = services.Errorf(services.Internal, "NullReferenceException", "Object reference not set to an instance of an object.")

// User implements servicestack.Users.
func (m *memory) User(_ context.Context, id string) (auth.User, error) {
	if _, err := strconv.Atoi(id); err != nil {
		return auth.User{}, errNotNumbered
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.accounts {
		if a.ID == id {
			return a.User, nil
		}
	}
	return auth.User{}, auth.ErrNoUser
}

// Taken implements servicestack.Registrar.
func (m *memory) Taken(_ context.Context, name string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.named(name) != nil, nil
}

// Register implements servicestack.Registrar.
func (m *memory) Register(_ context.Context, u auth.User, password string) (auth.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u = m.add(u, password)
	if m.keyed {
		for _, environment := range []string{"live", "test"} {
			m.newKey(u.ID, environment)
		}
	}
	return u, nil
}

// Assign implements servicestack.RoleKeeper.
func (m *memory) Assign(_ context.Context, name string, roles, permissions []string) (auth.User, error) {
	return m.change(name, func(a *account) {
		a.Roles, a.Permissions = union(a.Roles, roles), union(a.Permissions, permissions)
	})
}

// Unassign implements servicestack.RoleKeeper.
func (m *memory) Unassign(_ context.Context, name string, roles, permissions []string) (auth.User, error) {
	return m.change(name, func(a *account) {
		a.Roles, a.Permissions = without(a.Roles, roles), without(a.Permissions, permissions)
	})
}

func (m *memory) change(name string, by func(*account)) (auth.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.named(name)
	if a == nil {
		return auth.User{}, auth.ErrNoUser
	}
	by(a)
	return a.User, nil
}

// union returns a with what b has beyond it.
func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// Begin implements servicestack.Sessions.
func (m *memory) Begin(_ context.Context, l auth.Login) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[l.ID] = l
	return nil
}

// Session implements servicestack.Sessions.
func (m *memory) Session(_ context.Context, id string) (auth.Login, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, ok := m.sessions[id]
	if !ok || !time.Now().Before(l.Expires) {
		return auth.Login{}, auth.ErrUnauthenticated
	}
	return l, nil
}

// End implements servicestack.Sessions.
func (m *memory) End(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, id)
	return nil
}

func (m *memory) newKey(user, environment string) auth.APIKey {
	k := auth.APIKey{Key: rand.Text(), User: user, Environment: environment, Kind: "secret"}
	m.keys = append(m.keys, k)
	return k
}

// Key implements servicestack.Keys.
func (m *memory) Key(_ context.Context, text string) (auth.APIKey, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range m.keys {
		if subtle.ConstantTimeCompare([]byte(k.Key), []byte(text)) == 1 {
			return k, nil
		}
	}
	return auth.APIKey{}, auth.ErrUnauthenticated
}

// Keys implements servicestack.Keys.
func (m *memory) Keys(_ context.Context, user, environment string) ([]auth.APIKey, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []auth.APIKey
	for _, k := range m.keys {
		if k.User == user && k.Environment == environment {
			found = append(found, k)
		}
	}
	return found, nil
}

// Regenerate implements servicestack.Keys.
func (m *memory) Regenerate(_ context.Context, user, environment string) ([]auth.APIKey, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.keys {
		if k := &m.keys[i]; k.User == user && k.Environment == environment {
			k.Cancelled = time.Now()
		}
	}
	return []auth.APIKey{m.newKey(user, environment)}, nil
}
