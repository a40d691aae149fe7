package main

import (
	"context"
	"fmt"

	"github.com/causeway-gateway/causeway/services/account"
)

// A demoBook is a file of Saasu's part of the demonstration, with its one user and his access key. Nothing of it is a secret: all of it is printed.
type demoBook struct{ file, user, key, mobile string }

var demoBooks = []demoBook{
	{"777", "u1", "WSAK-demo-777-5d8e1f3a9c", "0499999999"},
	{"888", "u2", "WSAK-demo-888-0b6c2d7e4f", "0488888888"},
}

func (d demoBook) email() string    { return d.user + "@x.test" }
func (d demoBook) password() string { return "demo-" + d.user + "-1" }

// demoSaasu adds two files, each with a user who has an access key.
func demoSaasu(ctx context.Context, o *opened) ([]demoLine, error) {
	var lines []demoLine
	for _, book := range demoBooks {
		if err := book.add(ctx, o.core); err != nil {
			return nil, fmt.Errorf("add file %s: %w", book.file, err)
		}
		lines = append(lines, demoLine{title: fmt.Sprintf("file %s: user %s, password %s, access key %s", book.file, book.user, book.password(), book.key)})
	}
	return append(lines, saasuCalls(o.base, demoBooks[0])...), nil
}

// add adds the file and its user, unless they are there. It hashes no password then: a second start must be quick.
func (d demoBook) add(ctx context.Context, core *account.Core) error {
	var there *account.Account
	err := core.View(ctx, "", func(tx *account.Tx) (err error) {
		there, err = account.Maybe(tx.ByUsername(d.user))
		return err
	})
	if err != nil || there != nil {
		return err
	}
	hash, err := core.HashPassword(ctx, d.password())
	if err != nil {
		return err
	}
	return core.Update(ctx, d.file, func(tx *account.Tx) error {
		tx.Audit("demo", "")
		if err := tx.SaveOrganisation(&account.Organisation{ID: d.file, Name: "File " + d.file}); err != nil {
			return err
		}
		a := &account.Account{ID: d.user, Username: d.user, Password: hash, Emails: []account.Email{{Address: d.email(), Verified: true}}}
		if err := tx.Create(a); err != nil {
			return err
		}
		if err := tx.Join(a, account.Member{Account: a.ID, Roles: []string{account.Owner}, Confirmed: true}); err != nil {
			return err
		}
		_, err := tx.PutKey(account.Key{Account: a.ID, Tenant: d.file, Description: "demonstration"}, d.key)
		return err
	})
}

// saasuCalls shows each operation in each format. What a text says is to be put in place of OTP and CODE.
func saasuCalls(base string, book demoBook) []demoLine {
	const unused = ` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`
	xml := func(name, members string) string { return "<" + name + unused + ">" + members + "</" + name + ">" }
	calls := func(title, url, json, xml string) []demoLine {
		call := func(format, mediaType, body string) demoLine {
			return demoLine{title + " (" + format + ")", fmt.Sprintf(`curl -X POST "%s%s" -H "Content-Type: %s" -H "Accept: %s" --data-binary '%s'`, base, url, mediaType, mediaType, body)}
		}
		return []demoLine{call("JSON", "application/json", json), call("XML", "application/xml", xml)}
	}
	query := "?FileId=" + book.file + "&WsAccessKey=" + book.key
	grant := func(title, path, code string) []demoLine {
		return calls(title, "/authorisation/"+path,
			fmt.Sprintf(`{"grant_type":"password","username":"%s","password":"%s","scope":"full","verification_code":"%s"}`, book.user, book.password(), code),
			xml("OAuthPasswordCredentialsGrantRequest", fmt.Sprintf(`<grant_type>password</grant_type><username>%s</username><password>%s</password><scope>full</scope><verification_code>%s</verification_code>`,
				book.user, book.password(), code)))
	}
	lines := calls("Opt in; a text with seven digits goes out, and the answer holds the ProviderUserId", "/User/opt-in-to-2fa"+query,
		`{"MobileNumber":"`+book.mobile+`"}`, xml("OptInTo2FARequest", "<MobileNumber>"+book.mobile+"</MobileNumber>"))
	lines = append(lines, calls("Confirm it: put the digits in place of OTP, and the ProviderUserId in place of 1 where it differs", "/User/verify-2fa-opt-in"+query,
		`{"ProviderUserId":1,"Otp":"OTP"}`, xml("Verify2FAOptInRequest", "<ProviderUserId>1</ProviderUserId><Otp>OTP</Otp>"))...)
	lines = append(lines, grant("Sign in; whoever opted in is refused, and texted a code", "token", "")...)
	return append(lines, grant("Sign in with that code: put it in place of CODE", "token-2fa", "CODE")...)
}
