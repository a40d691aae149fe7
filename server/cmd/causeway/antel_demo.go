package main

import (
	"context"
	"fmt"

	"github.com/causeway-gateway/causeway/services/account"
)

// Antel's part of the demonstration. Nothing of it is a secret: all of it is printed.
const (
	antelKey      = "AK-demo-2f6c1e0b9a7d4853"
	antelUser     = "pat@x.test"
	antelPassword = "demo-pat-1"
)

// demoAntel adds an API key and account 42.
func demoAntel(ctx context.Context, o *opened) ([]demoLine, error) {
	var there *account.Account
	err := o.core.View(ctx, "", func(tx *account.Tx) (err error) {
		there, err = account.Maybe(tx.ByNumber(42))
		return err
	})
	if err == nil && there == nil {
		err = seedAntel(ctx, o.core)
	}
	if err != nil {
		return nil, err
	}
	lines := []demoLine{
		{title: "API key " + antelKey},
		{title: fmt.Sprintf("account 42: %s, password %s", antelUser, antelPassword)},
	}
	return append(lines, antelCalls(o.base)...), nil
}

func seedAntel(ctx context.Context, core *account.Core) error {
	hash, err := core.HashPassword(ctx, antelPassword)
	if err != nil {
		return err
	}
	return core.Update(ctx, "", func(tx *account.Tx) error {
		tx.Audit("demo", "")
		err := tx.Create(&account.Account{
			ID: "pat", Number: 42, Username: "pat", DisplayName: "Pat", Password: hash,
			Emails: []account.Email{{Address: antelUser, Verified: true}},
		})
		if err != nil {
			return err
		}
		_, err = tx.PutKey(account.Key{Description: "demonstration app"}, antelKey)
		return err
	})
}

// antelCalls shows each operation in each format. The mailed temporary password is to be put in place of TEMPORARY.
func antelCalls(base string) []demoLine {
	const address, password = "<EmailAddress>" + antelUser + "</EmailAddress>", "demo-pat-2"
	xml := func(name, own string) string {
		const namespace = "http://schemas.datacontract.org/2004/07/WebService.ServiceModel"
		return fmt.Sprintf(`<%s xmlns="%s"><ApiKey xmlns="%s.Base">%s</ApiKey>%s</%s>`, name, namespace, namespace, antelKey, own, name)
	}
	lines := curls("Ask for a temporary password; it is mailed", "POST", base+"/user/password/forgot", "", demoBodies{
		json: `{"apiKey":"` + antelKey + `","emailAddress":"` + antelUser + `"}`,
		jsv:  `{apiKey:` + antelKey + `,emailAddress:` + antelUser + `}`,
		xml:  xml("ForgotPassword", address),
		csv:  "ApiKey,EmailAddress\n" + antelKey + "," + antelUser + "\n",
	})
	lines = append(lines, curls("Set a new password: put the mailed one in place of TEMPORARY", "POST", base+"/user/password/reset", "", demoBodies{
		json: `{"apiKey":"` + antelKey + `","temporaryPassword":"TEMPORARY","emailAddress":"` + antelUser + `","password":"` + password + `","passwordConfirm":"` + password + `"}`,
		jsv:  `{apiKey:` + antelKey + `,temporaryPassword:TEMPORARY,emailAddress:` + antelUser + `,password:` + password + `,passwordConfirm:` + password + `}`,
		xml: xml("ResetPassword", address+`<Password>`+password+`</Password><PasswordConfirm>`+password+`</PasswordConfirm>`+
			`<TemporaryPassword>TEMPORARY</TemporaryPassword>`),
		csv: "ApiKey,TemporaryPassword,EmailAddress,Password,PasswordConfirm\n" + antelKey + ",TEMPORARY," + antelUser + "," + password + "," + password + "\n",
	})...)
	return append(lines, curls("Sign in with it", "POST", base+"/user/login", "", demoBodies{
		json: `{"apiKey":"` + antelKey + `","emailAddress":"` + antelUser + `","password":"` + password + `"}`,
		jsv:  `{apiKey:` + antelKey + `,emailAddress:` + antelUser + `,password:` + password + `}`,
		xml:  xml("UserLogin", address+`<Password>`+password+`</Password>`),
		csv:  "ApiKey,EmailAddress,Password\n" + antelKey + "," + antelUser + "," + password + "\n",
	})...)
}
