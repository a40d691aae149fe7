package main

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// A setting is one key of the configuration. Flags, environment variables, causeway.toml and its check are all derived from [config.settings].
type setting struct {
	key   string // as in causeway.toml: "listen", "foundry.hosts"
	about string // for the file and for help
	value any    // pointer to the field: *string, *bool, *int64, *float64, *[]string, *time.Duration or *slog.Level
}

// settings lists every key, in the order in which they are printed.
func (c *config) settings() []setting {
	list := []setting{
		{"listen", "Address of the shared listener; the systems are told apart by Host name.", &c.Listen},
		{"admin", "Address of /healthz, /readyz and /metrics; empty for none. Do not expose it.", &c.Admin},
		{"data", "Folder of the database. Required without --demo.", &c.Data},
		{"keys", "File made by \"causeway keys generate\". Required without --demo, unless the environment holds the keys.", &c.Keys},
		{"log", "Least level to be logged: debug, info, warn or error.", &c.Log},
		{"drain", "How long requests may take to finish after SIGTERM.", &c.Drain},
		{"proxies", "Networks, such as 10.0.0.0/8, whose X-Forwarded-For and X-Forwarded-Proto are believed; empty for nobody's.", &c.Proxies},
		{"tls.cert", "PEM file of the certificate chain of every listener but the admin one; empty for plain HTTP. Read again when it changes.", &c.TLS.Cert},
		{"tls.key", "PEM file of the certificate's key.", &c.TLS.Key},
		{"notify.from", "Address that mails are sent from.", &c.Notify.From},
		{"notify.folder", "Write each mail and text to a file in this folder and send none. For development.", &c.Notify.Folder},
		{"notify.smtp", "host:port of the mail server.", &c.Notify.SMTP},
		{"notify.user", "User name at the mail server.", &c.Notify.User},
		{"notify.secret", "Password at the mail server. Better in CAUSEWAY_NOTIFY_SECRET than in a file.", &c.Notify.Secret},
		{"notify.sms", "URL that texts are posted to.", &c.Notify.SMS},
		{"notify.sms_key", "Bearer token of that URL. Better in CAUSEWAY_NOTIFY_SMS_KEY than in a file.", &c.Notify.SMSKey},
	}
	for _, name := range systemNames {
		list = append(list, c.Systems[name].settings(name)...)
	}
	return list
}

func (s *systemConfig) settings(name string) []setting {
	list := []setting{
		{name + ".enabled", "Whether this system is served: true or false.", &s.Enabled},
		{name + ".hosts", "Host names it answers to on the shared listener; a flag or variable separates them by commas.", &s.Hosts},
		{name + ".listen", "Address of a listener of its own; empty for none.", &s.Listen},
		{name + ".issuer", "The name that authenticator apps, tokens and mails show.", &s.Issuer},
		{name + ".body", "Most bytes of a request's body.", &s.Body},
		{name + ".rate", "Requests a second from one address, on average; 0 for as many as come.", &s.Rate},
	}
	if s.Token != 0 {
		list = append(list, setting{name + ".token", "Life of the bearer tokens it issues.", &s.Token})
	}
	if s.SignIn != nil {
		list = append(list,
			setting{name + ".cookies", "Send tokens as the cookies ss-tok and ss-reftok, and not in the body.", &s.SignIn.Cookies},
			setting{name + ".register", "Let strangers make accounts: POST /register.", &s.SignIn.Register},
			setting{name + ".roles", "Let callers with the role Admin give and take roles: /assignroles, /unassignroles.", &s.SignIn.Roles})
	}
	return list
}

// env is the environment variable of a setting: CAUSEWAY_FOUNDRY_HOSTS.
func (s setting) env() string {
	return "CAUSEWAY_" + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// flag is the command-line flag of a setting: foundry-hosts.
func (s setting) flag() string { return strings.NewReplacer(".", "-", "_", "-").Replace(s.key) }

// secret reports whether the value must not be printed, nor be given where other users see it: on a command line.
func (s setting) secret() bool { return s.key == "notify.secret" || s.key == "notify.sms_key" }

// parse sets the field from text, as flags and environment variables hold it. Lists are separated by commas. A text that does not fit leaves the field alone.
func (s setting) parse(text string) (err error) {
	switch v := s.value.(type) {
	case *string:
		*v = text
	case *[]string:
		*v = fields(text)
	case *bool:
		err = keep(v, text, strconv.ParseBool)
	case *int64:
		err = keep(v, text, func(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) })
	case *float64:
		err = keep(v, text, func(text string) (float64, error) { return strconv.ParseFloat(text, 64) })
	case *time.Duration:
		err = keep(v, text, time.ParseDuration)
	case *slog.Level:
		err = v.UnmarshalText([]byte(text))
	}
	if err != nil {
		return fmt.Errorf("%q is not %s", text, s.wants())
	}
	return nil
}

func keep[T any](field *T, text string, parse func(string) (T, error)) error {
	value, err := parse(text)
	if err == nil {
		*field = value
	}
	return err
}

// assign sets the field from a value of causeway.toml, which must be of its kind.
func (s setting) assign(value any) error {
	fits := false
	switch s.value.(type) {
	case *[]string:
		return s.assignList(value)
	case *bool:
		_, fits = value.(bool)
	case *int64:
		_, fits = value.(int64)
	case *float64:
		_, fits = value.(float64)
		_, whole := value.(int64)
		fits = fits || whole
	default: // times and levels are texts too
		_, fits = value.(string)
	}
	if !fits {
		return fmt.Errorf("%v is not %s", value, s.wants())
	}
	return s.parse(fmt.Sprint(value))
}

func (s setting) assignList(value any) error {
	values, ok := value.([]any)
	var list []string
	for _, v := range values {
		text, isText := v.(string)
		ok = ok && isText
		list = append(list, text)
	}
	if !ok {
		return fmt.Errorf("%v is not %s", value, s.wants())
	}
	*s.value.(*[]string) = list
	return nil
}

// wants says what the value should be, for a message.
func (s setting) wants() string {
	switch s.value.(type) {
	case *bool:
		return "true or false"
	case *int64:
		return "a whole number"
	case *float64:
		return "a number"
	case *[]string:
		return "a list of texts"
	case *time.Duration:
		return "a time such as 90s or 1h"
	case *slog.Level:
		return "debug, info, warn or error"
	}
	return "a text"
}

// text is the value as parse reads it.
func (s setting) text() string {
	switch v := s.value.(type) {
	case *string:
		return *v
	case *[]string:
		return strings.Join(*v, ",")
	case *time.Duration:
		return span(*v)
	}
	return strings.Trim(s.toml(), `"`)
}

// toml is the value as causeway.toml spells it.
func (s setting) toml() string {
	switch v := s.value.(type) {
	case *string:
		return strconv.Quote(*v)
	case *[]string:
		quoted := make([]string, len(*v))
		for i, text := range *v {
			quoted[i] = strconv.Quote(text)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case *time.Duration:
		return strconv.Quote(span(*v))
	case *slog.Level:
		return strconv.Quote(strings.ToLower(v.String()))
	case *bool:
		return strconv.FormatBool(*v)
	case *int64:
		return strconv.FormatInt(*v, 10)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	}
	panic("causeway: setting of an unknown type: " + s.key)
}

func fields(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' })
}

// span is a duration without the zeros that Go writes behind it: 1h, not 1h0m0s.
func span(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"0s", "0m"} {
		if short := strings.TrimSuffix(text, zero); strings.HasSuffix(short, "h") || strings.HasSuffix(short, "m") {
			text = short
		}
	}
	return text
}
