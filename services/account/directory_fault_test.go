package account_test

import (
	"errors"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

// L03: whichever call of the engine fails, a sign-in, its session and a new key are there or not, nothing else, and a try that failed so is counted.
func TestL03DirectoryUnderFaults(t *testing.T) {
	for what, run := range map[string]func(r *rig, u auth.User) (done func() bool, err error){
		"Login": func(r *rig, _ auth.User) (func() bool, error) {
			u, err := r.people().Login(r.t.Context(), "ann", annsPassword)
			return func() bool { return u.ID == "ann" }, err
		},
		"Begin": func(r *rig, u auth.User) (func() bool, error) {
			err := r.begin(u, "new")
			return func() bool { return r.running("new") }, err
		},
		"Session": func(r *rig, _ auth.User) (func() bool, error) {
			l, err := r.people().Session(r.t.Context(), "old")
			return func() bool { return l.User == "ann" }, err
		},
		"SignOut": func(r *rig, _ auth.User) (func() bool, error) {
			err := r.people().SignOut(auth.With(r.t.Context(), auth.Principal{User: "ann"}))
			return func() bool { return !r.running("old") }, err
		},
		"Regenerate": func(r *rig, _ auth.User) (func() bool, error) {
			made, err := r.people().Regenerate(r.t.Context(), "ann", "live")
			return func() bool {
				all, failed := r.people().Keys(r.t.Context(), "ann", "live")
				return failed == nil && len(all) == 1 && len(made) == 1 && all[0].Key == made[0].Key[:4]+"***"
			}, err
		},
		"Register": func(r *rig, _ auth.User) (func() bool, error) {
			_, err := r.people().Register(r.t.Context(), auth.User{Name: "zoe"}, annsPassword)
			return func() bool {
				taken, failed := r.people().Taken(r.t.Context(), "zoe")
				return failed == nil && taken
			}, err
		},
	} {
		t.Run(what, func(t *testing.T) {
			for n := 1; ; n++ {
				r, p := probed(t)
				r.person("ann")
				u := r.login("ann")
				must(t, r.begin(u, "old"))
				p.calls, p.failAt = 0, n
				done, err := run(r, u)
				clean := p.calls < n
				p.failAt = 0
				if got := done(); (err == nil) != clean || got != clean {
					t.Errorf("fault at call %d: %v, done: %t, want it done: %t", n, err, got, clean)
				}
				if errors.Is(err, auth.ErrUnauthenticated) {
					t.Errorf("fault at call %d is told as a wrong proof", n)
				}
				if clean {
					if n < 3 {
						t.Errorf("the operation took %d calls, so nothing was tried", n-1)
					}
					return
				}
			}
		})
	}
}

// P02, R04, as far as it can be counted: a wrong password, one of nobody and one of a locked account make the engine do the same.
func TestDirectoryEqualWork(t *testing.T) {
	r, p := probed(t)
	for _, name := range []string{"ann", "shut"} {
		r.person(name)
	}
	work := func(name string) [3]int {
		p.reads, p.commits, p.puts = 0, 0, 0
		if _, err := r.people().Login(t.Context(), name, "wrong"); err == nil {
			t.Error("a wrong password passed")
		}
		return [3]int{p.reads, p.commits, p.puts}
	}
	for range 10 {
		work("shut")
	}
	for _, name := range []string{"ann", "nobody"} {
		work(name) // so that their counts exist
	}
	r.pass(time.Second)
	want := work("ann")
	for _, name := range []string{"shut", "nobody"} {
		if got := work(name); got[1] != want[1] || got[2] != want[2] || got[0] > want[0] || got[0] < want[0]-2 { // an account is read beside its name
			t.Errorf("%s: %d reads, %d commits, %d puts; a wrong password makes %v", name, got[0], got[1], got[2], want)
		}
	}
}
