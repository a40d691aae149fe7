package main

import (
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// A foundryCaller makes calls at one Foundry with one client.
type foundryCaller struct {
	foundryTest
	family
	seen   *staff // what was asked of the host
	folder string
}

func (c foundryCaller) call(calls ...familyCall) []sight {
	c.t.Helper()
	return c.family.call(c.t, c.folder, c.addr, calls...)
}

// eachFoundryFamily runs a test with every client, at a Foundry of its own whose clock is right.
func eachFoundryFamily(t *testing.T, test func(*testing.T, foundryCaller)) {
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			folder := f.install(t)
			copied(t, folder, f.files...)
			c := foundryCaller{startFoundry(t), f, &staff{}, folder}
			c.clock.advance(time.Until(c.clock.now())) // clients drop cookies by their own clock
			listening := httptest.NewServer(c.seen.listed(c.host))
			t.Cleanup(listening.Close)
			c.addr = listening.Listener.Addr().String()
			test(t, c)
		})
	}
}

func (c foundryCaller) expect(what string, want ...string) {
	c.t.Helper()
	if got := c.seen.since(); !slices.Equal(got, want) {
		c.t.Errorf("%s: the client asked %q, want %q", what, got, want)
	}
}

// generates is the call that every member without a second factor may make.
func generates(client string) familyCall {
	return familyCall{Client: client, Do: "send", DTO: "GenerateTwoFactorAuthenticationKeyRequest", Init: map[string]any{"organisationId": "org1"}}
}

func nickSigns(client, password string) familyCall {
	return familyCall{Client: client, Do: "send", DTO: "Authenticate", Init: map[string]any{
		"provider": "credentials", "userName": "nick@x.test", "password": password,
	}}
}

// served reports whether a client got a new key.
func served(o sight) bool { return strings.HasPrefix(o.text("twoFactorUri"), "otpauth://totp/") }

// challenged reports whether a client saw a 401, with or without a body.
func challenged(o sight) bool {
	return o.Thrown != "" && (o.Code == 401 || o.Status.ErrorCode == "401" || o.Status.ErrorCode == "Unauthorized")
}

// TestClientsFoundrySignIn shows Foundry who one is by a password, a session, a key and a token, and reads the errors of those who do not.
func TestClientsFoundrySignIn(t *testing.T) {
	eachFoundryFamily(t, func(t *testing.T, c foundryCaller) {
		b := c.browser()
		b.do("POST /auth", nickSignsIn)
		key := c.key(b)
		keyed, forged, named, basic := generates("program"), generates("forger"), generates("named"), generates("basic")
		keyed.Bearer, forged.Bearer = key, key[:42]+"x"
		named.Basic, basic.Basic = []string{key, ""}, []string{"nick@x.test", "demo-nick-1"}
		got := c.call(generates("stranger"), forged, nickSigns("wrong", "wrong"), nickSigns("nick", "demo-nick-1"), generates("nick"), keyed, named, basic)
		if !challenged(got[0]) || !challenged(got[1]) || got[2].Status.Message != "Invalid Username or Password" {
			t.Errorf("a stranger, a forged key and a wrong password: the client saw %+v", got[:3])
		}
		if o := got[3]; o.text("userId") != "nick" || o.text("bearerToken") == "" || o.text("refreshToken") == "" {
			t.Fatalf("sign-in: the client saw %+v, want nick's id and his tokens", o)
		}
		for i, o := range got[4:] {
			if !served(o) {
				t.Errorf("call %d, by session, key, key as a user name, or password: the client saw %+v", i, o)
			}
		}
		byToken := generates("token")
		byToken.Bearer = got[3].text("bearerToken")
		reset := func(code, organisation string) familyCall {
			return familyCall{Client: "token", Do: "send", DTO: "ResetTwoFactorAuthenticationRequest", Init: map[string]any{
				"targetUserId": "mia", "callerCode": code, "organisationId": organisation,
			}}
		}
		got = c.call(byToken, reset("12", "org1"), reset("123456", "org2"), reset("123456", "org1"))
		if s := got[1].Status; !served(got[0]) || s.ErrorCode != "RegularExpression" || len(s.Errors) != 1 || s.Errors[0].FieldName != "CallerCode" {
			t.Errorf("a call by token and one with a short code: the client saw %+v", got[:2])
		}
		if got[2].Status.ErrorCode != "ResourceNotFoundException" || got[3].Status.ErrorCode != "ForbiddenException" {
			t.Errorf("a foreign organisation, and no owner: the client saw %+v", got[2:])
		}
	})
}

// TestClientsFoundryRefresh lets a token expire: a client with a refresh token gets a new one by itself and repeats its call, and stops where that is revoked.
func TestClientsFoundryRefresh(t *testing.T) {
	eachFoundryFamily(t, func(t *testing.T, c foundryCaller) {
		signedIn := c.call(nickSigns("nick", "demo-nick-1"))[0]
		c.clock.advance(2 * time.Hour)
		c.seen.since()
		late := generates("late")
		late.Bearer = signedIn.text("bearerToken")
		if o := c.call(late)[0]; o.Status.ErrorCode != "TokenException" || o.Status.Message != "Token has expired" {
			t.Errorf("an expired token: the client saw %+v, want TokenException", o)
		}
		const name = "GenerateTwoFactorAuthenticationKeyRequest"
		c.expect("an expired token", name+" Unauthorized")

		renewed := generates("renewed")
		renewed.Refresh = signedIn.text("refreshToken")
		if !c.stays {
			renewed.Bearer = late.Bearer
		}
		if got := c.call(renewed, generates("renewed")); !served(got[0]) || !served(got[1]) {
			t.Errorf("an expired token and a refresh token: the client saw %+v, want two keys", got)
		}
		c.expect("an expired token and a refresh token", name+" Unauthorized", "GetAccessToken OK", name+" OK", name+" OK")

		c.update(func(tx *account.Tx) error {
			nick, err := tx.ByID("nick")
			if err != nil {
				return err
			}
			return tx.EndLogins(nick, nil)
		})
		if o := c.call(renewed)[0]; o.Thrown == "" || o.Value != nil {
			t.Errorf("a revoked refresh token: the client saw %+v, want an error", o)
		}
		c.expect("a revoked refresh token", name+" Unauthorized", "GetAccessToken Bad Request")
	})
}

// TestClientsFoundryBatch sends several requests in one call, and calls that nobody waits for.
func TestClientsFoundryBatch(t *testing.T) {
	eachFoundryFamily(t, func(t *testing.T, c foundryCaller) {
		who := map[string]any{}
		got := c.call(nickSigns("nick", "demo-nick-1"),
			familyCall{Client: "nick", Do: "all", DTO: "Authenticate", Init: []any{who, who}},
			familyCall{Client: "nick", Do: "all", DTO: "Authenticate", Init: []any{who, map[string]any{"provider": "google"}}},
			familyCall{Client: "nick", Do: "all", DTO: "GenerateTwoFactorAuthenticationKeyRequest", Init: []any{who}},
			familyCall{Client: "nick", Do: "oneway", DTO: "Authenticate", Init: map[string]any{"provider": "logout"}},
			generates("nick"))
		list, _ := got[1].Value.([]any)
		ids := []any{}
		for _, one := range list {
			answer, _ := one.(map[string]any)
			ids = append(ids, answer["userId"])
		}
		if want := []any{"nick", "nick"}; !reflect.DeepEqual(ids, want) {
			t.Errorf("a batch: the client saw %+v, want %v", got[1], want)
		}
		if o := got[2]; o.Thrown == "" || o.Status.ErrorCode != "NotFound" {
			t.Errorf("a batch with a bad second request: the client saw %+v, want NotFound", o)
		}
		if o := got[3]; o.Thrown == "" || o.Status.ErrorCode != "NotImplementedException" {
			t.Errorf("a batch by POST of what wants PUT: the client saw %+v, want NotImplementedException", o)
		}
		if o := got[5]; !challenged(o) && o.Thrown != "RefreshTokenException" { // the npm client tries its luck once
			t.Errorf("a call after a sign-out that nobody waited for: the client saw %+v (and %+v of that), want it refused", o, got[4])
		}
	})
}
