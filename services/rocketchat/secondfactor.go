package rocketchat

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// Rules of this file:
//
//   - What is asked for: the method that the caller names, if it is totp or email; else what he has, totp before email; else, but for a login, his password.
//   - A method that the caller does not have cannot be shown. The password counts only where he has nothing else.
//   - Codes and passwords shown here share one budget of failures for each account, and are counted before they are compared.
//   - A code by mail is sent when it is asked for and there is none to be used; until then, who asks again is told when the sent one expires.

// The methods.
const (
	byTOTP     = "totp"
	byEmail    = "email"
	byPassword = "password"
)

// The codes of a call that shows no second factor, a wrong one, or one too many.
const (
	totpRequired = "totp-required"
	totpInvalid  = "totp-invalid"
	totpLocked   = "totp-max-attempts"
)

// A proof is what a call shows beside its token or password.
type proof struct {
	code     string
	method   string // as the caller claims
	login    bool   // at sign-in the claim is not heard, and the password is no second factor
	password shown
}

// shown is what came of comparing the code with the caller's password, which is slow and so happens before the transaction.
type shown struct {
	right, locked bool
	generation    int64 // of the account then
}

// choose says by which method the second factor is to be shown; none where an account without one signs in.
func (p proof) choose(have account.Factors) string {
	switch {
	case !p.login && (p.method == byTOTP || p.method == byEmail):
		return p.method
	case have.TOTP:
		return byTOTP
	case have.Email:
		return byEmail
	case p.login:
		return ""
	}
	return byPassword
}

// shownBy reads the proof of a call. Where it is the password that counts, it is checked now.
func (s *Service) shownBy(ctx context.Context) (proof, error) {
	via := auth.From(ctx).Via
	p := proof{code: via.Code, method: via.Method}
	if p.code == "" || s.TwoFactorOff {
		return p, nil
	}
	var a *account.Account
	var method string
	err := s.core.View(ctx, "", func(tx *account.Tx) (err error) {
		if _, a, err = caller(ctx, tx); err != nil {
			return err
		}
		have, err := tx.Factors(a)
		method = p.choose(have)
		return err
	})
	if err != nil || method != byPassword {
		return p, err
	}
	turn, err := s.core.Turn(ctx)
	if err != nil {
		return p, err
	}
	defer turn.End()
	check, err := s.core.Attempt(ctx, account.SecondFactor, a.ID)
	if err != nil || !check.OK() {
		p.password.locked = true
		return p, err
	}
	p.password.generation = a.Generation
	p.password.right, err = turn.CheckPassword(ctx, a, p.code)
	return p, err
}

// stepUp demands the second factor of a call, now.
func (s *Service) stepUp(tx *account.Tx, session *account.Session, a *account.Account, p proof) error {
	if s.TwoFactorOff || session.Bypass {
		return p.forgive(tx, a)
	}
	return s.secondFactor(tx, a, p)
}

// stepUpOnce is [Service.stepUp], but not again on the same token, from the same client, for a while.
func (s *Service) stepUpOnce(ctx context.Context, tx *account.Tx, session *account.Session, a *account.Account, p proof) error {
	const until, client = "two-factor-until", "two-factor-client"
	via := auth.From(ctx).Via
	same := auth.HashToken(via.UserAgent + "\n" + via.Address)
	if t, err := time.Parse(time.RFC3339, session.Data[until]); err == nil && tx.Now().Before(t) && session.Data[client] == same {
		return p.forgive(tx, a)
	}
	if err := s.stepUp(tx, session, a, p); err != nil {
		return err
	}
	session.Data = map[string]string{until: tx.Now().Add(s.RememberFor).UTC().Format(time.RFC3339), client: same}
	return tx.SaveSession(session)
}

// secondFactor checks a proof and spends it.
func (s *Service) secondFactor(tx *account.Tx, a *account.Account, p proof) error {
	have, err := tx.Factors(a)
	if err != nil {
		return err
	}
	method := p.choose(have)
	if method == "" {
		return nil
	}
	details, err := challenge(tx, a, have, method, p.login)
	if err != nil {
		return err
	}
	if p.code == "" {
		return p.refuse(totpRequired, "TOTP Required", details)
	}
	check, err := spend(tx, a, have, method, p)
	if err != nil {
		return err
	}
	switch check.Verdict {
	case account.Right:
		return nil
	case account.Locked, account.Exhausted:
		return p.refuse(totpLocked, "TOTP Maximun Failed Attempts Reached", details)
	}
	return p.refuse(totpInvalid, "TOTP Invalid", details)
}

func (p proof) refuse(code, message string, details *dto.Details) error {
	e := &services.Error{Code: services.Invalid, Name: code, Message: message, Details: details}
	if p.login {
		e.Code = services.Unauthenticated
	}
	return e
}

// challenge is what a client is told, so that it can ask its user.
func challenge(tx *account.Tx, a *account.Account, have account.Factors, method string, login bool) (*dto.Details, error) {
	d := &dto.Details{Method: method, CodeGenerated: new(bool), AvailableMethods: []string{}}
	if have.TOTP {
		d.AvailableMethods = append(d.AvailableMethods, byTOTP)
	}
	if have.Email {
		d.AvailableMethods = append(d.AvailableMethods, byEmail)
	}
	to := a.VerifiedEmails()
	if method != byEmail || !have.Email || len(to) == 0 {
		return d, nil
	}
	d.EmailOrUsername = to[0]
	if login {
		d.EmailOrUsername = a.Username
	}
	expires, sent, err := mailCode(tx, a)
	if err != nil {
		return nil, err
	}
	*d.CodeGenerated = sent
	if !sent {
		d.CodeExpires = javaScript(expires)
	}
	return d, nil
}

// javaScript writes a time as JavaScript does in JSON.
func javaScript(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// spend compares the code with what the method wants.
func spend(tx *account.Tx, a *account.Account, have account.Factors, method string, p proof) (account.Check, error) {
	switch method {
	case byTOTP:
		return spendTOTP(tx, a, p.code)
	case byEmail:
		return spendMailed(tx, a, have, p.code)
	}
	switch {
	case p.password.locked:
		return account.Check{Verdict: account.Locked}, nil
	case p.password.holds(a):
		return account.Check{Verdict: account.Right}, p.forgive(tx, a)
	}
	return account.Check{Verdict: account.Wrong}, nil
}

// holds reports whether the password was right and still is the account's.
func (s shown) holds(a *account.Account) bool { return s.right && s.generation == a.Generation }

// forgive takes the count back that a right password was tried with, also where nobody asked for it: some clients send it with every call.
func (p proof) forgive(tx *account.Tx, a *account.Account) error {
	if !p.password.holds(a) {
		return nil
	}
	return tx.Forgive(account.SecondFactor, a.ID)
}

// spendTOTP takes eight characters for a backup code and anything else for a code of the authenticator.
func spendTOTP(tx *account.Tx, a *account.Account, code string) (account.Check, error) {
	if len(code) == 8 {
		return tx.SpendBackup(a, code)
	}
	return tx.SpendTOTP(a, code)
}

// spendMailed takes the code as the mail shows it, or with anything else between its digits.
func spendMailed(tx *account.Tx, a *account.Account, have account.Factors, code string) (account.Check, error) {
	check, err := tx.Attempt(account.SecondFactor, a.ID)
	if err != nil || !check.OK() {
		return check, err
	}
	if !have.Email {
		return account.Check{Verdict: account.Absent}, nil
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, code)
	check, err = tx.Spend(account.EmailCode, a, digits)
	if err != nil || !check.OK() {
		return check, err
	}
	return check, tx.Forgive(account.SecondFactor, a.ID)
}

// mailCode sends a code to every verified address, unless one that was sent before is still good.
func mailCode(tx *account.Tx, a *account.Account) (expires time.Time, sent bool, err error) {
	if expires, live, err := tx.Live(account.EmailCode, a); err != nil || live {
		return expires, false, err
	}
	code, err := tx.Issue(account.EmailCode, a)
	if errors.Is(err, account.ErrTooSoon) {
		return tx.Now(), false, nil
	}
	if err != nil {
		return time.Time{}, false, err
	}
	return time.Time{}, true, mail(tx, a, "Authentication code", "Here is your authentication code: "+code[:3]+"-"+code[3:]+
		"\n\nDo not provide this code to anyone.\nIf you didn't try to login in your account please ignore this email.\n")
}

// mail accepts a message to each verified address of an account for delivery.
func mail(tx *account.Tx, a *account.Account, subject, text string) error {
	for _, to := range a.VerifiedEmails() {
		if err := tx.Notify(account.Message{Channel: account.Mail, To: to, Subject: subject, Text: text}); err != nil {
			return err
		}
	}
	return nil
}
