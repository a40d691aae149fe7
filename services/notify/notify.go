// Package notify delivers the messages of an outbox: by SMTP, by SMS over HTTP, or into a folder for development.
//
// A message is delivered at least once and leaves the outbox in a commit after its delivery. Its id goes along as an idempotency key, by which a receiver
// may tell repeats. A message is never logged; a failure is, with the id and the channel.
package notify

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"
)

// A Message is what a sender delivers. It has the members of account.Message that matter here.
type Message struct {
	ID       string
	Channel  string
	To       string
	Subject  string
	Text     string
	System   string
	Attempts int // deliveries that failed
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
	Every    time.Duration     // between looks at the outboxes; 0: 250 ms
	Backoff  time.Duration     // after the first failure, then doubled up to an hour; 0: 5 s
	Timeout  time.Duration     // of one delivery; 0: 30 s
	Now      func() time.Time  // time.Now where nil
	Log      *slog.Logger      // slog.Default where nil
}

const (
	atOnce     = 100 // messages of one look at an outbox
	maxBackoff = time.Hour
)

// Run delivers until ctx ends, then finishes the message that it is at and returns. The caller owns the goroutine.
func Run(ctx context.Context, o Options) {
	o = o.complete()
	tick := time.NewTicker(o.Every)
	defer tick.Stop()
	for {
		if _, err := Flush(ctx, o); err != nil && ctx.Err() == nil {
			o.Log.Error("outbox", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Flush delivers what is due now, once, and returns how many messages left. A failed delivery is no error: the message is postponed.
func Flush(ctx context.Context, o Options) (sent int, err error) {
	o = o.complete()
	var failures []error
	for _, box := range o.Outboxes {
		n, err := o.flush(ctx, box)
		sent += n
		failures = append(failures, err)
	}
	return sent, errors.Join(failures...)
}

func (o Options) complete() Options {
	o.Every = cmp.Or(o.Every, 250*time.Millisecond)
	o.Backoff = cmp.Or(o.Backoff, 5*time.Second)
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Log = cmp.Or(o.Log, slog.Default())
	return o
}

func (o Options) flush(ctx context.Context, box Outbox) (sent int, err error) {
	due, err := box.Due(ctx, atOnce)
	if err != nil {
		return 0, err
	}
	for _, m := range due {
		if ctx.Err() != nil {
			return sent, ctx.Err()
		}
		delivered, err := o.deliver(context.WithoutCancel(ctx), box, m)
		if err != nil {
			return sent, err
		}
		if delivered {
			sent++
		}
	}
	return sent, nil
}

// deliver sends one message and tells the outbox what became of it. Its error is the outbox's.
func (o Options) deliver(ctx context.Context, box Outbox, m Message) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	send, ok := o.Senders[m.Channel]
	if !ok {
		return false, box.Postpone(ctx, m.ID, o.Now().Add(time.Minute))
	}
	if err := send(ctx, m); err != nil {
		o.Log.Warn("message was not delivered", "id", m.ID, "channel", m.Channel, "attempts", m.Attempts+1, "error", m.redact(err))
		return false, box.Postpone(context.WithoutCancel(ctx), m.ID, o.Now().Add(o.wait(m.Attempts)))
	}
	return true, box.Delivered(context.WithoutCancel(ctx), m.ID)
}

// wait doubles with each failure.
func (o Options) wait(attempts int) time.Duration {
	return min(o.Backoff<<min(attempts, 20), maxBackoff)
}

// redact takes what the message says out of an error: servers like to repeat it.
func (m Message) redact(err error) string {
	text := err.Error()
	for _, secret := range []string{m.Text, m.Subject, m.To} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(redacted)")
		}
	}
	return text
}

// line makes one line of a text that goes into a header.
func line(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }
