package saasu

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/dto/saasu"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/account"
)

var (
	badMobile   = services.Errorf(services.Invalid, "MobileInvalid", "The mobile number is invalid.")
	takenMobile = services.Errorf(services.Invalid, "MobileInUse", "The mobile number is already in use.")
	wrongOtp    = services.Errorf(services.Invalid, "OtpInvalid", "The one time password is invalid or has expired.")
)

// lastOptIn is the account setting with the ProviderUserId that the last one time password went out for.
const lastOptIn = "saasu-opt-in"

// optIn sends a one time password to a mobile and returns the ProviderUserId that names the caller's registration of it, always the same for
// one mobile. A password sent within the last 30 seconds is not sent again; it stands.
func (s *Service) optIn(ctx context.Context, req *saasu.OptInTo2FARequest) (*saasu.OptInTo2FAResult, error) {
	if req == nil {
		return nil, incomplete("MobileNumber")
	}
	caller := auth.From(ctx)
	file, _ := caller.Organisation("")
	var phone *account.Phone
	err := s.core.Update(ctx, file, func(tx *account.Tx) (err error) {
		tx.Audit("OptInTo2FARequest", caller.User)
		mobile, ok := australian(req.MobileNumber)
		if !ok {
			return badMobile
		}
		a, err := tx.ByID(caller.User)
		if err != nil {
			return err
		}
		if phone, err = tx.PendPhone(a, mobile); err != nil {
			return taken(err)
		}
		return s.sendOptIn(tx, a, phone, file)
	})
	if err != nil {
		return nil, err
	}
	return &saasu.OptInTo2FAResult{ProviderUserId: int32(phone.Number)}, nil
}

func (s *Service) sendOptIn(tx *account.Tx, a *account.Account, phone *account.Phone, file string) error {
	number := strconv.Itoa(phone.Number)
	err := s.send(tx, account.PhoneOptIn, a, phone, "one time password", number, file)
	if errors.Is(err, account.ErrTooSoon) {
		return s.tooSoon(a, number)
	}
	if err != nil {
		return err
	}
	a.Settings = with(a.Settings, lastOptIn, number)
	return tx.Save(a)
}

// tooSoon lets a repeated call for the mobile that was just written to pass, and refuses one for another mobile.
func (s *Service) tooSoon(a *account.Account, number string) error {
	if a.Settings[lastOptIn] == number {
		return nil
	}
	return tooMany(Policy().Secrets[account.PhoneOptIn].Every)
}

// verify turns two factor authentication on when the one time password is the one that was sent for the caller's registration. All that can be wrong with
// the two is told alike.
func (s *Service) verify(ctx context.Context, req *saasu.Verify2FAOptInRequest) (*saasu.BaseResponseModel, error) {
	switch {
	case req == nil:
		return nil, incomplete("ProviderUserId", "Otp")
	case req.ProviderUserId <= 0:
		return nil, incomplete("ProviderUserId")
	}
	caller := auth.From(ctx)
	file, _ := caller.Organisation("")
	err := s.core.Update(ctx, file, func(tx *account.Tx) error {
		tx.Audit("Verify2FAOptInRequest", caller.User)
		return confirm(tx, caller.User, file, int(req.ProviderUserId), req.Otp)
	})
	if err != nil {
		return nil, err
	}
	return s.done(file, "Two factor authentication has been enabled.", "opt-out-from-2fa", "Turn two factor authentication off"), nil
}

func confirm(tx *account.Tx, user, file string, number int, otp string) error {
	a, err := tx.ByID(user)
	if err != nil {
		return err
	}
	phone, err := account.Maybe(tx.Phone(number))
	if err != nil {
		return err
	}
	if err := spend(tx, account.PhoneOptIn, a, otp, wrongOtp, strconv.Itoa(number), file); err != nil {
		return err
	}
	if phone == nil || phone.Account != a.ID {
		return wrongOtp
	}
	return taken(tx.ConfirmPhone(a, phone))
}

// optOut turns two factor authentication off. Clients send an empty object; a verification code that is sent must be right.
func (s *Service) optOut(ctx context.Context, req *saasu.OptOutFrom2FARequest) (*saasu.BaseResponseModel, error) {
	caller := auth.From(ctx)
	file, _ := caller.Organisation("")
	err := s.core.Update(ctx, file, func(tx *account.Tx) error {
		tx.Audit("OptOutFrom2FARequest", caller.User)
		a, err := tx.ByID(caller.User)
		if err != nil {
			return err
		}
		phone, err := account.Maybe(tx.PhoneOf(a))
		if err != nil || phone == nil {
			return err
		}
		if req != nil && req.Otp != "" {
			if err := spend(tx, account.PhoneCode, a, req.Otp, wrongOtp, strconv.Itoa(phone.Number)); err != nil {
				return err
			}
		}
		if err := tx.DropPhone(a); err != nil {
			return err
		}
		return tx.Notify(account.Message{Channel: account.SMS, To: phone.Mobile, Text: s.Issuer + ": two factor authentication has been turned off."})
	})
	if err != nil {
		return nil, err
	}
	return s.done(file, "Two factor authentication has been disabled.", "opt-in-to-2fa", "Turn two factor authentication on"), nil
}

// done is the answer of an operation on a user, with a link to the one that undoes it.
func (s *Service) done(file, message, undo, title string) *saasu.BaseResponseModel {
	r := &saasu.BaseResponseModel{StatusMessage: message}
	r.Links = []saasu.Link{{Rel: "related", Href: s.Base + "/User/" + undo + "?FileId=" + file, Method: "POST", Title: title}}
	return r
}

func taken(err error) error {
	if errors.Is(err, account.ErrTaken) {
		return takenMobile
	}
	return err
}

// with returns a copy of settings with one more; what a transaction read must not change under another.
func with(settings map[string]string, key, value string) map[string]string {
	changed := map[string]string{key: value}
	for k, v := range settings {
		if k != key {
			changed[k] = v
		}
	}
	return changed
}

var (
	spacing = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "")
	mobile  = regexp.MustCompile(`^(?:\+61|61|0)?(4[0-9]{8})$`)
)

// australian returns an Australian mobile number as E.164. Numbers sent as JSON numbers have lost their leading zero.
func australian(text string) (string, bool) {
	m := mobile.FindStringSubmatch(spacing.Replace(text))
	if m == nil {
		return "", false
	}
	return "+61" + m[1], true
}
