package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
)

// keysRun runs "causeway keys" with args on the keys in file, and returns what it printed.
func keysRun(t *testing.T, file string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	args = append([]string{"keys", args[0], "--config", os.DevNull, "--keys", file}, args[1:]...)
	if code := run(t.Context(), args, environment{noEnv, os.Environ, &out, &errs}); code != exitOK {
		t.Fatalf("causeway %s = %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

func noEnv(string) string { return "" }

// newKeyFile is a new file of keys.
func newKeyFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys.toml")
	k, err := newKeys(fixedBytes{7})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.write(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// kidsOf are the names of the keys in file that are in a state.
func kidsOf(t *testing.T, file string, in keyState) (kids []string) {
	t.Helper()
	for line := range strings.Lines(keysRun(t, file, "list")) {
		if f := strings.Fields(line); len(f) >= 5 && f[4] == string(in) {
			kids = append(kids, f[0])
		}
	}
	return kids
}

// TestJ11RotationOfTheServer holds that a token outlives the rotation of its key, and not the end of that key, by the real program: the bearer
// token and the refresh token alike.
func TestJ11RotationOfTheServer(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(data, "keys.toml")
	p := launch(t, data)
	old := p.signIn(t, nick)
	p.kill()
	first := kidsOf(t, file, signing)
	keysRun(t, file, "rotate")

	p = launch(t, data)
	fresh := p.signIn(t, nick)
	p.wants(t, "the old key during the overlap", old, http.StatusOK)
	p.wants(t, "the new key", fresh, http.StatusOK)
	p.kill()
	if kid := kidOf(t, old.bearer); len(first) != 1 || kid != first[0] {
		t.Errorf("kid of the first token = %s, listed as signing: %v", kid, first)
	}
	if kid, listed := kidOf(t, fresh.bearer), kidsOf(t, file, signing); len(listed) != 1 || kid != listed[0] || kid == first[0] {
		t.Errorf("kid of the second token = %s, listed as signing: %v", kid, listed)
	}
	keysRun(t, file, "retire", "--", first[0])

	p = launch(t, data)
	p.wants(t, "the retired key", old, http.StatusUnauthorized)
	p.wants(t, "the new key after the other's end", fresh, http.StatusOK)
}

// A tokenPair is what a sign-in gave.
type tokenPair struct{ bearer, refresh string }

var nick = demoPeople[2]

func (p *process) signIn(t *testing.T, who demoPerson) tokenPair {
	t.Helper()
	a := p.call("foundry", "POST /auth", signInBody(who, ""))
	if a.status != http.StatusOK {
		t.Fatalf("%s's sign-in = %d %s, want 200", who.id, a.status, a.body)
	}
	return tokenPair{a.member(t, "bearerToken"), a.member(t, "refreshToken")}
}

// wants asks who calls with the bearer token, and for a new one with the refresh token.
func (p *process) wants(t *testing.T, what string, s tokenPair, status int) {
	t.Helper()
	if a := p.call("foundry", "GET /auth", "", "Authorization: Bearer "+s.bearer); a.status != status {
		t.Errorf("%s: who calls = %d %s, want %d", what, a.status, a.body, status)
	}
	a := p.call("foundry", "POST /access-token", `{"refreshToken":"`+s.refresh+`"}`)
	if ok := a.status == http.StatusOK; ok != (status == http.StatusOK) {
		t.Errorf("%s: a refresh = %d %s, want %v to pass", what, a.status, a.body, status == http.StatusOK)
	}
}

func kidOf(t *testing.T, token string) string {
	t.Helper()
	var h struct{ Kid string }
	head, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil || json.Unmarshal(raw, &h) != nil {
		t.Fatalf("the header of %q cannot be read", token)
	}
	return h.Kid
}

// TestJ11RemovedKey: a key that is no longer in the file verifies nothing, whatever the token says of it.
func TestJ11RemovedKey(t *testing.T) {
	file := newKeyFile(t)
	was, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	old := issueWith(t, was.tokens("foundry"))
	keysRun(t, file, "rotate")
	overlap, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if err := verifyWith(t, overlap.tokens("foundry"), old); err != nil {
		t.Errorf("during the overlap: %v", err)
	}
	overlap.entries = nil
	if err := verifyWith(t, overlap.tokens("foundry"), old); !errors.Is(err, auth.ErrUnauthenticated) {
		t.Errorf("without the old key: %v", err)
	}
}

func issueWith(t *testing.T, set []auth.TokenKey) string {
	t.Helper()
	made, err := auth.NewTokens(auth.TokenOptions{Keys: set})
	if err != nil {
		t.Fatal(err)
	}
	token, err := made.Issue(auth.Claims{Subject: "ann", Expires: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func verifyWith(t *testing.T, set []auth.TokenKey, token string) error {
	t.Helper()
	made, err := auth.NewTokens(auth.TokenOptions{Keys: set})
	if err != nil {
		t.Fatal(err)
	}
	_, err = made.Verify(t.Context(), token)
	return err
}

// Rotations name every key anew, and the file holds no secret of a retired one.
func TestKeysRotateAndRetire(t *testing.T) {
	file := newKeyFile(t)
	for range 3 {
		keysRun(t, file, "rotate")
	}
	before, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	gone := before.entries[1]
	keysRun(t, file, "retire", "--", gone.KID)
	if sign, verify, ended := kidsOf(t, file, signing), kidsOf(t, file, verifying), kidsOf(t, file, retired); len(sign) != 1 || len(verify) != 2 || len(ended) != 1 || ended[0] != gone.KID {
		t.Errorf("list: signs %v, verifies %v, retired %v, want 1, 2 and %s", sign, verify, ended, gone.KID)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(gone.Key)) || !bytes.Contains(text, []byte(before.entries[0].Key)) {
		t.Errorf("the file holds the retired secret, or has lost another")
	}
	for _, secret := range []string{before.entries[0].Key, gone.Key, base64.StdEncoding.EncodeToString(before.signing)} {
		if strings.Contains(keysRun(t, file, "list"), secret) {
			t.Errorf("list shows a secret")
		}
	}
}

// A change that fails leaves the file as it was and nothing beside it; one that is cut off is told of and keeps others out.
func TestKeysChangeIsWhole(t *testing.T) {
	file := newKeyFile(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	failed := errors.New("no")
	if err := changeKeys(file, func(*keys) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("changeKeys() = %v, want %v", err, failed)
	}
	if err := os.WriteFile(writing(file), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := changeKeys(file, func(*keys) error { return nil }); err == nil || !strings.Contains(err.Error(), writing(file)) {
		t.Errorf("changeKeys() beside another = %v, want an error that names %s", err, writing(file))
	}
	if err := os.Remove(writing(file)); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	keysRun(t, link, "rotate")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the file = %v, want 0600", info.Mode())
	}
	if left, err := filepath.Glob(file + "*"); err != nil || len(left) != 1 {
		t.Errorf("files = %v, want one", left)
	}
}

// TestKeysSealing rotates the key of records: the old one opens until nothing needs it, and then nothing any more.
func TestKeysSealing(t *testing.T) {
	file, data := newKeyFile(t), t.TempDir()
	old, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	records := fill(t, data, store.Options{Key: old.records})
	keysRun(t, file, "rotate", "--sealing")
	both, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if n := check(t, data, store.Options{Key: both.records, OldKeys: both.replaced}); n != records {
		t.Errorf("after the rotation %d records can be opened, want %d", n, records)
	}
	keysRun(t, file, "retire", "--sealing", "--data", data)
	after, err := readKeys(file, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.replaced) != 0 || bytes.Equal(after.records, old.records) {
		t.Errorf("after the end of the old key %d replaced ones are left", len(after.replaced))
	}
	if n := check(t, data, store.Options{Key: after.records}); n != records {
		t.Errorf("with the new key alone %d records can be opened, want %d", n, records)
	}
	if db, err := store.Open(filepath.Join(data, dataFile), store.Options{Key: old.records}); err == nil {
		t.Errorf("the old key still opens the data: %v", db.Close())
	}
}

// A server that starts with a replaced key seals everything with the new one.
func TestKeysSealingByTheServer(t *testing.T) {
	data, log := t.TempDir(), new(buffer)
	before, after := bytes.Repeat([]byte{1}, keySize), bytes.Repeat([]byte{2}, keySize)
	records := fill(t, data, store.Options{Key: before})
	db, err := store.Open(filepath.Join(data, dataFile), store.Options{Key: after, OldKeys: [][]byte{before}})
	if err != nil {
		t.Fatal(err)
	}
	h := &gateway{db: db, log: slog.New(slog.NewTextHandler(log, nil)), replaced: 1}
	if err := errors.Join(h.reseal(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
	if n := check(t, data, store.Options{Key: after}); n != records {
		t.Errorf("with the new key alone %d records can be opened, want %d: %s", n, records, log)
	}
}

// The real program serves on through both steps of a change of the key of records.
func TestKeysSealingOfAServer(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(data, "keys.toml")
	p := launch(t, data)
	session := p.signIn(t, nick)
	p.kill()
	keysRun(t, file, "rotate", "--sealing")
	p = launch(t, data)
	p.wants(t, "with a replaced key", session, http.StatusOK)
	p.kill()
	keysRun(t, file, "retire", "--sealing", "--data", data)
	p = launch(t, data)
	p.wants(t, "with the new key alone", session, http.StatusOK)
}

type note struct{ Text string }

// fill writes some records and returns how many the store has then.
func fill(t *testing.T, data string, o store.Options) int {
	t.Helper()
	db, err := store.Open(filepath.Join(data, dataFile), o)
	if err != nil {
		t.Fatal(err)
	}
	notes := store.SystemCollection[note]("notes")
	err = db.Update(context.Background(), store.Scope{System: "foundry"}, func(tx *store.Tx) error {
		return errors.Join(notes.Put(tx, "1", &note{"one"}), notes.Put(tx, "2", &note{"two"}))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return check(t, data, o)
}

// check returns how many records the keys open, all of them.
func check(t *testing.T, data string, o store.Options) int {
	t.Helper()
	db, err := store.Open(filepath.Join(data, dataFile), o)
	if err != nil {
		t.Fatal(err)
	}
	n, err := db.Check(t.Context())
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return n
}
