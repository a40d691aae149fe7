package main

import (
	"context"
	"encoding/base32"
	"fmt"

	"github.com/causeway-gateway/causeway/services/account"
)

// A demoPerson is an account of the demonstration. Nothing of it is a secret: all of it is printed.
type demoPerson struct {
	id, name, organisation string
	roles                  []string
	factor                 string // base32 secret of the authenticator; empty for none
}

var demoPeople = []demoPerson{
	{"olga", "Olga", "org1", []string{account.Owner}, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"},
	{"mia", "Mia", "org1", nil, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"},
	{"nick", "Nick", "org1", nil, ""},
	{"otto", "Otto", "org2", []string{account.Owner}, ""},
}

func (d demoPerson) email() string    { return d.id + "@x.test" }
func (d demoPerson) password() string { return "demo-" + d.id + "-1" }

func (d demoPerson) text() string {
	role := "member"
	if len(d.roles) > 0 {
		role = "owner"
	}
	text := fmt.Sprintf("%s, %s of %s: %s, password %s", d.id, role, d.organisation, d.email(), d.password())
	if d.factor != "" {
		text += ", authenticator " + d.factor
	}
	return text
}

// demoFoundry adds two organisations and their people, one organisation in a commit of its own.
func demoFoundry(ctx context.Context, o *opened) ([]demoLine, error) {
	for _, organisation := range []string{"org1", "org2"} {
		if err := demoOrganisation(ctx, o.core, organisation); err != nil {
			return nil, err
		}
	}
	var lines []demoLine
	for _, person := range demoPeople {
		lines = append(lines, demoLine{title: person.text()})
	}
	return append(lines, foundryCalls(o.base)...), nil
}

// demoOrganisation adds an organisation and its people, unless it is there. It hashes no password then: a second start must be quick.
func demoOrganisation(ctx context.Context, core *account.Core, id string) error {
	var there *account.Organisation
	err := core.View(ctx, id, func(tx *account.Tx) (err error) {
		there, err = account.Maybe(tx.Organisation())
		return err
	})
	if err != nil || there != nil {
		return err
	}
	hashes := make(map[string]string)
	for _, person := range demoPeople {
		if hashes[person.id], err = core.HashPassword(ctx, person.password()); err != nil {
			return err
		}
	}
	return core.Update(ctx, id, func(tx *account.Tx) error {
		tx.Audit("demo", "")
		if err := tx.SaveOrganisation(&account.Organisation{ID: id, Name: "Organisation " + id}); err != nil {
			return err
		}
		for _, person := range demoPeople {
			if person.organisation != id {
				continue
			}
			if err := person.join(tx, hashes[person.id]); err != nil {
				return fmt.Errorf("add %s: %w", person.id, err)
			}
		}
		return nil
	})
}

func (d demoPerson) join(tx *account.Tx, hash string) error {
	a := &account.Account{
		ID: d.id, Username: d.id, DisplayName: d.name, FirstName: d.name, Password: hash,
		Emails: []account.Email{{Address: d.email(), Verified: true}},
	}
	if err := tx.Create(a); err != nil {
		return err
	}
	if err := tx.Join(a, account.Member{Account: a.ID, Roles: d.roles, Confirmed: true}); err != nil {
		return err
	}
	if d.factor == "" {
		return nil
	}
	secret, err := base32.StdEncoding.DecodeString(d.factor)
	if err != nil {
		return err
	}
	return tx.SetTOTP(a, secret)
}

// foundryCalls shows each operation in each format.
func foundryCalls(base string) []demoLine {
	bearer := `Authorization: Bearer $TOKEN`
	xml := func(name, own, organisation string) string {
		const namespace = "http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations"
		return fmt.Sprintf(`<%s xmlns="%s.UserAccounts"><OrganisationId xmlns="%s">%s</OrganisationId>%s</%s>`, name, namespace, namespace, organisation, own, name)
	}
	// The token is shown because it is what was answered where the sign-in failed.
	signIn := func(title, body string) demoLine {
		return demoLine{title, fmt.Sprintf(`TOKEN=$(curl -s %s/auth -H "Content-Type: application/json" -d '%s' | sed 's/.*"bearerToken":"\([^"]*\)".*/\1/'); echo "$TOKEN"`, base, body)}
	}
	lines := []demoLine{
		signIn("Sign in as nick, who has no second factor yet", `{"provider":"credentials","userName":"nick@x.test","password":"demo-nick-1"}`),
	}
	lines = append(lines, curls("A new key for nick's authenticator", "PUT", base+"/users/2fa/generate-key", bearer, demoBodies{
		json: `{"organisationId":"org1"}`,
		jsv:  `{organisationId:org1}`,
		xml:  xml("GenerateTwoFactorAuthenticationKeyRequest", "", "org1"),
		csv:  "OrganisationId\norg1\n",
	})...)
	lines = append(lines, curls(`Confirm it: put the secret of the newest answer in place of SECRET`, "PUT", base+"/users/2fa/enable", bearer, demoBodies{
		json: `{"code":"'$(causeway code SECRET)'"}`,
		jsv:  `{code:'$(causeway code SECRET)'}`,
		xml:  xml("EnableTwoFactorAuthenticationRequest", `<Code>'$(causeway code SECRET)'</Code>`, "org1"),
		csv:  "Code\n'$(causeway code SECRET)'\n",
	})...)
	code := `'$(causeway code ` + demoPeople[0].factor + `)'`
	lines = append(lines, signIn("Sign in as olga. Each code is good once: the next call needs the next code, up to 30 seconds later",
		`{"provider":"credentials","userName":"olga@x.test","password":"demo-olga-1","meta":{"twoFactorCode":"`+code+`"}}`))
	return append(lines, curls("Take the second factor from mia, with a code of olga that was not used yet", "PUT", base+"/users/2fa/reset", bearer, demoBodies{
		json: `{"targetUserId":"mia","callerCode":"` + code + `","organisationId":"org1"}`,
		jsv:  `{targetUserId:mia,callerCode:` + code + `,organisationId:org1}`,
		xml:  xml("ResetTwoFactorAuthenticationRequest", `<CallerCode>`+code+`</CallerCode><TargetUserId>mia</TargetUserId>`, "org1"),
		csv:  "TargetUserId,CallerCode,OrganisationId\nmia," + code + ",org1\n",
	})...)
}

// demoBodies is one request in each format.
type demoBodies struct{ json, jsv, xml, csv string }

// curls shows one request in each format, with the answer in the same one. The header is left out where it is empty.
func curls(title, verb, url, header string, b demoBodies) []demoLine {
	if header != "" {
		header = ` -H "` + header + `"`
	}
	var lines []demoLine
	for _, f := range []struct{ name, mediaType, body string }{
		{"JSON", "application/json", b.json}, {"JSV", "text/jsv", b.jsv}, {"XML", "application/xml", b.xml}, {"CSV", "text/csv", b.csv},
	} {
		lines = append(lines, demoLine{
			title + " (" + f.name + ")",
			fmt.Sprintf(`curl -X %s %s%s -H "Accept: %s" -H "Content-Type: %s" --data-binary '%s'`, verb, url, header, f.mediaType, f.mediaType, f.body),
		})
	}
	return lines
}
