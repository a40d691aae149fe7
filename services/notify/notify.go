// Package notify delivers the messages of an outbox: by SMTP, by SMS over HTTP, or into a folder for development.
//
// A message is delivered at least once and leaves the outbox in a commit after its delivery. Its id goes along as an idempotency key, by which a receiver
// may tell repeats. A message is never logged; a failure is, with the id and the channel.
package notify

import (
	"context"
	"log/slog"
	"time"
)

// A Message is what a sender delivers. It has the members of account.Message, so that one converts to the other.
type Message struct {
	ID       string
	Channel  string
	To       string
	Subject  string
	Text     string
	System   string
	Attempts int
}

// An Outbox is where messages wait. The wiring fills it from an account core.
type Outbox struct {
	Due       func(ctx context.Context, limit int) ([]Message, error)
	Delivered func(ctx context.Context, id string) error
	Postpone  func(ctx context.Context, id string, next time.Time) error
}

// A Sender delivers one message and returns once the receiver has accepted it.
type Sender func(ctx context.Context, m Message) error

// Options say how a loop delivers.
type Options struct {
	Outboxes []Outbox
	Senders  map[string]Sender // by channel: "email", "sms"; a message without a sender waits
	Every    time.Duration     // between looks at the outboxes; 0: 1 s
	Backoff  time.Duration     // after the first failure, then doubled up to an hour; 0: 5 s
	Now      func() time.Time  // time.Now where nil
	Log      *slog.Logger      // slog.Default where nil
}

// Run delivers until ctx ends, then finishes the message that it is at and returns. The caller owns the goroutine.
func Run(ctx context.Context, o Options) { panic("notify: Run is not written yet") }

// Flush delivers what is due now, once, and returns how many messages left.
func Flush(ctx context.Context, o Options) (int, error) { panic("notify: Flush is not written yet") }

// File returns a sender that writes each message into a readable file of its own; the names sort by time.
func File(folder string) Sender { panic("notify: File is not written yet") }

// SMTPOptions are how to reach a mail server.
type SMTPOptions struct {
	Host     string
	Port     int
	Username string // empty: no authentication
	Password string
	From     string
	Insecure bool // without TLS; only for a server on this machine
	Timeout  time.Duration
}

// SMTP returns a sender of mail.
func SMTP(o SMTPOptions) (Sender, error) { panic("notify: SMTP is not written yet") }

// SMSOptions are how to reach a provider of text messages.
type SMSOptions struct {
	URL     string // takes a POST of {"to","text","id"} as JSON; https, or http on this machine
	Token   string // sent as a bearer token where it is set
	From    string // sent as "from" where it is set
	Timeout time.Duration
}

// SMSOverHTTP returns a sender of text messages. The id goes along as Idempotency-Key.
func SMSOverHTTP(o SMSOptions) (Sender, error) { panic("notify: SMSOverHTTP is not written yet") }
