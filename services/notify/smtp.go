package notify

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// SMTPOptions are how to reach a mail server.
type SMTPOptions struct {
	Host     string
	Port     int    // 0: 587
	Username string // empty: no authentication
	Password string
	From     string
	Insecure bool          // without TLS; only for a server on this machine
	Timeout  time.Duration // 0: 15 s
}

// SMTP returns a sender of mail. TLS is demanded unless the server is on this machine and the options say otherwise.
func SMTP(o SMTPOptions) (Sender, error) {
	options := []mail.Option{mail.WithPort(cmp.Or(o.Port, 587)), mail.WithTimeout(cmp.Or(o.Timeout, 15*time.Second)), mail.WithTLSPolicy(mail.TLSMandatory)}
	if o.Insecure {
		if !onThisMachine(o.Host) {
			return nil, fmt.Errorf("smtp: %s is not on this machine, so it needs TLS", o.Host)
		}
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if o.Username != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(o.Username), mail.WithPassword(o.Password))
	}
	client, err := mail.NewClient(o.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("smtp: %w", err)
	}
	if err := mail.NewMsg().From(o.From); err != nil {
		return nil, fmt.Errorf("smtp: sender %q: %w", o.From, err)
	}
	return func(ctx context.Context, m Message) error {
		msg, err := o.compose(m)
		if err != nil {
			return err
		}
		return client.DialAndSendWithContext(ctx, msg)
	}, nil
}

// compose makes the mail. Its Message-ID is made of the id, so that a repeat is the same message to those who look.
func (o SMTPOptions) compose(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg()
	if err := msg.From(o.From); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	_, domain, _ := strings.Cut(strings.Trim(o.From, "<> "), "@")
	msg.SetMessageIDWithValue(m.ID + "@" + strings.TrimRight(cmp.Or(domain, "localhost"), ">"))
	msg.SetGenHeader("X-Idempotency-Key", m.ID)
	msg.SetDate()
	msg.Subject(line(m.Subject))
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	return msg, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
