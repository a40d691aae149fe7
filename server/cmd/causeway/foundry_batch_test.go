package main

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/services/account"
)

// Who loses a role within a batch has lost it for what follows there, whichever proof he began with.
func TestFoundryRevokedInBatch(t *testing.T) {
	for _, proof := range []string{"token", "session", "key", "password"} {
		f := startFoundryWith(t, signInConfig{Roles: true})
		f.update(func(tx *account.Tx) error {
			for id, roles := range map[string][]string{"nick": {"Admin"}, "otto": {"Clerk"}} {
				a, err := tx.ByID(id)
				if err != nil {
					return err
				}
				a.Roles = roles
				if err := tx.Save(a); err != nil {
					return err
				}
			}
			return nil
		})
		b := f.browser()
		b.do("POST /auth", nickSignsIn)
		key := f.key(b)
		a := b.do("POST /auth", nickSignsIn) // tokens from before the key are over
		header := map[string]string{
			"token": "Authorization: Bearer " + member(t, a, "bearerToken"), "session": "Cookie: ss-id=" + b.cookies["ss-id"],
			"key": "Authorization: Bearer " + key, "password": "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("nick:demo-nick-1")),
		}[proof]
		batch := `[{"userName":"nick","roles":["Admin"]},{"userName":"otto","roles":["Clerk"]}]`
		a = f.send("POST /json/reply/UnAssignRoles[]", batch, "Content-Type: application/json", header)
		if a.status != 401 || !strings.Contains(a.body, `"AutoBatchIndex":"1"`) {
			t.Errorf("a batch by %s = %d %s, want 401 at its second request", proof, a.status, a.body)
		}
		f.view(func(tx *account.Tx) error {
			otto, err := tx.ByID("otto")
			if err == nil && !slices.Contains(otto.Roles, "Clerk") {
				t.Errorf("by %s a former administrator took otto's role", proof)
			}
			return err
		})
	}
}
