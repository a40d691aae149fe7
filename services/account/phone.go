package account

import (
	"strconv"

	"github.com/causeway-gateway/causeway/services/store"
)

// A Phone is a number that an account opted in to get codes on. Saasu's ProviderUserId is its Number.
type Phone struct {
	Number  int // the same for each opt-in of the account with the same mobile
	Account string
	Mobile  string
	On      bool // confirmed
}

// One phone for each account and mobile; one confirmed phone for each account, and for each mobile.
var phones = store.SystemCollection("phones",
	store.Unique("pair", func(p *Phone) string { return p.Account + "\n" + p.Mobile }),
	store.Unique("account", func(p *Phone) string { return onlyIf(p.On, p.Account) }),
	store.Unique("mobile", func(p *Phone) string { return onlyIf(p.On, p.Mobile) }),
)

func onlyIf(on bool, s string) string {
	if on {
		return s
	}
	return ""
}

// PendPhone returns the phone of the account with the mobile, new or known; it is not confirmed by this, and a confirmed one stays so. [ErrTaken] where another account
// confirmed the mobile. Send it a secret that is issued with the phone's number as its binding.
func (tx *Tx) PendPhone(a *Account, mobile string) (*Phone, error) {
	_, taken, err := phones.Find(tx.store, "mobile", mobile)
	if taken, err = Maybe(taken, err); err != nil || taken != nil && taken.Account != a.ID {
		return nil, orTaken(err)
	}
	p := &Phone{Account: a.ID, Mobile: mobile}
	_, known, err := phones.Find(tx.store, "pair", p.Account+"\n"+p.Mobile)
	if known, err = Maybe(known, err); err != nil || known != nil {
		return known, err
	}
	if p.Number, err = tx.number("phones", 0); err != nil {
		return nil, err
	}
	return p, tx.savePhone(p)
}

func (tx *Tx) savePhone(p *Phone) error { return phones.Put(tx.store, strconv.Itoa(p.Number), p) }

// Phone returns the phone with a number, or [ErrNotFound].
func (tx *Tx) Phone(number int) (*Phone, error) { return phones.Get(tx.store, strconv.Itoa(number)) }

// PhoneOf returns the confirmed phone of an account, or [ErrNotFound].
func (tx *Tx) PhoneOf(a *Account) (*Phone, error) {
	_, p, err := phones.Find(tx.store, "account", a.ID)
	return p, err
}

// ConfirmPhone turns codes to the phone on, once the secret sent to it was spent; a phone that the account confirmed before is let go.
// [ErrTaken] where another account was faster, [ErrNotFound] where the phone is not the account's.
func (tx *Tx) ConfirmPhone(a *Account, p *Phone) error {
	if p.Account != a.ID {
		return ErrNotFound
	}
	if err := tx.DropPhone(a); err != nil {
		return err
	}
	p.On = true
	return tx.savePhone(p)
}

// DropPhone turns codes to the account's phone off.
func (tx *Tx) DropPhone(a *Account) error {
	p, err := Maybe(tx.PhoneOf(a))
	if err != nil || p == nil {
		return err
	}
	p.On = false
	return tx.savePhone(p)
}
