package servicestack

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// Sessions are the running sessions of a host.
type Sessions interface {
	// Begin keeps a session until it ends or expires. [auth.ErrUnauthenticated] where the user was revoked since he signed in.
	Begin(ctx context.Context, l auth.Login) error

	// Session returns the running session with that id, or [auth.ErrUnauthenticated].
	Session(ctx context.Context, id string) (auth.Login, error)

	// End forgets a session. One that is not there is no error.
	End(ctx context.Context, id string) error
}

// How long sessions last without and with "remember me".
const (
	sessionTime    = 14 * 24 * time.Hour
	rememberedTime = 28 * 24 * time.Hour
)

func (i *Identity) proveSession(x *server.Exchange, c *call) (*proof, error) {
	if i.Sessions == nil || c.session == "" {
		return nil, nil
	}
	l, err := i.Sessions.Session(x.Context(), c.session)
	if errors.Is(err, auth.ErrUnauthenticated) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	u, err := i.Users.User(x.Context(), l.User)
	switch {
	case errors.Is(err, auth.ErrNoUser), err == nil && (u.Locked || u.Epoch > l.Epoch):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &proof{caller: principal(u), kind: auth.Session, provider: l.Provider, epoch: l.Epoch}, nil
}

// sessionID returns the id that the request names: a member of its own, else the remembered session or that of the browser.
func (i *Identity) sessionID(x *server.Exchange, c *call) string {
	if p, ok := x.DTO.(Prover); ok {
		if _, id := p.Proof(); id != "" {
			return id
		}
	}
	if strings.Contains(i.sent(x, c, optionsCookie), "perm") {
		return i.sent(x, c, permanentCookie)
	}
	return i.sent(x, c, sessionCookie)
}

// standIns are the headers that stand for a session's cookies, as Go spells them.
var standIns = map[string]string{sessionCookie: "X-Ss-Id", permanentCookie: "X-Ss-Pid", optionsCookie: "X-Ss-Opt"}

// sent returns a session's cookie, or the header or parameter that stands for it.
func (i *Identity) sent(x *server.Exchange, c *call, name string) string {
	if v := line(x.Request.Header, standIns[name]); v != "" {
		return v
	}
	if i.SessionParameters {
		if v := i.parameter(c, name); v != "" {
			return v
		}
	}
	return cookie(x.Request, name)
}

// greet gives a caller the ids that he has not got. They name no session until he signs in. A cookie without a value is one that he has got.
func (i *Identity) greet(x *server.Exchange, c *call) {
	if i.sent(x, c, sessionCookie) == "" && len(x.Request.CookiesNamed(sessionCookie)) == 0 {
		c.greeting = newID()
		setCookie(x, i.cookie(x, sessionCookie, c.greeting, time.Time{}))
	}
	if i.sent(x, c, permanentCookie) == "" && len(x.Request.CookiesNamed(permanentCookie)) == 0 {
		setCookie(x, i.lasting(x, permanentCookie, newID()))
	}
}

// begin starts a session in place of the one that the request names. Its cookies take the place of those that a stranger was given.
func (i *Identity) begin(x *server.Exchange, u auth.User, name, provider string, remember bool) (auth.Login, error) {
	ctx, now := x.Context(), x.Host.Now()
	browser, lasting := newID(), newID()
	l := auth.Login{ID: browser, User: u.ID, Name: name, Provider: provider, Epoch: u.Epoch, Expires: now.Add(sessionTime)}
	if remember {
		l.ID, l.Expires = lasting, now.Add(rememberedTime)
	}
	if i.Sessions != nil {
		if old := of(x).session; old != "" {
			if err := i.Sessions.End(ctx, old); err != nil {
				return l, err
			}
		}
		if err := i.Sessions.Begin(ctx, l); err != nil {
			return l, err
		}
	}
	x.Header.Del("Set-Cookie")
	for _, c := range []services.Cookie{
		i.cookie(x, sessionCookie, browser, time.Time{}),
		i.lasting(x, permanentCookie, lasting),
		i.option(x, remember),
		i.lasting(x, userCookie, u.ID),
	} {
		setCookie(x, c)
	}
	return l, nil
}

// option says which of the two ids counts.
func (i *Identity) option(x *server.Exchange, remember bool) services.Cookie {
	if remember {
		return i.lasting(x, optionsCookie, "perm")
	}
	return i.lasting(x, optionsCookie, "temp")
}

func (i *Identity) cookie(x *server.Exchange, name, value string, expires time.Time) services.Cookie {
	c := services.Cookie{Name: name, Value: value, Path: "/", Expires: expires, Secure: secure(x), SameSite: "lax", HTTPOnly: true}
	if i.StrictCookies {
		c.SameSite = "strict"
	}
	return c
}

func (i *Identity) lasting(x *server.Exchange, name, value string) services.Cookie {
	return i.cookie(x, name, value, x.Host.Now().AddDate(20, 0, 0))
}

// gone takes a cookie away.
func (i *Identity) gone(x *server.Exchange, name string) services.Cookie {
	return i.cookie(x, name, "", x.Host.Now().AddDate(0, 0, -1))
}
