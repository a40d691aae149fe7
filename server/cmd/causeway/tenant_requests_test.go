package main

import "strings"

// line is the request line and the headers of a cell's request.
func (c cell) line() (line string, headers []string) {
	name := c.operation + "TwoFactorAuthenticationRequest"
	path := map[string]string{"Reset": "/users/2fa/reset", "Enable": "/users/2fa/enable", "GenerateKey": "/users/2fa/generate-key"}[c.operation]
	if c.operation == "GenerateKey" {
		name = "GenerateTwoFactorAuthenticationKeyRequest"
	}
	headers = []string{"Content-Type: " + mediaType(c.format)}
	switch c.route {
	case "path":
		headers = append(headers, "Accept: "+mediaType(c.format))
	case "suffix":
		path += "." + c.format
	case "api":
		path = "/api/" + name + "." + c.format
	case "reply":
		path = "/" + c.format + "/reply/" + name
	case "batch":
		path = "/" + c.format + "/reply/" + name + "[]"
	}
	if c.organisation == "split" {
		path += "?organisationId=" + c.caller.home
	}
	return "PUT " + path, headers
}

// A pair is a member of a request.
type pair struct{ name, value string }

// members are those of the request, the organisation first.
func (c cell) members(code string) (all []pair) {
	switch c.organisation {
	case "absent":
	case "twice":
		all = []pair{{"OrganisationId", c.caller.home}, {"OrganisationId", c.named()}}
	default:
		all = []pair{{"OrganisationId", c.named()}}
	}
	switch c.operation {
	case "Reset":
		target := map[string]string{"own": "target-" + c.caller.home, "other": "target-" + next(tenants, c.caller.home, 1), "unknown": "nobody"}[c.target]
		all = append(all, pair{"CallerCode", code}, pair{"TargetUserId", target})
	case "Enable":
		all = append(all, pair{"Code", code})
	}
	return all
}

// body writes the request in the cell's format, in a batch as the only one.
func (c cell) body(code string) string {
	one := c.request(code)
	switch {
	case c.route != "batch" || c.format == "csv":
		return one
	case c.format == "xml":
		name, _, _ := strings.Cut(one[1:], " ")
		return "<ArrayOf" + name + ` xmlns="http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts">` + one + "</ArrayOf" + name + ">"
	}
	return "[" + one + "]"
}

// request writes one request. An array holds one organisation.
func (c cell) request(code string) string {
	write := map[string]func([]pair, bool) string{"json": jsonOf, "jsv": jsvOf, "csv": csvOf}
	if w := write[c.format]; w != nil {
		return w(c.members(code), c.organisation == "array")
	}
	return c.xml(code)
}

func jsonOf(members []pair, array bool) string {
	var parts []string
	for _, p := range members {
		value := `"` + p.value + `"`
		if array && p.name == "OrganisationId" {
			value = "[" + value + "]"
		}
		parts = append(parts, `"`+p.name+`":`+value)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func jsvOf(members []pair, array bool) string {
	var parts []string
	for _, p := range members {
		if array && p.name == "OrganisationId" {
			p.value = "[" + p.value + "]"
		}
		parts = append(parts, p.name+":"+p.value)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func csvOf(members []pair, array bool) string {
	if len(members) == 0 {
		return "Comment\nnone\n" // a row without columns is no request of a batch
	}
	var names, values []string
	for _, p := range members {
		if array && p.name == "OrganisationId" {
			p.value = "[" + p.value + "]"
		}
		names, values = append(names, p.name), append(values, p.value)
	}
	return strings.Join(names, ",") + "\n" + strings.Join(values, ",") + "\n"
}

// xml writes the organisation in the namespace of the base class, as the documents do.
func (c cell) xml(code string) string {
	const namespace = "http://schemas.datacontract.org/2004/07/Infrastructure.Api.Interfaces.ServiceOperations"
	name := c.operation + "TwoFactorAuthenticationRequest"
	if c.operation == "GenerateKey" {
		name = "GenerateTwoFactorAuthenticationKeyRequest"
	}
	var b strings.Builder
	b.WriteString("<" + name + ` xmlns="` + namespace + `.UserAccounts">`)
	for _, p := range c.members(code) {
		switch {
		case p.name != "OrganisationId":
			b.WriteString("<" + p.name + ">" + p.value + "</" + p.name + ">")
		case c.organisation == "array":
			b.WriteString(`<OrganisationId xmlns="` + namespace + `"><string>` + p.value + `</string></OrganisationId>`)
		default:
			b.WriteString(`<OrganisationId xmlns="` + namespace + `">` + p.value + `</OrganisationId>`)
		}
	}
	return b.String() + "</" + name + ">"
}
