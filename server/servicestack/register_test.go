package servicestack_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
)

// newcomers makes any account whose name is not ann's.
type newcomers struct{}

func (newcomers) Taken(_ context.Context, name string) (bool, error) { return name == "ann", nil }

func (newcomers) Register(_ context.Context, u auth.User, _ string) (auth.User, error) {
	u.ID = "7"
	return u, nil
}

// What is refused of a new account, first what the original looks at first, and where the new user goes on.
func TestRegister(t *testing.T) {
	for _, row := range []struct {
		name          string
		checked       bool
		verb, target  string
		body          string
		status        int
		code, message string
		fields        string
	}{
		{"unchecked, nothing", false, "POST", "/register", `{}`, 400, "ArgumentNullException", "Value cannot be null. (Parameter 'password')", "password"},
		{"unchecked, password before name", false, "POST", "/register", `{"userName":"a b!"}`, 400, "ArgumentNullException", "Value cannot be null. (Parameter 'password')", "password"},
		{"unchecked, no name", false, "POST", "/register", `{"password":"x"}`, 400, "ArgumentException", "Username or Email is required (Parameter 'UserName')", "UserName"},
		{"unchecked, bad name", false, "POST", "/register", `{"userName":"a b!","password":"x"}`, 400, "ArgumentException", "Username contains invalid characters (Parameter 'UserName')", "UserName"},
		{"unchecked, to elsewhere", false, "POST", "/register?continue=http://evil.test/", `{"userName":"bob","password":"x"}`, 400, "ArgumentException", "External Redirects are not permitted (Parameter 'continue')", "continue"},
		{"unchecked, good", false, "POST", "/register", `{"userName":"bob","password":"x"}`, 200, "", "", ""},
		{"checked, nothing", true, "POST", "/register", `{}`, 400, "NotEmpty", "'Password' must not be empty.", "Password UserName Email"},
		{"checked, taken", true, "POST", "/register", `{"userName":"ann","password":"x"}`, 400, "AlreadyExists", "Username already exists", "UserName"},
		{"checked, PUT of nothing", true, "PUT", "/register", `{}`, 400, "NotEmpty", "'User Name' must not be empty.", "UserName Email"},
		{"checked, PUT of a bad address", true, "PUT", "/register", `{"email":"bob"}`, 400, "Email", "'Email' is not a valid email address.", "Email"},
		{"checked, PUT of a name", true, "PUT", "/register", `{"userName":"bob"}`, 400, "ArgumentNullException", "Value cannot be null. (Parameter 'password')", "password"},
	} {
		h := signingIn(t, func(i *servicestack.Identity) {
			i.Register = &servicestack.Registration{Registrar: newcomers{}, Checked: row.checked}
		})
		w := newBrowser(h).send(row.verb, row.target, row.body)
		var res struct {
			ResponseStatus struct {
				ErrorCode, Message string
				Errors             []struct{ FieldName string }
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &res); err != nil {
			t.Fatal(err)
		}
		var fields []string
		for _, e := range res.ResponseStatus.Errors {
			fields = append(fields, e.FieldName)
		}
		if s := res.ResponseStatus; w.Code != row.status || s.ErrorCode != row.code || s.Message != row.message || strings.Join(fields, " ") != row.fields {
			t.Errorf("%s: %s %s %s = %d %s", row.name, row.verb, row.target, row.body, w.Code, w.Body)
		}
	}
}

// A browser that registered goes on to where it wants to, and else sees a page.
func TestRegisteredInBrowser(t *testing.T) {
	h := signingIn(t, func(i *servicestack.Identity) { i.Register = &servicestack.Registration{Registrar: newcomers{}} })
	for target, want := range map[string]string{"/register": "", "/register?continue=/welcome": "/welcome"} {
		w := newBrowser(h).send("POST", target, `{"userName":"bob","password":"x"}`, "Accept", "text/html", "Referer", "http://example.com/page")
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("POST %s = %d to %q, want %q", target, w.Code, got, want)
		}
	}
}
