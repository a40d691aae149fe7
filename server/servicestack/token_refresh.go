package servicestack

import (
	"context"
	"errors"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// argument is .NET's ArgumentException about a parameter.
func argument(name, field, message string) *services.Error {
	e := services.Errorf(services.Invalid, name, "%s (Parameter '%s')", message, field)
	e.Fields = []validate.Failure{{Field: field, Code: name, Message: message}}
	return e
}

func missingArgument(field string) *services.Error {
	return argument("ArgumentNullException", field, "Value cannot be null.")
}

// refresh answers with a new access token, in a cookie where the refresh token came in one. It never answers 401: clients would try again for ever.
func (i *Identity) refresh(ctx context.Context, r *dto.GetAccessToken) (*dto.GetAccessTokenResponse, error) {
	x := exchangeOf(ctx)
	if !i.Tokens.Insecure && !secure(x) {
		return nil, errInsecure
	}
	sent := cookie(x.Request, refreshCookie)
	text := r.RefreshToken
	if text == "" {
		text = sent
	}
	if text == "" {
		return nil, missingArgument("refreshToken")
	}
	token, err := i.renew(x, text)
	if e, ok := errors.AsType[*services.Error](err); ok && e.Code == services.Unauthenticated {
		told := *e
		told.Code = services.Forbidden
		return nil, &told
	}
	if err != nil {
		return nil, err
	}
	if sent == "" && !i.Tokens.Cookies {
		return &dto.GetAccessTokenResponse{AccessToken: token}, nil
	}
	setCookie(x, i.tokenCookie(x, token))
	return &dto.GetAccessTokenResponse{}, nil
}

// renew makes an access token for a refresh token.
func (i *Identity) renew(x *server.Exchange, text string) (string, error) {
	claims, err := i.Tokens.Tokens.VerifyRefresh(x.Context(), text)
	if err != nil {
		return "", i.refreshError(err)
	}
	if i.Tokens.Deny != nil && i.Tokens.Deny(claims) {
		return "", argument("ArgumentException", "refreshToken", "RefreshToken is Invalid")
	}
	u, err := i.Users.User(x.Context(), claims.Subject)
	switch {
	case errors.Is(err, auth.ErrNoUser):
		return "", services.Errorf(services.NotFound, "NotFound", "User does not exist")
	case err != nil:
		return "", err
	case u.Locked:
		return "", lockedError()
	case u.Epoch > claims.Epoch: // revoked since it was verified
		return "", services.Errorf(services.Invalid, "ArgumentException", "Token is invalid")
	}
	return i.Tokens.access(u, u.Email, x.Host.Now())
}

func (i *Identity) refreshError(err error) error {
	r, ok := errors.AsType[*auth.Refusal](err)
	invalid := func(text string) error {
		return services.Errorf(services.Invalid, "ArgumentException", "%s", text)
	}
	switch {
	case !ok && errors.Is(err, auth.ErrUnauthenticated), ok && (r.Why == auth.Untrusted || r.Why == auth.Unformed):
		return invalid("Token is invalid")
	case !ok:
		return err
	case r.Why == auth.OddLength:
		return invalid("Illegal base64url string!")
	case r.Why == auth.Unreadable:
		return invalid(notBase64)
	case r.Why == auth.OtherMethod:
		return invalid(i.otherMethod(r.Detail))
	}
	return services.Errorf(services.Unauthenticated, "TokenException", "%s", refusalText(r))
}

// convert answers with a token for the running session, which it ends unless asked not to. Whoever came with a token gets that.
// There is no page of it: browsers are answered in JSON.
func (i *Identity) convert(ctx context.Context, r *dto.ConvertSessionToToken) (*dto.ConvertSessionToTokenResponse, error) {
	x := exchangeOf(ctx)
	if !i.Tokens.Insecure && !secure(x) {
		return nil, errInsecure
	}
	i.neverPage(x)
	body := &dto.ConvertSessionToTokenResponse{}
	token, err := x.Caller.Via.Token, error(nil)
	if x.Caller.Via.Kind != auth.Bearer || x.Caller.Via.Provider != JWT {
		token, err = i.convertSession(x, r, body)
	}
	if err != nil {
		return nil, err
	}
	if i.Tokens.ShowConverted {
		body.AccessToken = token
	}
	setCookie(x, i.tokenCookie(x, token))
	return body, nil
}

// neverPage writes in JSON what would be a page.
func (i *Identity) neverPage(x *server.Exchange) {
	c, d := of(x), x.Host.Dialect.(*Dialect)
	if !c.reply.isPage() {
		return
	}
	c.reply.format = d.formats.byName["json"]
	c.reply.header, x.Codec = c.reply.format.header, c.reply.codec(d)
}

func (i *Identity) convertSession(x *server.Exchange, r *dto.ConvertSessionToToken, body *dto.ConvertSessionToTokenResponse) (string, error) {
	ctx := x.Context()
	u, err := i.account(x)
	if err != nil {
		return "", err
	}
	if !r.PreserveSession && i.Sessions != nil && x.Caller.Via.Kind == auth.Session {
		if err := i.Sessions.End(ctx, x.Caller.Via.Session); err != nil {
			return "", err
		}
		if i.Tokens.ShowConverted {
			if body.RefreshToken, _, err = i.Tokens.fresh(u, x.Host.Now()); err != nil {
				return "", err
			}
		}
	}
	return i.Tokens.access(u, u.Email, x.Host.Now())
}
