package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/foundry"
	"github.com/causeway-gateway/causeway/services/store"
)

// The cross-tenant matrix of Foundry (security.md Z01, Z02, figure 7): everybody of three organisations calls every operation under each of its names,
// in each format, for his own organisation and for others; every answer is the contract's (F12, F13), and no call writes a record of others.

var tenants = []string{"org1", "org2", "org3"}

// next returns the one that is n places behind another in a ring.
func next(ring []string, tenant string, n int) string {
	return ring[(slices.Index(ring, tenant)+n)%len(ring)]
}

// A actor is an account of the matrix.
type actor struct {
	role, home string
	factor     bool
	places     map[string]standing // organisations that its token lists
}

// A standing is what an actor is in an organisation.
type standing int

const (
	nobody standing = iota
	invited
	plain
	owning
)

func (r actor) id() string       { return r.role + "-" + r.home }
func (r actor) email() string    { return r.id() + "@x.test" }
func (r actor) password() string { return "pass-" + r.id() }
func (r actor) secret() []byte   { return []byte(fmt.Sprintf("%-20s", r.id())) }

// rules reports whether it may take second factors in an organisation that it is a member of.
func (r actor) rules(tenant string) bool {
	return r.places[tenant] == owning || r.places[tenant] == plain && r.role == "administrator"
}

// actors are those of one organisation. The guest is also a member of the next one, and invited to the one after that.
func actors(home string) []actor {
	return []actor{
		{"target", home, true, map[string]standing{home: plain}},
		{"owner", home, true, map[string]standing{home: owning}},
		{"administrator", home, true, map[string]standing{home: plain}},
		{"member", home, true, map[string]standing{home: plain}},
		{"newcomer", home, false, map[string]standing{home: plain}},
		{"invited", home, true, map[string]standing{home: invited}},
		{"guest", home, true, map[string]standing{home: owning, next(tenants, home, 1): plain, next(tenants, home, 2): invited}},
	}
}

// outsider has an account and no organisation.
var outsider = actor{role: "outsider", home: "outside", factor: true}

// A matrix is Foundry with three organisations, and what is known of its records.
type matrix struct {
	foundryTest
	owners
	cells   int
	refusal map[string]string // the one body for organisations that a caller has no part in, by operation and format
}

func startMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{foundryTest{fresh(t, foundrySystem, store.Options{NoSync: true})}, owners{}, 0, map[string]string{}}
	for _, home := range tenants {
		for _, r := range actors(home) {
			m.settle(r)
		}
	}
	m.settle(outsider)
	m.listen()
	return m
}

// settle adds a actor, and with the first of an organisation that.
func (m *matrix) settle(r actor) {
	m.t.Helper()
	before := m.records()
	hash, err := m.core.HashPassword(m.t.Context(), r.password())
	if err != nil {
		m.t.Fatal(err)
	}
	m.in("", func(tx *account.Tx) error {
		a := &account.Account{ID: r.id(), Username: r.id(), Password: hash, Emails: []account.Email{{Address: r.email(), Verified: true}}}
		if r.role == "administrator" {
			a.Roles = []string{foundry.Administrator}
		}
		if err := tx.Create(a); err != nil || !r.factor {
			return err
		}
		return tx.SetTOTP(a, r.secret())
	})
	for _, tenant := range []string{r.home, next(tenants, r.home, 1), next(tenants, r.home, 2)} { // the first is the default one
		if r.places[tenant] != nobody {
			m.in(tenant, func(tx *account.Tx) error { return join(tx, r, tenant) })
		}
	}
	m.learn(r.home, before.changed(m.records()))
}

func join(tx *account.Tx, r actor, tenant string) error {
	if err := tx.SaveOrganisation(&account.Organisation{Name: tenant}); err != nil {
		return err
	}
	a, err := tx.ByID(r.id())
	if err != nil {
		return err
	}
	member := account.Member{Confirmed: r.places[tenant] != invited}
	if r.places[tenant] == owning {
		member.Roles = []string{account.Owner}
	}
	return tx.Join(a, member)
}

func (m *matrix) in(tenant string, fn func(*account.Tx) error) {
	m.t.Helper()
	if err := m.core.Update(m.t.Context(), tenant, fn); err != nil {
		m.t.Fatalf("write the records of %s: %v", tenant, err)
	}
}

// A cell is one call of the matrix.
type cell struct {
	caller       actor
	organisation string // how the request names one
	operation    string
	target       string
	format       string
	route        string
}

var (
	namings    = []string{"own", "absent", "other", "third", "unknown", "malformed", "array", "twice", "split"}
	operations = []string{"Reset", "Enable", "GenerateKey"} // a key is generated last: before there is one, none is to be confirmed
	routes     = []string{"path", "suffix", "api", "reply", "batch"}
)

// named is the organisation that a cell's request names; empty where it names none or no one.
func (c cell) named() string {
	switch c.organisation {
	case "own":
		return c.caller.home
	case "other", "array", "twice", "split":
		return next(tenants, c.caller.home, 1)
	case "third":
		return next(tenants, c.caller.home, 2)
	case "unknown":
		return "nowhere"
	case "malformed":
		return "org 1"
	}
	return ""
}

// acts is the organisation that the call acts in if the caller has a part in it.
func (c cell) acts() string {
	if c.organisation == "absent" {
		return c.caller.home
	}
	return c.named()
}

// want is the contract's answer, and whether the caller's code is looked at.
func (c cell) want() (status int, code string, spends bool) {
	standing := c.caller.places[c.acts()]
	switch {
	case c.organisation == "array" && c.format == "xml":
		return 400, "SerializationException", false // no text at all: what cannot be read is told to anybody (F16)
	case c.caller.id() == anonymous.id():
		return 401, "", false
	case slices.Contains([]string{"malformed", "array"}, c.organisation):
		return 400, "RegularExpression", false
	case slices.Contains([]string{"twice", "split"}, c.organisation):
		return 400, "ArgumentException", false
	case standing == nobody || standing == invited:
		return 404, "ResourceNotFoundException", false
	case c.operation == "Reset":
		return c.wantReset()
	case c.caller.factor:
		return 409, "ResourceConflictException", false
	case c.operation == "Enable":
		return 400, "RuleViolationException", false
	}
	return 200, "", false
}

func (c cell) wantReset() (status int, code string, spends bool) {
	switch {
	case !c.caller.rules(c.acts()):
		return 403, "ForbiddenException", false
	case c.target != "own":
		return 404, "ResourceNotFoundException", true
	}
	return 200, "", true
}

// anonymous calls without a token.
var anonymous = actor{role: "anonymous", home: "outside"}

// TestTenantMatrix is Foundry's part of the matrix.
func TestTenantMatrix(t *testing.T) {
	m := startMatrix(t)
	callers := []actor{outsider, anonymous}
	for _, home := range tenants {
		callers = append(callers, actors(home)[1:]...)
	}
	for _, caller := range callers {
		m.calls(caller)
	}
	if want := 20 * 5 * 9 * 4 * 5; m.cells != want { // callers, operations and targets, namings, formats, routes
		t.Errorf("%d cells, want %d", m.cells, want)
	}
	m.told(callers)
	t.Logf("%d cells of %d callers", m.cells, len(callers))
}

// What somebody writes of another organisation is noticed, wherever it lies.
func TestTenantMatrixNoticesTrespass(t *testing.T) {
	m := startMatrix(t)
	owner, other := actors("org1")[1], actors("org2")[0]
	for what, write := range map[string]func(*account.Tx, *account.Account) error{
		"an account":   func(tx *account.Tx, a *account.Account) error { return tx.Save(a) },
		"a factor":     func(tx *account.Tx, a *account.Account) error { _, err := tx.ResetTOTP(a); return err },
		"a membership": func(tx *account.Tx, a *account.Account) error { return tx.Join(a, account.Member{Confirmed: true}) },
		"the sign-ins": func(tx *account.Tx, a *account.Account) error { return tx.EndLogins(a, nil) },
		"the name": func(tx *account.Tx, a *account.Account) error {
			return tx.SaveOrganisation(&account.Organisation{Name: "mine"})
		},
	} {
		before := m.records()
		m.in(other.home, func(tx *account.Tx) error {
			a, err := tx.ByID(other.id())
			if err != nil {
				return err
			}
			return write(tx, a)
		})
		if len(m.trespasses(owner.home, before, m.records())) == 0 {
			t.Errorf("%s of %s was written and not noticed", what, other.id())
		}
	}
}

// calls makes all calls of one caller and looks at what they left.
func (m *matrix) calls(caller actor) {
	m.t.Helper()
	cells := cellsOf(caller)
	for len(cells) > 0 {
		token, entered := m.enter(caller), m.clock.now()
		before := m.records()
		for len(cells) > 0 && m.clock.now().Sub(entered) < 30*time.Minute { // spent codes take the clock on, and tokens live an hour
			m.call(cells[0], token)
			cells = cells[1:]
		}
		for _, foreign := range m.trespasses(caller.home, before, m.records()) {
			m.t.Errorf("%s wrote %s", caller.id(), foreign)
		}
	}
}

func cellsOf(caller actor) (all []cell) {
	for _, operation := range operations {
		targets := []string{""}
		if operation == "Reset" {
			targets = []string{"own", "other", "unknown"}
		}
		for _, target := range targets {
			for _, naming := range namings {
				for _, format := range formats {
					for _, route := range routes {
						all = append(all, cell{caller, naming, operation, target, format.name, route})
					}
				}
			}
		}
	}
	return all
}

// enter signs a caller in.
func (m *matrix) enter(r actor) (token string) {
	m.t.Helper()
	if r.id() == anonymous.id() {
		return ""
	}
	body := `{"provider":"credentials","userName":"` + r.email() + `","password":"` + r.password() + `","meta":{"twoFactorCode":"` + m.codeFor(r) + `"}}`
	a := m.send("POST /auth", body, "Content-Type: application/json", "Accept: application/json")
	if token = member(m.t, a, "bearerToken"); a.status != 200 || token == "" {
		m.t.Fatalf("sign in as %s: %d %s", r.id(), a.status, a.body)
	}
	m.clock.advance(30 * time.Second)
	return token
}

func (m *matrix) codeFor(r actor) string { return auth.TOTP{}.Code(r.secret(), m.clock.now()) }

func (m *matrix) call(c cell, token string) {
	m.t.Helper()
	m.cells++
	line, headers := c.line()
	if token != "" {
		headers = append(headers, "Authorization: Bearer "+token)
	}
	a := m.send(line, c.body(m.codeFor(c.caller)), headers...)
	status, code, spends := c.want()
	if spends {
		m.clock.advance(30 * time.Second)
	}
	if a.status != status || !strings.Contains(a.body, errorCode(c.format, code)) || status == 401 && a.body != "" {
		m.t.Errorf("%s of %s, %s for the organisation %s, target %s, as %s = %d %q, want %d %s",
			c.operation, c.caller.id(), line, c.organisation, c.target, c.format, a.status, a.body, status, code)
	}
	if status == 404 && !spends {
		m.alike(c, a)
	}
}

// alike checks that all organisations that a caller has no part in are told alike.
func (m *matrix) alike(c cell, a answer) {
	m.t.Helper()
	key := c.operation + " " + c.format
	if c.route == "batch" {
		key += " batch" // which says which request it is about
	}
	if m.refusal[key] == "" {
		m.refusal[key] = a.body
	}
	if a.body != m.refusal[key] {
		m.t.Errorf("%s of %s for the organisation %s = %q, want what others are told: %q", c.operation, c.caller.id(), c.organisation, a.body, m.refusal[key])
	}
}

// told checks what was said beside the answers: the trail names no organisation that its caller has no part in, and only those whose factor was
// taken by an owner of theirs got a mail.
func (m *matrix) told(callers []actor) {
	m.t.Helper()
	events, err := m.core.Trail(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	for _, e := range events {
		i := slices.IndexFunc(callers, func(r actor) bool { return r.id() == e.Caller })
		if e.Tenant != "" && e.Caller != "" && (i < 0 || callers[i].places[e.Tenant] == nobody) {
			m.t.Errorf("the trail has %s of %s in %s", e.Operation, e.Caller, e.Tenant)
		}
	}
	var to []string
	for _, mail := range m.outbox() {
		to = append(to, mail.To)
	}
	slices.Sort(to)
	if want := []string{"target-org1@x.test", "target-org2@x.test", "target-org3@x.test"}; !slices.Equal(to, want) {
		m.t.Errorf("mails to %q, want %q", to, want)
	}
}
