package servicestack

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// A Registrar makes accounts.
type Registrar interface {
	// Taken reports whether an account has that user name or address.
	Taken(ctx context.Context, name string) (bool, error)

	// Register makes an account and returns it with its id.
	Register(ctx context.Context, u auth.User, password string) (auth.User, error)
}

// A Registration lets strangers make accounts.
type Registration struct {
	Registrar Registrar

	// Checked looks at the request first, as a host does that registers ServiceStack's RegistrationFeature itself.
	Checked bool
}

var userNames = regexp.MustCompile(`^([A-Za-z0-9][._-]?)*$`)

// isUserName reports whether a name has 3 to 36 letters and digits, with single marks between them.
func isUserName(name string) bool {
	return len(name) >= 3 && len(name) <= 36 && userNames.MatchString(name)
}

func (i *Identity) signUp(ctx context.Context, r *dto.Register) (*dto.RegisterResponse, error) {
	if i.Register.Checked {
		if err := i.checkRegistration(ctx, r); err != nil {
			return nil, err
		}
	}
	return i.signUpUnchecked(ctx, r)
}

// signUpAgain is a PUT, which makes an account too: existing ones cannot be changed this way. Less is checked.
func (i *Identity) signUpAgain(ctx context.Context, r *dto.Register) (*dto.RegisterResponse, error) {
	if i.Register.Checked {
		if err := invalidRequest(nameFailures(r)); err != nil {
			return nil, err
		}
	}
	return i.signUpUnchecked(ctx, r)
}

func (i *Identity) signUpUnchecked(ctx context.Context, r *dto.Register) (*dto.RegisterResponse, error) {
	x := exchangeOf(ctx)
	switch {
	case x.Caller.SignedIn():
		return nil, services.Errorf(services.NotSupported, "NotSupportedException", "Updating existing User is not enabled. Sign out to register a new User.")
	case r.Password == "":
		return nil, missingArgument("password")
	case r.UserName == "" && r.Email == "":
		return nil, argument("ArgumentException", "UserName", "Username or Email is required")
	case r.UserName != "" && !isUserName(r.UserName):
		return nil, argument("ArgumentException", "UserName", "Username contains invalid characters")
	}
	if err := i.refuseForeign(x); err != nil {
		return nil, err
	}
	if err := i.refuseTaken(ctx, r); err != nil {
		return nil, err
	}
	u, err := i.Register.Registrar.Register(ctx, auth.User{
		Name: r.UserName, Email: r.Email, FirstName: r.FirstName, LastName: r.LastName, DisplayName: r.DisplayName,
	}, r.Password)
	if err != nil {
		return nil, err
	}
	res := &dto.RegisterResponse{UserId: u.ID, UserName: r.UserName, ReferrerUrl: i.asked(x)}
	if r.AutoLogin == nil || !*r.AutoLogin {
		return res, nil
	}
	return i.admitNew(x, u, r, res)
}

// refuseTaken tells which of name and address belongs to somebody else.
func (i *Identity) refuseTaken(ctx context.Context, r *dto.Register) error {
	for _, row := range []struct{ value, text string }{{r.UserName, "User '%s' already exists"}, {r.Email, "Email '%s' already exists"}} {
		taken, err := i.taken(ctx, row.value)
		if err != nil {
			return err
		}
		if taken {
			return services.Errorf(services.Invalid, "ArgumentException", row.text, safe(row.value))
		}
	}
	return nil
}

func (i *Identity) taken(ctx context.Context, name string) (bool, error) {
	if name == "" {
		return false, nil
	}
	return i.Register.Registrar.Taken(ctx, name)
}

// admitNew signs a new user in.
func (i *Identity) admitNew(x *server.Exchange, u auth.User, r *dto.Register, res *dto.RegisterResponse) (*dto.RegisterResponse, error) {
	name := r.UserName
	if name == "" {
		name = r.Email
	}
	in, err := i.admit(x, u, &dto.Authenticate{UserName: &name}, false)
	if err != nil {
		return nil, err
	}
	res.SessionId, res.Roles, res.Permissions, res.ReferrerUrl = in.SessionId, in.Roles, in.Permissions, in.ReferrerUrl
	res.BearerToken, res.RefreshToken, res.RefreshTokenExpiry = in.BearerToken, in.RefreshToken, in.RefreshTokenExpiry
	return res, nil
}

// checkRegistration is the original's validator: all that is wrong is told together.
func (i *Identity) checkRegistration(ctx context.Context, r *dto.Register) error {
	failures := validate.NotEmpty("Password", validate.Secret(func(r *dto.Register) *string { return given(r.Password) }))(r)
	if r.ConfirmPassword != "" && r.ConfirmPassword != r.Password {
		failures = append(failures, validate.Failure{Field: "ConfirmPassword", Code: "PasswordsShouldMatch", Message: "Passwords should match!",
			Meta: []validate.Meta{{Key: "PropertyName", Value: new("Confirm Password")}}})
	}
	taken, err := i.takenFailures(ctx, r)
	if err != nil {
		return err
	}
	return invalidRequest(slices.Concat(failures, nameFailures(r), taken))
}

// nameFailures is what is wrong with how a new user wants to be called: he needs a name or an address.
func nameFailures(r *dto.Register) (failures []validate.Failure) {
	name, email := func(r *dto.Register) *string { return given(r.UserName) }, func(r *dto.Register) *string { return given(r.Email) }
	if r.Email == "" {
		failures = validate.NotEmpty("UserName", name)(r)
	}
	if r.UserName == "" {
		failures = slices.Concat(failures, validate.NotEmpty("Email", email)(r))
	}
	if r.UserName == "" && r.Email != "" {
		failures = slices.Concat(failures, validate.Email("Email", email)(r))
	}
	return failures
}

// invalidRequest is the error that tells of failures, if there are any.
func invalidRequest(failures []validate.Failure) error {
	if len(failures) == 0 {
		return nil
	}
	return &services.Error{Code: services.Invalid, Name: failures[0].Code, Message: failures[0].Message, Fields: failures}
}

// given returns a member that says something, and nil for one that does not.
func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (i *Identity) takenFailures(ctx context.Context, r *dto.Register) ([]validate.Failure, error) {
	var failures []validate.Failure
	var failed error
	for _, row := range []struct{ field, shown, value, text string }{
		{"UserName", "User Name", r.UserName, "Username already exists"}, {"Email", "Email", r.Email, "Email already exists"},
	} {
		taken, err := i.taken(ctx, row.value)
		failed = errors.Join(failed, err)
		if taken {
			failures = append(failures, validate.Failure{Field: row.field, Code: "AlreadyExists", Message: row.text,
				Meta: []validate.Meta{{Key: "PropertyName", Value: &row.shown}, {Key: "PropertyValue", Value: &row.value}}})
		}
	}
	return failures, failed
}
