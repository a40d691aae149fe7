package saasu

import (
	"fmt"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

// tooMany refuses a call that would cost a text or a guess too many.
func tooMany(after time.Duration) *services.Error {
	return &services.Error{Code: services.TooMany, Name: "TooManyRequests", Message: "Too many requests.", After: after}
}

// send issues a code for a phone and texts it, within the shares of texts. [account.ErrTooSoon] where one was sent just now.
func (s *Service) send(tx *account.Tx, p account.Purpose, a *account.Account, phone *account.Phone, what string, binding ...string) error {
	shares := []struct {
		of      account.Purpose
		subject string
	}{{sms, a.ID}, {sms, phone.Mobile}, {allSMS, ""}}
	for _, share := range shares {
		check, err := tx.Locked(share.of, share.subject)
		if err != nil {
			return err
		}
		if check.Verdict == account.Locked {
			return tooMany(check.After)
		}
	}
	code, err := tx.Issue(p, a, binding...)
	if err != nil {
		return err
	}
	for _, share := range shares {
		if _, err := tx.Attempt(share.of, share.subject); err != nil {
			return err
		}
	}
	return tx.Notify(account.Message{
		Channel: account.SMS, To: phone.Mobile,
		Text: fmt.Sprintf("%s: your %s is %s. It is good for 10 minutes. Tell it to nobody.", s.Issuer, what, code),
	})
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
