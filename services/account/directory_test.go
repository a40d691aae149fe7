package account_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/store"
)

const annsPassword = "correct horse battery"

// person makes an account with a password, who belongs to org1.
func (r *rig) person(name string) *account.Account {
	r.t.Helper()
	hash, err := r.HashPassword(r.t.Context(), annsPassword)
	must(r.t, err)
	a := r.create(name)
	r.do(func(tx *account.Tx) error {
		if a, err = tx.ByID(name); err != nil {
			return err
		}
		if err := tx.SetPassword(a, hash); err != nil {
			return err
		}
		return tx.Join(a, account.Member{Confirmed: true})
	})
	return a
}

func (r *rig) people() *account.Directory {
	return r.Directory(account.DirectoryOptions{Environments: []string{"live"}})
}

// login signs in, which has to succeed.
func (r *rig) login(name string) auth.User {
	r.t.Helper()
	u, err := r.people().Login(r.t.Context(), name, annsPassword)
	must(r.t, err)
	return u
}

// holds reports whether a text stands in the records of a collection as they are before they are sealed, or in their keys.
func (r *rig) holds(collection, text string) (found bool) {
	r.t.Helper()
	must(r.t, r.db.View(r.t.Context(), store.Scope{System: "test"}, func(tx *store.Tx) error {
		for record, err := range store.SystemCollection[json.RawMessage](collection).All(tx, "") {
			if err != nil {
				return err
			}
			found = found || strings.Contains(record.Key+string(*record.Value), text)
		}
		return nil
	}))
	return found
}

func TestDirectoryLogin(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	r.person("ben")
	r.person("cid")
	r.do(func(tx *account.Tx) error {
		ben, err := tx.ByID("ben")
		if err != nil {
			return err
		}
		ben.Inactive = true
		if err := tx.Save(ben); err != nil {
			return err
		}
		cid, err := tx.ByID("cid")
		if err != nil {
			return err
		}
		return tx.SetTOTP(cid, seed)
	})
	for _, c := range []struct {
		what, name, password string
		want                 error
	}{
		{"by username", "ann", annsPassword, nil},
		{"by username in another case", "ANN", annsPassword, nil},
		{"by address", "ann@x.test", annsPassword, nil},
		{"a wrong password", "ann", "wrong", auth.ErrUnauthenticated},
		{"a password too long to be hashed", "ann", strings.Repeat("x", 2000), auth.ErrUnauthenticated},
		{"nobody", "nobody", annsPassword, auth.ErrUnauthenticated},
		{"an inactive account", "ben", annsPassword, auth.ErrLocked},
		{"an inactive account by a wrong password", "ben", "wrong", auth.ErrUnauthenticated},
		{"an account with a second factor", "cid", annsPassword, auth.ErrUnauthenticated},
	} {
		u, err := r.people().Login(t.Context(), c.name, c.password)
		if !errors.Is(err, c.want) || (err == nil) != (u.ID == "ann") {
			t.Errorf("%s: Login(%s) = %+v, %v, want %v", c.what, c.name, u, err, c.want)
		}
	}
	r.pass(5 * time.Minute)
	for range 10 {
		_, err := r.people().Login(t.Context(), "ann", "wrong")
		if !errors.Is(err, auth.ErrUnauthenticated) {
			t.Fatalf("Login(ann, wrong) = %v", err)
		}
	}
	_, err := r.people().Login(t.Context(), "ann@x.test", annsPassword)
	if e, ok := errors.AsType[*services.Error](err); !ok || e.Code != services.TooMany || e.After != 5*time.Minute {
		t.Errorf("Login(ann) after ten wrong tries = %v, want TooMany for five minutes", err)
	}
}

// running reports whether a session is.
func (r *rig) running(id string) bool {
	r.t.Helper()
	_, err := r.people().Session(r.t.Context(), id)
	if err != nil && !errors.Is(err, auth.ErrUnauthenticated) {
		r.t.Error(err)
	}
	return err == nil
}

func (r *rig) begin(u auth.User, id string) error {
	return r.people().Begin(r.t.Context(), auth.Login{ID: id, User: u.ID, Name: "ann@x.test", Provider: "credentials", Epoch: u.Epoch, Expires: r.now().Add(time.Hour)})
}

func TestDirectorySessions(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	u := r.login("ann")
	must(t, r.begin(u, "one-session-of-ann-s"))
	must(t, r.begin(u, "another-session-of-a"))
	r.reopen()
	l, err := r.people().Session(t.Context(), "one-session-of-ann-s")
	want := auth.Login{ID: "one-session-of-ann-s", User: "ann", Name: "ann@x.test", Provider: "credentials", Epoch: u.Epoch, Expires: r.now().Add(time.Hour)}
	if err != nil || !l.Expires.Equal(want.Expires) {
		t.Errorf("Session() after a restart = %+v, %v, want %+v", l, err, want)
	}
	if l.Expires = want.Expires; l != want {
		t.Errorf("Session() after a restart = %+v, want %+v", l, want)
	}
	if r.holds("sessions", "one-session-of-ann-s") || !r.holds("sessions", "ann@x.test") {
		t.Error("the records of sessions hold an id, or not what they should")
	}
	must(t, r.people().End(t.Context(), "one-session-of-ann-s"))
	must(t, r.people().End(t.Context(), "no-session-at-all"))
	if r.running("one-session-of-ann-s") || !r.running("another-session-of-a") {
		t.Error("End() ended the wrong session")
	}
	r.pass(time.Hour)
	if r.running("another-session-of-a") {
		t.Error("a session outlives its end")
	}
	if n, err := r.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("Sweep() = %d, %v, want the one that expired", n, err)
	}
}

// Whatever revokes ends sessions, tokens and keys at once and for good, and lets nobody begin one with an older sign-in.
func TestDirectoryRevocation(t *testing.T) {
	with := func(do func(*account.Tx, *account.Account) error) func(*account.Tx) error {
		return func(tx *account.Tx) error {
			a, err := tx.ByID("ann")
			if err != nil {
				return err
			}
			return do(tx, a)
		}
	}
	for _, c := range []struct {
		what  string
		keeps bool // keys
		do    func(*account.Tx) error
	}{
		{"Revoke", false, with(func(tx *account.Tx, a *account.Account) error { return tx.Revoke(a) })},
		{"EndLogins", true, with(func(tx *account.Tx, a *account.Account) error { return tx.EndLogins(a, nil) })},
		{"Leave", false, with(func(tx *account.Tx, a *account.Account) error { return tx.Leave(a) })},
		{"Save of an inactive account", false, with(func(tx *account.Tx, a *account.Account) error { a.Inactive = true; return tx.Save(a) })},
		{"RevokeTenant", false, func(tx *account.Tx) error { return tx.RevokeTenant() }},
	} {
		t.Run(c.what, func(t *testing.T) {
			r := newRig(t)
			r.person("ann")
			r.do(func(tx *account.Tx) error { return tx.RevokeTenant() }) // so that what a tenant adds to an epoch is not nothing
			u := r.login("ann")
			must(t, r.begin(u, "session"))
			made, err := r.people().Regenerate(t.Context(), "ann", "live")
			must(t, err)
			if e := r.Epoch(t.Context(), "ann", ""); e != u.Epoch || !r.running("session") {
				t.Fatalf("Epoch() = %d, want that of the sign-in, %d, and its session running", e, u.Epoch)
			}
			r.do(c.do)
			for _, when := range []string{"at once", "after a restart"} {
				if e := r.Epoch(t.Context(), "ann", ""); e <= u.Epoch {
					t.Errorf("%s: Epoch() = %d, want more than %d", when, e, u.Epoch)
				}
				if _, err := r.people().Key(t.Context(), made[0].Key); (err == nil) != c.keeps {
					t.Errorf("%s: Key() = %v, want it good: %t", when, err, c.keeps)
				}
				if err := r.begin(u, "late"); !errors.Is(err, auth.ErrUnauthenticated) {
					t.Errorf("%s: Begin() with the sign-in before = %v, want %v", when, err, auth.ErrUnauthenticated)
				}
				if r.running("session") || r.running("late") {
					t.Errorf("%s: a session runs on", when)
				}
				r.reopen()
			}
		})
	}
}

// A tenant's revocation is nothing to those who do not belong to it, and who joins it later does not lower what he has.
func TestRevokeTenantOfOthers(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	r.create("ben")
	ann, ben := r.Epoch(t.Context(), "ann", ""), r.Epoch(t.Context(), "ben", "")
	for range 3 {
		r.do(func(tx *account.Tx) error { return tx.RevokeTenant() })
	}
	if a, b := r.Epoch(t.Context(), "ann", ""), r.Epoch(t.Context(), "ben", ""); a != ann+3 || b != ben {
		t.Errorf("Epoch() of a member and of another = %d and %d, want %d and %d", a, b, ann+3, ben)
	}
	last := r.Epoch(t.Context(), "ben", "")
	for _, step := range []func(*account.Tx, *account.Account) error{
		func(tx *account.Tx, a *account.Account) error { return tx.Join(a, account.Member{Confirmed: true}) },
		func(tx *account.Tx, a *account.Account) error { return tx.Leave(a) },
		func(tx *account.Tx, a *account.Account) error { return tx.Join(a, account.Member{Confirmed: true}) },
	} {
		r.do(func(tx *account.Tx) error {
			a, err := tx.ByID("ben")
			if err != nil {
				return err
			}
			return step(tx, a)
		})
		e := r.Epoch(t.Context(), "ben", "")
		if r.reopen(); e <= last || r.Epoch(t.Context(), "ben", "") != e {
			t.Errorf("Epoch() = %d, after a restart %d, want more than %d both times", e, r.Epoch(t.Context(), "ben", ""), last)
		}
		last = e
	}
}

// The epoch that is kept in memory is never behind a revocation that was acknowledged.
func TestEpochUnderLoad(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	var raised atomic.Int64
	atOnce(8, func(i int) {
		for range 25 {
			known := raised.Load()
			if e := r.Epoch(t.Context(), "ann", ""); e < known {
				t.Errorf("Epoch() = %d after %d was acknowledged", e, known)
			}
			if i > 1 {
				continue
			}
			var e int64
			r.do(func(tx *account.Tx) error {
				a, err := tx.ByID("ann")
				if err != nil {
					return err
				}
				if err := tx.RevokeTenant(); err != nil {
					return err
				}
				e, err = tx.Epoch(a)
				return err
			})
			for old := raised.Load(); old < e && !raised.CompareAndSwap(old, e); old = raised.Load() {
			}
		}
	})
}

func TestDirectoryKeys(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	d := r.people()
	make1 := func() auth.APIKey {
		made, err := d.Regenerate(t.Context(), "ann", "live")
		if err != nil || len(made) != 1 || len(made[0].Key) != 43 {
			t.Fatalf("Regenerate() = %+v, %v, want a key of 43 characters", made, err)
		}
		return made[0]
	}
	must(t, r.begin(r.login("ann"), "session"))
	before := r.Epoch(t.Context(), "ann", "")
	first := make1()
	if r.Epoch(t.Context(), "ann", "") != before {
		t.Error("the first key ended tokens")
	}
	if all, err := d.Keys(t.Context(), "ann", "live"); err != nil || len(all) != 1 || all[0].Key != first.Key[:4]+"***" || all[0].Kind != "secret" {
		t.Errorf("Keys() = %+v, %v, want the first four characters", all, err)
	}
	r.pass(time.Minute)
	second := make1()
	third := make1()
	if r.Epoch(t.Context(), "ann", "") != before+2 || !r.running("session") {
		t.Error("tokens that were got with a key outlive it, or a session does not")
	}
	for what, c := range map[string]struct {
		key       auth.APIKey
		cancelled bool
		err       error
	}{
		"a key whose successor was replaced too": {first, false, auth.ErrUnauthenticated},
		"the former key":                         {second, true, nil},
		"the key":                                {third, false, nil},
		"an unknown key":                         {auth.APIKey{Key: "unknown"}, false, auth.ErrUnauthenticated},
	} {
		k, err := d.Key(t.Context(), c.key.Key)
		if !errors.Is(err, c.err) || k.Cancelled.IsZero() == c.cancelled || err == nil && (k.User != "ann" || k.Environment != "live") {
			t.Errorf("%s: Key() = %+v, %v, want cancelled %t, %v", what, k, err, c.cancelled, c.err)
		}
	}
	for _, c := range []struct{ user, environment string }{{"ann", "test"}, {"ann", "live/former"}} {
		if made, err := d.Regenerate(t.Context(), c.user, c.environment); len(made) != 0 || err != nil {
			t.Errorf("Regenerate(%s, %s) = %v, %v, want none", c.user, c.environment, made, err)
		}
	}
	if r.holds("keys", third.Key[4:16]) || !r.holds("keys", third.Key[:4]) {
		t.Error("the records of keys hold more than the first characters, or less")
	}
	r.do(func(tx *account.Tx) error {
		_, err := tx.PutKey(account.Key{Account: "ann"}, "a key for something else")
		return err
	})
	if _, err := d.Key(t.Context(), "a key for something else"); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("Key() of a key without an environment = %v, want %v", err, auth.ErrUnauthenticated)
	}
}

// Of 100 who ask for a key at once each gets one, and one of them stays good.
func TestDirectoryKeysAtOnce(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	texts := make([]string, 100)
	atOnce(len(texts), func(i int) {
		made, err := r.people().Regenerate(t.Context(), "ann", "live")
		if err != nil || len(made) != 1 {
			t.Errorf("Regenerate() = %v, %v", made, err)
			return
		}
		texts[i] = made[0].Key
	})
	good := 0
	for _, text := range texts {
		if k, err := r.people().Key(t.Context(), text); err == nil && k.Cancelled.IsZero() {
			good++
		}
	}
	if good != 1 {
		t.Errorf("%d keys are good, want one", good)
	}
}

func TestDirectoryRegister(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	d := r.people()
	for _, c := range []struct {
		what, name, email, password, want string
	}{
		{"a short password", "zoe", "", "seven77", "PasswordTooShort"},
		{"a long password", "zoe", "", strings.Repeat("x", 129), "PasswordTooLong"},
		{"no address", "zoe", "zoe", annsPassword, "InvalidEmail"},
		{"nobody at an address", "zoe", "@x.test", annsPassword, "InvalidEmail"},
		{"an address nowhere", "zoe", "zoe@", annsPassword, "InvalidEmail"},
		{"two addresses", "zoe", "zoe@x.test@y.test", annsPassword, "InvalidEmail"},
		{"an address like another", "zoe", "ann@x.test ", annsPassword, "InvalidEmail"},
		{"an address and an end", "zoe", "ann@x.test\x00", annsPassword, "InvalidEmail"},
		{"an address and a line", "zoe", "zoe@x.test\r\nBcc: ann@x.test", annsPassword, "InvalidEmail"},
		{"an address with what nobody sees", "zoe", "an\u200bn@x.test", annsPassword, "InvalidEmail"},
		{"a long address", "zoe", strings.Repeat("z", 250) + "@x.test", annsPassword, "InvalidEmail"},
		{"a long name", strings.Repeat("z", 257), "", annsPassword, "NameTooLong"},
		{"a name of another", "Ann", "", annsPassword, "DuplicateUserName"},
		{"an address of another", "zoe", "ANN@x.test", annsPassword, "DuplicateUserName"},
		{"a new account", "zoe", "zoe@x.test", annsPassword, ""},
	} {
		u, err := d.Register(t.Context(), auth.User{Name: c.name, Email: c.email}, c.password)
		e, refused := errors.AsType[*services.Error](err)
		if refused && e.Name != c.want || !refused && (err != nil || c.want != "" || u.ID == "" || u.Name != c.name) {
			t.Errorf("%s: Register() = %+v, %v, want %q", c.what, u, err, c.want)
		}
	}
	for _, u := range []auth.User{{FirstName: strings.Repeat("z", 257)}, {LastName: strings.Repeat("z", 257)}, {DisplayName: strings.Repeat("z", 257)}} {
		u.Name = "yan"
		if _, err := d.Register(t.Context(), u, annsPassword); err == nil {
			t.Errorf("Register(%+v) = nil, want NameTooLong", u)
		}
	}
	for name, want := range map[string]bool{"zoe": true, "ZOE@x.test": true, "nobody": false, "yan": false} {
		if taken, err := d.Taken(t.Context(), name); taken != want || err != nil {
			t.Errorf("Taken(%s) = %t, %v, want %t", name, taken, err, want)
		}
	}
	if u := r.login("zoe@x.test"); len(u.Organisations) != 0 || len(u.Roles) != 0 {
		t.Errorf("a new account = %+v, want no organisation and no role", u)
	}
}

// Of 100 who want one name one gets it, and the others have taken nothing.
func TestDirectoryRegisterAtOnce(t *testing.T) {
	r := newRig(t)
	var made atomic.Int64
	atOnce(100, func(i int) {
		_, err := r.people().Register(t.Context(), auth.User{Name: "zoe", Email: strings.Repeat("z", i+1) + "@x.test"}, annsPassword)
		if e, refused := errors.AsType[*services.Error](err); refused && e.Name == "DuplicateUserName" {
			return
		}
		if made.Add(1); err != nil {
			t.Error(err)
		}
	})
	taken := 0
	for i := range 100 {
		if is, err := r.people().Taken(t.Context(), strings.Repeat("z", i+1)+"@x.test"); is || err != nil {
			taken++
		}
	}
	if made.Load() != 1 || taken != 1 {
		t.Errorf("%d accounts with %d addresses, want one with one", made.Load(), taken)
	}
}

func TestDirectoryRoles(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	d := r.people()
	before := r.Epoch(t.Context(), "ann", "")
	u, err := d.Assign(t.Context(), "ann@x.test", []string{"Manager", "Clerk"}, []string{"CanEdit"})
	if err != nil || !slices.Equal(u.Roles, []string{"Manager", "Clerk"}) || !slices.Equal(u.Permissions, []string{"CanEdit"}) {
		t.Errorf("Assign() = %+v, %v", u, err)
	}
	if u, err = d.Assign(t.Context(), "ann", []string{"Clerk"}, nil); err != nil || len(u.Roles) != 2 || r.Epoch(t.Context(), "ann", "") != before {
		t.Errorf("Assign() again = %+v, %v, want what there was, and all tokens good", u, err)
	}
	must(t, r.begin(r.login("ann"), "session"))
	if u, err = d.Unassign(t.Context(), "ann", []string{"Manager"}, nil); err != nil || !slices.Equal(u.Roles, []string{"Clerk"}) {
		t.Errorf("Unassign() = %+v, %v", u, err)
	}
	if r.Epoch(t.Context(), "ann", "") <= before || !r.running("session") {
		t.Error("a token outlives a role that it may list, or a session, which lists none, does not")
	}
	for what, do := range map[string]func() error{
		"Assign":   func() error { _, err := d.Assign(t.Context(), "nobody", nil, nil); return err },
		"Unassign": func() error { _, err := d.Unassign(t.Context(), "nobody", nil, nil); return err },
		"User":     func() error { _, err := d.User(t.Context(), "nobody"); return err },
	} {
		if err := do(); !errors.Is(err, auth.ErrNoUser) {
			t.Errorf("%s(nobody) = %v, want %v", what, err, auth.ErrNoUser)
		}
	}
}

// One code signs one of a hundred in.
func TestDirectoryOneCode(t *testing.T) {
	r := newRig(t)
	r.person("ann")
	r.do(func(tx *account.Tx) error {
		a, err := tx.ByID("ann")
		if err != nil {
			return err
		}
		return tx.SetTOTP(a, seed)
	})
	d := r.Directory(account.DirectoryOptions{SecondFactor: func(tx *account.Tx, a *account.Account, code string) error {
		check, err := tx.SpendTOTP(a, code)
		if err == nil && !check.OK() {
			err = wrong
		}
		return err
	}})
	var in atomic.Int64
	code := r.code()
	atOnce(100, func(int) {
		if _, err := d.LoginWithCode(t.Context(), "ann", annsPassword, code); err == nil {
			in.Add(1)
		}
	})
	if in.Load() != 1 {
		t.Errorf("one code let %d in, want one", in.Load())
	}
}
