package account

// A Phone is a number that an account opted in to get codes on. Saasu's ProviderUserId is its Number.
type Phone struct {
	Number  int // the same for each opt-in of the account with the same mobile
	Account string
	Mobile  string
	On      bool // confirmed
}

// PendPhone returns the phone of the account with the mobile, new or known, and what it was; it is not confirmed by this. [ErrTaken] where another account
// confirmed the mobile. Send it a secret that is issued with the phone's number as its binding.
func (tx *Tx) PendPhone(a *Account, mobile string) (*Phone, error) {
	panic("account: PendPhone is not written yet")
}

// Phone returns the phone with a number, or [ErrNotFound].
func (tx *Tx) Phone(number int) (*Phone, error) { panic("account: Phone is not written yet") }

// PhoneOf returns the confirmed phone of an account, or [ErrNotFound].
func (tx *Tx) PhoneOf(a *Account) (*Phone, error) { panic("account: PhoneOf is not written yet") }

// ConfirmPhone turns codes to the phone on, once the secret sent to it was spent. [ErrTaken] where another account was faster.
func (tx *Tx) ConfirmPhone(a *Account, p *Phone) error {
	panic("account: ConfirmPhone is not written yet")
}

// DropPhone turns codes to the account's phone off.
func (tx *Tx) DropPhone(a *Account) error { panic("account: DropPhone is not written yet") }
