package servicestack_test

import (
	"context"
	"encoding/base64"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
)

// keyring holds one key, of ann.
type keyring struct{}

func (keyring) Key(_ context.Context, text string) (auth.APIKey, error) {
	if text == "good" {
		return auth.APIKey{Key: "good", User: "1"}, nil
	}
	return auth.APIKey{}, auth.ErrUnauthenticated
}

func (keyring) Keys(context.Context, string, string) ([]auth.APIKey, error) { return nil, nil }

func (keyring) Regenerate(context.Context, string, string) ([]auth.APIKey, error) { return nil, nil }

// Where a key is looked for, and what is told of one that is none: nothing of a bearer, which may be something else. The connection counts first.
func TestAPIKeys(t *testing.T) {
	basic := func(user string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":")) }
	for _, row := range []struct {
		name, target, authorization, protocol string
		want                                  int
	}{
		{"bearer", "/owned", "Bearer good", "https", 403}, // known, and not an owner
		{"bearer, insecure", "/owned", "Bearer good", "http", 403},
		{"unknown bearer", "/owned", "Bearer bad", "https", 401},
		{"unknown bearer, insecure", "/owned", "Bearer bad", "http", 401},
		{"Basic", "/auth", basic("good"), "https", 200},
		{"unknown Basic", "/auth", basic("bad"), "https", 404},
		{"unknown Basic, insecure", "/auth", basic("bad"), "http", 403},
		{"parameter", "/auth?apikey=good", "", "https", 200},
		{"unknown parameter", "/auth?apikey=bad", "", "https", 404},
		{"unknown parameter, insecure", "/auth?apikey=bad", "", "http", 403},
		{"parameter beside another bearer", "/auth?apikey=good", "Bearer bad", "https", 200},
		{"two headers", "/auth", "Bearer good,Bearer good", "https", 401},
	} {
		h := signingIn(t, func(i *servicestack.Identity) {
			i.Providers, i.Tokens = []string{servicestack.APIKey}, nil
			i.Keys = &servicestack.KeyPolicy{Keys: keyring{}, InParameters: true}
		})
		w := newBrowser(h).send("GET", row.target, "", "Authorization", row.authorization, "X-Forwarded-Proto", row.protocol)
		if w.Code != row.want {
			t.Errorf("%s: GET %s with %q = %d %s, want %d", row.name, row.target, row.authorization, w.Code, w.Body, row.want)
		}
	}
}
