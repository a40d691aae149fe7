package saasu

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// tooMany refuses a call that would cost a text or a guess too many.
func tooMany(after time.Duration) *services.Error {
	return &services.Error{Code: services.TooMany, Name: "TooManyRequests", Message: "Too many requests.", After: after}
}

// text sends a code to a phone, within the account's and the number's share of texts.
func (s *Service) text(tx *account.Tx, a *account.Account, phone *account.Phone, code, what string) error {
	for _, subject := range []string{a.ID, phone.Mobile} {
		check, err := tx.Attempt(sms, subject)
		if err != nil {
			return err
		}
		if check.Verdict == account.Locked {
			return tooMany(check.After)
		}
	}
	return tx.Notify(account.Message{
		Channel: account.SMS, To: phone.Mobile,
		Text: fmt.Sprintf("%s: your %s is %s. It is good for 10 minutes. Tell it to nobody.", s.Issuer, what, code),
	})
}

// sendCode sends a verification code for signing in, unless one was sent just now.
func (s *Service) sendCode(tx *account.Tx, a *account.Account, phone *account.Phone) error {
	code, err := tx.Issue(account.PhoneCode, a, strconv.Itoa(phone.Number))
	if errors.Is(err, account.ErrTooSoon) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.text(tx, a, phone, code, "verification code")
}

// spend spends a code that was sent to a phone, or returns refusal, whatever is wrong with it. Guesses are counted over all the codes of an account.
func spend(tx *account.Tx, p account.Purpose, a *account.Account, code string, refusal error, binding ...string) error {
	budget := account.SecondFactor
	if p == account.PhoneOptIn {
		budget = account.PhoneOptIn
	}
	check, err := tx.Attempt(budget, a.ID)
	if err != nil {
		return err
	}
	if check.Verdict == account.Locked {
		return refusal
	}
	check, err = tx.Spend(p, a, strings.TrimSpace(code), binding...)
	if err != nil {
		return err
	}
	if !check.OK() {
		return refusal
	}
	return tx.Forgive(budget, a.ID)
}
