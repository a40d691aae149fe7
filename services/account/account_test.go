package account_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

func (r *rig) passwords() *auth.Passwords {
	return auth.NewPasswords(auth.PasswordOptions{Memory: 64, Time: 1})
}

func TestFinding(t *testing.T) {
	r := newRig(t)
	ann := &account.Account{Username: "Ann", Number: 42, Emails: []account.Email{{Address: "Ann@x.test", Verified: true}, {Address: "a2@x.test"}}}
	r.do(func(tx *account.Tx) error { return tx.Create(ann) })
	if len(ann.ID) != 17 || ann.Created.IsZero() || ann.Generation != 1 || ann.Logins != 0 {
		t.Errorf("Create() made %+v", ann)
	}
	bob := &account.Account{Username: "bob"}
	r.do(func(tx *account.Tx) error { bob.Number = 0; return tx.Create(bob) })
	if bob.Number != 43 {
		t.Errorf("the number after 42 is %d, want 43", bob.Number)
	}
	must(t, r.View(t.Context(), "", func(tx *account.Tx) error {
		for name, find := range map[string]func() (*account.Account, error){
			"id":          func() (*account.Account, error) { return tx.ByID(ann.ID) },
			"username":    func() (*account.Account, error) { return tx.ByUsername("aNN") },
			"address":     func() (*account.Account, error) { return tx.ByEmail("ann@X.TEST") },
			"2nd address": func() (*account.Account, error) { return tx.ByEmail("a2@x.test") },
			"number":      func() (*account.Account, error) { return tx.ByNumber(42) },
		} {
			if a, err := find(); err != nil || a.ID != ann.ID {
				t.Errorf("by %s: %v, %v", name, a, err)
			}
		}
		// P12: nothing else is the same address.
		for _, address := range []string{"", "ann@x.test ", " ann@x.test", "ann@x.test.", "ann@x.test\x00", "ann+1@x.test", "ａnn@x.test", "ann@x.teſt", "an\u0130n@x.test"} {
			if a, err := account.Maybe(tx.ByEmail(address)); a != nil || err != nil {
				t.Errorf("ByEmail(%q) = %v, %v, want nobody", address, a, err)
			}
		}
		return nil
	}))
}

func TestTaken(t *testing.T) {
	r := newRig(t)
	r.create("ann")
	for name, a := range map[string]account.Account{
		"id":       {ID: "ann"},
		"username": {Username: "ANN"},
		"address":  {Emails: []account.Email{{Address: "ANN@x.test"}}},
		"number":   {Number: 1},
	} {
		if err := r.Update(t.Context(), "", func(tx *account.Tx) error { b := a; return tx.Create(&b) }); !errors.Is(err, account.ErrTaken) {
			t.Errorf("%s: Create() = %v, want ErrTaken", name, err)
		}
	}
	kelvin := account.Account{Username: "\u212aate", Emails: []account.Email{{Address: "\u212aate@x.test"}}}
	r.do(func(tx *account.Tx) error { k := kelvin; return tx.Create(&k) })
	r.create("kate") // is somebody else
}

func TestSave(t *testing.T) {
	r := newRig(t)
	a := r.create("ann")
	r.do(func(tx *account.Tx) error { return tx.Revoke(a) })
	if err := r.Update(t.Context(), "", func(tx *account.Tx) error { return tx.Save(&account.Account{ID: "ann", Username: "eve", Version: 1}) }); err == nil {
		t.Error("an account that was read before another wrote it was written")
	}
	change := func(how func(a *account.Account)) {
		r.do(func(tx *account.Tx) error {
			a, err := tx.ByID("ann")
			if err != nil {
				return err
			}
			how(a)
			return tx.Save(a)
		})
	}
	change(func(a *account.Account) { a.Username, a.Password, a.Generation = "annie", "stolen", 1 })
	r.do(func(tx *account.Tx) error {
		got, err := tx.ByUsername("annie")
		if err == nil && (got.Generation != 2 || got.Password != "") {
			t.Errorf("Save() changed the password or generation: %+v", got)
		}
		return err
	})
	before := r.Epoch(t.Context(), "ann", "")
	change(func(a *account.Account) { a.Inactive = true })
	if r.Epoch(t.Context(), "ann", "") <= before {
		t.Error("making it inactive did not revoke")
	}
	if e := r.Epoch(t.Context(), "nobody", ""); e != math.MaxInt64 {
		t.Errorf("Epoch(nobody) = %d, want one that no token has", e)
	}
}

// P15: an old hash is replaced at the next success; unknown accounts are checked like known ones.
func TestCheckPassword(t *testing.T) {
	r := newRig(t)
	a := r.create("ann")
	old, err := bcrypt.GenerateFromPassword([]byte("password"), bcrypt.MinCost)
	must(t, err)
	r.do(func(tx *account.Tx) error { return tx.SetPassword(a, string(old)) })
	epoch := r.Epoch(t.Context(), "ann", "")
	for name, row := range map[string]struct {
		a        *account.Account
		password string
		want     bool
	}{
		"right": {a, "password", true}, "wrong": {a, "Password", false}, "unknown": {nil, "password", false}, "none set": {&account.Account{ID: "x"}, "", false},
		"too long": {a, strings.Repeat("x", 2000), false},
	} {
		if got, err := r.CheckPassword(t.Context(), row.a, row.password); got != row.want || err != nil {
			t.Errorf("%s: CheckPassword() = %v, %v, want %v", name, got, err, row.want)
		}
	}
	r.do(func(tx *account.Tx) (err error) { a, err = tx.ByID("ann"); return err })
	if !strings.HasPrefix(a.Password, "$argon2id$") || r.Epoch(t.Context(), "ann", "") != epoch {
		t.Errorf("after a success the hash is %.12s, want argon2id, and nobody signed out", a.Password)
	}
	if ok, err := r.CheckPassword(t.Context(), a, "password"); !ok || err != nil {
		t.Errorf("with the new hash: %v, %v", ok, err)
	}
}

func TestBusyIsUnavailable(t *testing.T) {
	r := newRig(t)
	c, err := account.Open(t.Context(), r.db, "busy", account.Options{Passwords: auth.NewPasswords(auth.PasswordOptions{Memory: 64, Time: 1, Queue: -1}), Pepper: make([]byte, 32)})
	must(t, err)
	_, err = c.CheckPassword(t.Context(), nil, "x")
	var told *services.Error
	if !errors.As(err, &told) || told.Code != services.Unavailable || told.After == 0 {
		t.Errorf("CheckPassword() = %v, want Unavailable", err)
	}
}

// Two systems in one store share nothing.
func TestSystemsAreApart(t *testing.T) {
	r := newRig(t)
	r.create("ann")
	other := r.core("other")
	must(t, other.View(t.Context(), "org1", func(tx *account.Tx) error {
		if a, err := account.Maybe(tx.ByEmail("ann@x.test")); a != nil || err != nil {
			t.Errorf("ByEmail() = %v, %v, want nobody", a, err)
		}
		return nil
	}))
}

func TestOrganisations(t *testing.T) {
	r := newRig(t)
	olga, mia := r.create("olga"), r.create("mia")
	r.do(func(tx *account.Tx) error {
		if err := tx.SaveOrganisation(&account.Organisation{Name: "One"}); err != nil {
			return err
		}
		if err := tx.Join(olga, account.Member{Roles: []string{account.Owner}, Confirmed: true}); err != nil {
			return err
		}
		return tx.Join(mia, account.Member{})
	})
	r.do(func(tx *account.Tx) error {
		o, err := tx.Organisation()
		if err != nil || o.ID != "org1" || o.Name != "One" {
			t.Errorf("Organisation() = %v, %v", o, err)
		}
		m, err := tx.Member("olga")
		if err != nil || !m.Owns() {
			t.Errorf("Member(olga) = %v, %v, want an owner", m, err)
		}
		if m, err := tx.Member("mia"); err != nil || m.Owns() || m.Confirmed {
			t.Errorf("Member(mia) = %v, %v, want an unconfirmed one", m, err)
		}
		all, err := tx.Members()
		if len(all) != 2 || olga.Organisations[0] != "org1" {
			t.Errorf("Members() = %v, organisations of olga = %v", all, olga.Organisations)
		}
		return err
	})
	// Z01: from another tenant they are nobody.
	must(t, r.View(t.Context(), "org2", func(tx *account.Tx) error {
		if o, err := account.Maybe(tx.Organisation()); o != nil || err != nil {
			t.Errorf("Organisation() = %v, %v, want none", o, err)
		}
		if m, err := account.Maybe(tx.Member("olga")); m != nil || err != nil {
			t.Errorf("Member(olga) = %v, %v, want none", m, err)
		}
		return nil
	}))
	r.do(func(tx *account.Tx) error { return tx.Leave(mia) })
	r.do(func(tx *account.Tx) error {
		m, err := account.Maybe(tx.Member("mia"))
		if m != nil || len(mia.Organisations) != 0 {
			t.Errorf("Leave() left %v, %v", m, mia.Organisations)
		}
		return err
	})
}

func TestPhones(t *testing.T) {
	r := newRig(t)
	u1, u2 := r.create("u1"), r.create("u2")
	pend := func(a *account.Account, mobile string) (p *account.Phone, err error) {
		err = r.Update(context.Background(), "", func(tx *account.Tx) error { p, err = tx.PendPhone(a, mobile); return err })
		return p, err
	}
	first, err := pend(u1, "0499999999")
	must(t, err)
	again, err := pend(u1, "0499999999")
	must(t, err)
	second, err := pend(u2, "0499999999") // nobody has confirmed it: a stranger's claim keeps no number from its owner
	must(t, err)
	if first.Number != again.Number || second.Number == first.Number || first.On {
		t.Errorf("numbers %d, %d and %d, want the same and another", first.Number, again.Number, second.Number)
	}
	r.do(func(tx *account.Tx) error { return tx.ConfirmPhone(u1, first) })
	if err := r.Update(t.Context(), "", func(tx *account.Tx) error { p := *second; return tx.ConfirmPhone(u2, &p) }); !errors.Is(err, account.ErrTaken) {
		t.Errorf("ConfirmPhone(the slower) = %v, want ErrTaken", err)
	}
	if _, err := pend(u2, "0499999999"); !errors.Is(err, account.ErrTaken) {
		t.Errorf("PendPhone(a confirmed one) = %v, want ErrTaken", err)
	}
	if err := r.Update(t.Context(), "", func(tx *account.Tx) error { p := *first; return tx.ConfirmPhone(u2, &p) }); !errors.Is(err, account.ErrNotFound) {
		t.Errorf("ConfirmPhone(another's) = %v, want ErrNotFound", err)
	}
	other, err := pend(u1, "0488888888")
	must(t, err)
	r.do(func(tx *account.Tx) error { return tx.ConfirmPhone(u1, other) })
	r.do(func(tx *account.Tx) error {
		p, err := tx.PhoneOf(u1)
		if err != nil || p.Mobile != "0488888888" {
			t.Errorf("PhoneOf() = %v, %v, want the newer", p, err)
		}
		f, err := tx.Factors(u1)
		if !f.Phone {
			t.Error("Factors() knows no phone")
		}
		return errors.Join(err, tx.DropPhone(u1))
	})
	r.do(func(tx *account.Tx) error {
		p, err := account.Maybe(tx.PhoneOf(u1))
		if p != nil {
			t.Errorf("PhoneOf() after DropPhone() = %v", p)
		}
		return err
	})
}

func TestKeys(t *testing.T) {
	r := newRig(t)
	ann := r.create("ann")
	var secret string
	var made *account.Key
	r.do(func(tx *account.Tx) (err error) {
		secret, made, err = tx.NewKey(account.Key{Account: "ann", Tenant: "777", Expires: r.now().Add(time.Hour)})
		return err
	})
	r.do(func(tx *account.Tx) error { _, err := tx.PutKey(account.Key{ID: "app"}, "AK"); return err })
	find := func(secret string) (k *account.Key) {
		must(t, r.View(t.Context(), "", func(tx *account.Tx) (err error) { k, err = account.Maybe(tx.Key(secret)); return err }))
		return k
	}
	if k := find(secret); k == nil || k.ID != made.ID || k.Tenant != "777" {
		t.Errorf("Key() = %v, want the one that was made", k)
	}
	if find("AK") == nil || find("ak") != nil || find("") != nil || find(made.Hash) != nil {
		t.Error("Key() does not tell secrets apart")
	}
	r.do(func(tx *account.Tx) error { return tx.RevokeKey("app") })
	if find("AK") != nil {
		t.Error("a revoked key lives")
	}
	r.pass(time.Hour)
	if find(secret) != nil {
		t.Error("an expired key lives")
	}
	r.pass(-time.Hour)
	r.do(func(tx *account.Tx) error { ann.Inactive = true; return tx.Save(ann) })
	if find(secret) != nil {
		t.Error("a key of an inactive account lives")
	}
}

// A place once taken is good, whoever comes after; who finds none has cost no write.
func TestTurn(t *testing.T) {
	r := newRig(t)
	hash, err := r.HashPassword(t.Context(), "password")
	must(t, err)
	a := r.create("ann")
	r.do(func(tx *account.Tx) error { return tx.SetPassword(a, hash) })
	var turns []*account.Turn
	var told *services.Error
	for {
		turn, err := r.Turn(t.Context())
		if errors.As(err, &told) {
			break
		}
		must(t, err)
		turns = append(turns, turn)
	}
	if told.Code != services.Unavailable || told.After == 0 {
		t.Errorf("Turn() = %v, want Unavailable", told)
	}
	if ok, err := turns[0].CheckPassword(t.Context(), a, "password"); !ok || err != nil {
		t.Errorf("CheckPassword() from a place = %v, %v, want true", ok, err)
	}
	turns[0].End() // CheckPassword did
	next, err := r.Turn(t.Context())
	must(t, err)
	if _, err := r.Turn(t.Context()); !errors.As(err, &told) {
		t.Errorf("Turn() after one place was given back = %v, want room for one", err)
	}
	next.End()
	for _, turn := range turns[1:] {
		turn.End()
	}
}

// An attempt at what is locked is not counted, and costs a write all the same: it must not be known by its speed.
func TestLockedAttemptWrites(t *testing.T) {
	r := newRig(t)
	for range 10 {
		r.check(func(tx *account.Tx) (account.Check, error) { return tx.Attempt(account.SignIn, "ann") })
	}
	before, err := os.ReadFile(r.path)
	must(t, err)
	verdict(t, "an attempt at what is locked", r.check(func(tx *account.Tx) (account.Check, error) {
		return tx.Attempt(account.SignIn, "ann")
	}), account.Locked)
	after, err := os.ReadFile(r.path)
	must(t, err)
	if bytes.Equal(before, after) {
		t.Error("nothing was written")
	}
}

// A policy that says nothing of limits has some for what can be guessed.
func TestLimitsInAnyCase(t *testing.T) {
	r := newRig(t)
	core, err := account.Open(t.Context(), r.db, "silent", account.Options{
		Passwords: auth.NewPasswords(auth.PasswordOptions{Memory: 64, Time: 1}), Pepper: bytes.Repeat([]byte{9}, 32), Now: r.now,
	})
	must(t, err)
	for purpose, tries := range map[account.Purpose]int{account.SignIn: 10, account.SecondFactor: 5} {
		for n := range tries + 1 {
			want := account.Right
			if n == tries {
				want = account.Locked
			}
			var check account.Check
			must(t, core.Update(t.Context(), "", func(tx *account.Tx) (err error) {
				check, err = tx.Attempt(purpose, "ann")
				return err
			}))
			verdict(t, fmt.Sprintf("attempt %d at %s", n+1, purpose), check, want)
		}
	}
}
