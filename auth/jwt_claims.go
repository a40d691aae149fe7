package auth

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Claims are what a token says, under the names that ServiceStack's clients read. Times are whole seconds.
// Those that [Tokens.Verify] returns are shared and not to be changed.
type Claims struct {
	ID            string    // jti
	Issuer        string    // iss; Issue fills it in, but not for refresh tokens
	Audience      []string  // aud; Issue fills it in
	Subject       string    // sub, the account id
	IssuedAt      time.Time // iat; Issue fills it in
	NotBefore     time.Time // nbf; read, never written
	Expires       time.Time // exp
	Refresh       bool      // a refresh token (typ JWTR), good for nothing but a new access token
	Email         string    // email
	FirstName     string    // given_name
	LastName      string    // family_name
	Name          string    // name
	Username      string    // preferred_username
	Picture       string    // picture
	Roles         []string  // roles
	Permissions   []string  // perms
	Organisations []string  // orgs, ours: the tenants, the default one first
	Epoch         int64     // epoch, ours: dead once the account's epoch is higher
	Extra         []Claim   // written after all others
	Header        []Claim   // written into the header, after its own members
	Payload       []byte    // the JSON as it was signed, for claims of a host's own; set by Verify
}

// A Claim is one of a host's own.
type Claim struct {
	Name  string
	Value json.RawMessage
}

// Principal returns the caller that the claims describe.
func (c *Claims) Principal() Principal {
	return Principal{
		User: c.Subject, Name: c.Name, Email: c.Email, Username: c.Username, FirstName: c.FirstName, LastName: c.LastName,
		Organisations: c.Organisations, Roles: c.Roles, Permissions: c.Permissions, Claims: c,
	}
}

// Text returns what the token says under name, where that is a string: one of the claims that are a host's own. Claims that no token brought have none.
func (c *Claims) Text(name string) string {
	if c == nil {
		return ""
	}
	members, _ := readObject(c.Payload)
	if v := members.find(name); strings.HasPrefix(v, `"`) {
		return unquote(v)
	}
	return ""
}

// Has reports whether the token says value under name: as its text, as a number or truth value that is written so, or as one of a list of these.
// Claims that no token brought have none.
func (c *Claims) Has(name, value string) bool {
	if c == nil {
		return false
	}
	members, _ := readObject(c.Payload)
	v := members.find(name)
	if strings.HasPrefix(v, "[") {
		return slices.ContainsFunc(elements(v), func(e string) bool { return says(e, value) })
	}
	return says(v, value)
}

// says reports whether a JSON text is a value that is written as a claim.
func says(text, value string) bool {
	if strings.HasPrefix(text, `"`) {
		return unquote(text) == value
	}
	return text == value && text != "" && text != "null"
}

// payload writes the claims in ServiceStack's order; what is empty is left out.
func (c Claims) payload() []byte {
	w := claimWriter{'{'}
	w.text("iss", c.Issuer)
	w.add("sub", numberOrText(c.Subject))
	w.whole("iat", c.IssuedAt.Unix())
	w.whole("exp", c.Expires.Unix())
	if len(c.Audience) == 1 {
		w.text("aud", c.Audience[0])
	} else {
		w.list("aud", c.Audience)
	}
	w.text("email", c.Email)
	w.text("given_name", c.FirstName)
	w.text("family_name", c.LastName)
	w.text("name", c.Name)
	w.text("preferred_username", c.Username)
	w.text("picture", c.Picture)
	w.list("roles", c.Roles)
	w.list("perms", c.Permissions)
	w.list("orgs", c.Organisations)
	if c.Epoch != 0 {
		w.whole("epoch", c.Epoch)
	}
	if c.ID != "" {
		w.add("jti", numberOrText(c.ID))
	}
	for _, x := range c.Extra {
		w.add(x.Name, string(x.Value))
	}
	return append(w, '}')
}

// A claimWriter is an object that is being written.
type claimWriter []byte

func (w *claimWriter) add(name, value string) {
	if len(*w) > 1 {
		*w = append(*w, ',')
	}
	*w = append(*w, quote(name)+":"+value...)
}

func (w *claimWriter) whole(name string, n int64) { w.add(name, strconv.FormatInt(n, 10)) }

func (w *claimWriter) text(name, value string) {
	if value != "" {
		w.add(name, numberOrText(value))
	}
}

func (w *claimWriter) list(name string, values []string) {
	if len(values) > 0 {
		w.add(name, quoteAll(values))
	}
}

// numberOrText writes a text as ServiceStack does: what looks like a number or a truth value is written as one, also a name that does. From 2⁵³ on,
// where a double no longer tells whole numbers apart, numbers stay texts.
func numberOrText(s string) string {
	if s == "true" || s == "false" {
		return s
	}
	if isNumber(s) {
		if n, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(n) < 1<<53 {
			return s
		}
	}
	return quote(s)
}

var numbers = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+([eE][+-]?\d+)?)?$`)

// isNumber reports whether ServiceStack takes a text for a number: one with an exponent alone it does not.
func isNumber(s string) bool {
	return s != "" && (s[0] == '-' || s[0] >= '0' && s[0] <= '9') && numbers.MatchString(s)
}

func quoteAll(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// quote writes a JSON string as ServiceStack does: nothing is escaped that need not be.
func quote(s string) string {
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, escapeControl(r)...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(append(b, '"'))
}

func escapeControl(r rune) string {
	if i := strings.IndexRune("\b\f\n\r\t", r); i >= 0 {
		return `\` + string("bfnrt"[i])
	}
	return fmt.Sprintf(`\u%04x`, r)
}

var errClaims = errors.New("auth: claims cannot be read")

// readClaims reads a payload, which the claims keep.
func readClaims(payload []byte, lenient bool) (*Claims, error) {
	members, ok := readObject(payload)
	if !ok || !lenient && members.twice() {
		return nil, errClaims
	}
	c, r := &Claims{Payload: payload}, claimReader{members: members, lenient: lenient}
	c.ID, c.Issuer, c.Subject = r.id("jti"), r.text("iss"), r.id("sub")
	c.IssuedAt, c.NotBefore, c.Expires = r.time("iat"), r.time("nbf"), r.time("exp")
	c.Email, c.Name, c.Username, c.Picture = r.text("email"), r.text("name"), r.text("preferred_username"), r.text("picture")
	c.FirstName, c.LastName = r.text("given_name"), r.text("family_name")
	c.Audience, c.Roles, c.Permissions, c.Organisations = r.list("aud"), r.list("roles"), r.list("perms"), r.list("orgs")
	c.Epoch = r.whole("epoch")
	if lenient {
		c.Roles = append(append(append(c.Roles, r.list("Roles")...), r.one("role")...), r.one(roleURI)...)
		c.Permissions = append(append(c.Permissions, r.list("Permissions")...), r.one("perm")...)
	}
	return c, r.err
}

// roleURI is the name under which Microsoft's libraries write a role.
const roleURI = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"

// A timeError blames a claim that should be a number of seconds.
type timeError struct{ claim string }

func (e *timeError) Error() string { return errClaims.Error() }
func (e *timeError) Unwrap() error { return errClaims }

// A claimReader reads members one by one and remembers that one could not be read.
type claimReader struct {
	members object
	lenient bool
	err     error
}

// value returns the text of a claim; empty where there is none or null.
func (r *claimReader) value(name string) string {
	if v := r.members.find(name); v != "null" {
		return v
	}
	return ""
}

func (r *claimReader) fail(err error) { r.err = cmp.Or(r.err, err) }

// text reads a string; a host's tokens may hold a number or something else under a name that we only show, which is then nothing.
func (r *claimReader) text(name string) string {
	v := r.value(name)
	switch {
	case v == "":
	case v[0] == '"':
		return unquote(v)
	case isNumber(v) || v == "true" || v == "false":
		return v
	case name == "iss":
		r.fail(errClaims)
	case r.lenient:
		return v
	}
	return ""
}

// one reads what ServiceStack takes for one role: a text, or whatever else stands there with its quotes taken off.
func (r *claimReader) one(name string) []string {
	if s := r.text(name); s != "" {
		return []string{strings.ReplaceAll(s, `"`, "")}
	}
	return nil
}

// id reads a string, or whatever an id is written as that looks like something else.
func (r *claimReader) id(name string) string {
	v := r.value(name)
	switch {
	case v == "" || v == "0":
		return ""
	case v[0] == '"':
		return unquote(v)
	case !isNumber(v) && v != "true" && v != "false":
		r.fail(errClaims)
		return ""
	}
	return v
}

func (r *claimReader) whole(name string) int64 {
	v := r.value(name)
	if v == "" {
		return 0
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		r.fail(errClaims)
	}
	return n
}

// time reads seconds since 1970: a number within the range of dates, written without a fraction or exponent.
func (r *claimReader) time(name string) time.Time {
	v := r.value(name)
	if v == "" {
		return time.Time{}
	}
	if r.lenient {
		v = strings.Trim(v, `"`)
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n > 253402300799 || n < -62135596800 {
		r.fail(&timeError{name})
	}
	return time.Unix(n, 0)
}

// list reads an array of strings, or one string for an array of one.
func (r *claimReader) list(name string) []string {
	v := r.value(name)
	switch {
	case v == "":
		return nil
	case v[0] == '"':
		return strings.Split(unquote(v), ",")
	case name == "aud" && isNumber(v):
		return []string{v}
	case v[0] != '[':
		r.fail(errClaims)
		return nil
	}
	values := elements(v)
	for i, e := range values {
		if e[0] != '"' {
			r.fail(errClaims)
			return nil
		}
		values[i] = unquote(e)
	}
	return values
}
