package rocketchat

import (
	"encoding/json"
	"strconv"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// What is special about login: user and password are texts or objects, the whole may lie inside totp.login, members that nobody knows are left alone,
// and each refusal is a 401 with a code of its own, a number where it is Meteor's.

var (
	errUnrecognized = services.Errorf(services.Unauthenticated, "400", "Unrecognized options for login request")
	errMatch        = services.Errorf(services.Unauthenticated, "400", "Match failed")
)

// bindLogin brings any of the documented bodies into the normal form.
func bindLogin(l *dto.Login, m members) error {
	if raw, ok := m["totp"]; ok {
		return bindWrapped(l, raw)
	}
	for name, field := range map[string]**string{
		"username": &l.Username, "email": &l.Email, "code": &l.Code, "resume": &l.Resume,
	} {
		if err := m.text(name, field); err != nil {
			return err
		}
	}
	if err := m.either("user", &l.User, map[string]**string{"username": &l.Username, "email": &l.Email}); err != nil {
		return err
	}
	if err := m.either("password", &l.Password, map[string]**string{"digest": &l.Digest, "algorithm": &l.Algorithm}); err != nil {
		return err
	}
	if l.Resume == nil && (l.User == nil && l.Username == nil && l.Email == nil || l.Password == nil && l.Digest == nil) {
		return errUnrecognized
	}
	return nil
}

// bindWrapped reads the DDP form, {"code": …, "login": {…}}.
func bindWrapped(l *dto.Login, raw json.RawMessage) error {
	outer, err := objectOf(raw)
	if err != nil {
		return errMatch
	}
	inner, err := objectOf(outer["login"])
	if err != nil || inner["totp"] != nil {
		return errMatch
	}
	if err := bindLogin(l, inner); err != nil {
		return err
	}
	return outer.text("code", &l.Code)
}

// text reads a member that must be a text where it is there. Null is as good as absent.
func (m members) text(name string, into **string) error {
	raw, ok := m[name]
	if !ok || string(raw) == "null" {
		return nil
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return errMatch
	}
	*into = &s
	return nil
}

// either reads a member that is a text or an object of texts.
func (m members) either(name string, text **string, object map[string]**string) error {
	raw := m[name]
	if len(raw) == 0 || raw[0] != '{' {
		return m.text(name, text)
	}
	inner, err := objectOf(raw)
	if err != nil {
		return errMatch
	}
	for name, field := range object {
		if err := inner.text(name, field); err != nil {
			return err
		}
	}
	return nil
}

// refusedLogin is the body of a 401 at login, or nil where the exchange is not that.
func refusedLogin(x *server.Exchange, f *server.Fault) any {
	if _, login := x.DTO.(*dto.Login); !login || f.Code != services.Unauthenticated {
		return nil
	}
	if number, err := strconv.Atoi(f.Name); err == nil {
		return &dto.LoginRefusal{Status: "error", Error: number, Message: f.Message}
	}
	details, _ := f.Details.(*dto.Details)
	return &dto.LoginFailure{Status: "error", Error: f.Name, Message: f.Message, Details: details}
}
