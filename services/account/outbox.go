package account

import (
	"context"
	"time"
)

// A Channel is how a message travels.
type Channel string

// The channels.
const (
	Mail Channel = "email"
	SMS  Channel = "sms"
)

// A Message leaves after the commit that it was accepted in. It is never logged.
type Message struct {
	ID       string // filled in; the idempotency key that a receiver may tell repeats by
	Channel  Channel
	To       string // an address or a number
	Subject  string
	Text     string
	System   string // filled in
	Created  time.Time
	Attempts int
	Next     time.Time // not before
}

// Notify accepts a message for delivery.
func (tx *Tx) Notify(m Message) error { panic("account: Notify is not written yet") }

// Outbox returns up to limit messages that are due, oldest first.
func (c *Core) Outbox(ctx context.Context, limit int) ([]Message, error) {
	panic("account: Outbox is not written yet")
}

// Delivered removes a message; an unknown one is no error.
func (c *Core) Delivered(ctx context.Context, id string) error {
	panic("account: Delivered is not written yet")
}

// Postpone counts a failed delivery and holds the message back until next.
func (c *Core) Postpone(ctx context.Context, id string, next time.Time) error {
	panic("account: Postpone is not written yet")
}
