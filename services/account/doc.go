// Package account is the core that the account-security systems share: accounts, second factors, one-time secrets, sessions, API keys,
// organisations, counted attempts, the audit trail and the outbox. It keeps their invariants once; a system's package translates its documented
// operations into these verbs, and owns the words that its clients read.
//
// Open a [Core] for each system with its [Policy]. Every operation is one [Core.Update]: what it reads, decides and writes is one commit,
// together with its audit record and the messages that it sends. What the caller is refused with is a *services.Error, and it commits too: an attempt
// counted, a code spent, a line in the audit trail. Nothing else may be decided from what an earlier transaction read.
//
// Foundry's reset of another member's second factor:
//
//	func (s *Service) resetTwoFactor(ctx context.Context, req *foundry.ResetTwoFactorAuthenticationRequest) (*foundry.ResetTwoFactorAuthenticationResponse, error) {
//		tenant, ok := auth.From(ctx).Organisation(req.OrganisationId)
//		if !ok {
//			return nil, noOrganisation
//		}
//		err := s.core.Update(ctx, tenant, func(tx *account.Tx) error { return s.reset(tx, auth.From(ctx).User, req) })
//		return &foundry.ResetTwoFactorAuthenticationResponse{}, err
//	}
//
//	func (s *Service) reset(tx *account.Tx, caller string, req *foundry.ResetTwoFactorAuthenticationRequest) error {
//		tx.Audit("ResetTwoFactorAuthenticationRequest", req.TargetUserId)
//		me, err := tx.ByID(caller)
//		if err != nil {
//			return err
//		}
//		switch m, err := account.Maybe(tx.Member(caller)); {
//		case err != nil:
//			return err
//		case m == nil || !m.Confirmed:
//			return noOrganisation
//		case !m.Owns():
//			return notOwner
//		}
//		check, err := tx.SpendTOTP(me, req.CallerCode) // counted, compared and spent in this commit
//		if err != nil {
//			return err
//		}
//		switch check.Verdict {
//		case account.Right:
//		case account.Absent:
//			return callerHasNoFactor
//		case account.Locked:
//			return &services.Error{Code: services.TooMany, Name: "TooManyAttemptsException", Message: "...", After: check.After}
//		default:
//			return wrongCode
//		}
//		if m, err := account.Maybe(tx.Member(req.TargetUserId)); err != nil || m == nil {
//			return cmp.Or(err, error(noUser)) // the code stays spent
//		}
//		target, err := tx.ByID(req.TargetUserId)
//		if err != nil {
//			return err
//		}
//		had, err := tx.ResetTOTP(target) // removes the factor, revokes every session, token and secret
//		if err != nil || !had {
//			return err
//		}
//		return tx.Notify(account.Message{Channel: account.Mail, To: target.Email(), Subject: "...", Text: "..."})
//	}
//
// Passwords are slow and so are checked between transactions, with the attempt counted before and forgiven after. Who is locked waits as long as who is
// wrong:
//
//	turn, err := s.core.Turn(ctx)   // or too many wait: nothing was counted
//	defer turn.End()
//	Update: a := the account, or nil (account.Maybe(tx.ByEmail(address))); check, err := tx.Attempt(account.SignIn, subject); a = nil unless check.OK()
//	ok, err := turn.CheckPassword(ctx, a, password)   // equal work for nil
//	Update: refuse who is locked, read the account again, check the second factor, tx.Forgive(account.SignIn, subject), tx.OpenSession(...)
//
// A secret for a phone or an address: tx.Issue with what it is bound to, tx.Notify with its text, later tx.Spend with the same binding:
//
//	phone, err := tx.PendPhone(a, mobile)                                          // Saasu's ProviderUserId is phone.Number
//	code, err := tx.Issue(account.PhoneOptIn, a, strconv.Itoa(phone.Number), file) // voids the code before
//	err = tx.Notify(account.Message{Channel: account.SMS, To: phone.Mobile, Text: code})
//	check, err := tx.Spend(account.PhoneOptIn, a, req.Otp, strconv.Itoa(req.ProviderUserId), file)
//
// Closures may run more than once: no side effects but the verbs of [Tx], and no call of the core's own methods. An account belongs to the transaction that
// read it; one that was carried into another and has changed meanwhile is not written.
//
// What an account's epoch is for: give [Core.Epoch] to auth.TokenOptions and [Tx.Epoch] to the claims of each token that is issued; a revocation, of an account or of
// a whole tenant, then ends signed tokens too, the moment it commits. A [Directory] does so for a dialect that signs people in itself.
//
// Seeding: [Tx.SaveOrganisation], [Tx.Create], [Tx.Join], [Tx.SetTOTP], [Tx.SetSecret], [Tx.PutSession] and [Tx.PutKey] take known values.
package account
