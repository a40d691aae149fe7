package account

import "time"

// Factors are what an account has beside its password. Secrets stay inside the core.
type Factors struct {
	TOTP    bool // confirmed
	Pending bool // a TOTP secret waits to be confirmed
	Since   time.Time
	Backup  int  // backup codes left
	Email   bool // codes by mail
	Phone   bool // codes to a confirmed number
}

// Any reports whether a second factor is demanded at sign-in.
func (f Factors) Any() bool { return f.TOTP || f.Email || f.Phone }

// Factors returns what an account has.
func (tx *Tx) Factors(a *Account) (Factors, error) { panic("account: Factors is not written yet") }

// PendTOTP draws a secret that waits for [Tx.ConfirmTOTP]; a former pending one is dead. [ErrActive] where a confirmed one stands.
func (tx *Tx) PendTOTP(a *Account) (secret []byte, err error) {
	panic("account: PendTOTP is not written yet")
}

// ConfirmTOTP makes the pending secret the account's, when code is one of its codes. Each try counts against [SecondFactor].
func (tx *Tx) ConfirmTOTP(a *Account, code string) (Check, error) {
	panic("account: ConfirmTOTP is not written yet")
}

// SpendTOTP checks a code of the confirmed secret and spends it: no step up to its own is good again. Each try counts against [SecondFactor] before it is compared;
// a right one clears the count.
func (tx *Tx) SpendTOTP(a *Account, code string) (Check, error) {
	panic("account: SpendTOTP is not written yet")
}

// SetTOTP gives an account a known secret, confirmed. For seeding and import.
func (tx *Tx) SetTOTP(a *Account, secret []byte) error { panic("account: SetTOTP is not written yet") }

// ResetTOTP removes the secret, the pending one and the backup codes. Where there was anything, it revokes as [Tx.Revoke] does and says so.
func (tx *Tx) ResetTOTP(a *Account) (had bool, err error) {
	panic("account: ResetTOTP is not written yet")
}

// DropTOTP is [Tx.ResetTOTP] without revoking, for an account that turns its own factor off.
func (tx *Tx) DropTOTP(a *Account) error { panic("account: DropTOTP is not written yet") }

// NewBackupCodes replaces the backup codes; the caller shows them once.
func (tx *Tx) NewBackupCodes(a *Account) ([]string, error) {
	panic("account: NewBackupCodes is not written yet")
}

// SpendBackup checks a backup code and removes it. It counts against [SecondFactor] like a TOTP code.
func (tx *Tx) SpendBackup(a *Account, code string) (Check, error) {
	panic("account: SpendBackup is not written yet")
}

// SetEmailFactor turns codes by mail on or off.
func (tx *Tx) SetEmailFactor(a *Account, on bool) error {
	panic("account: SetEmailFactor is not written yet")
}
