package account

import (
	"context"
	"fmt"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services/store"
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
	ID       string // filled in; the idempotency key that a receiver may tell repeats by. Ids sort by time
	Channel  Channel
	To       string // an address or a number
	Subject  string
	Text     string
	System   string // filled in
	Created  time.Time
	Attempts int
	Next     time.Time // not before
}

var outbox = store.SystemCollection[Message]("outbox")

// Notify accepts a message for delivery.
func (tx *Tx) Notify(m Message) error {
	random, err := auth.NewToken(tx.core.random, 9)
	if err != nil {
		return err
	}
	m.ID = fmt.Sprintf("%016x-%s", tx.now.UnixNano(), random)
	m.System, m.Created, m.Attempts, m.Next = tx.core.system, tx.now, 0, tx.now
	return outbox.Put(tx.store, m.ID, &m)
}

// Outbox returns up to limit messages that are due, oldest first.
func (c *Core) Outbox(ctx context.Context, limit int) (due []Message, err error) {
	err = c.View(ctx, "", func(tx *Tx) error {
		for r, err := range outbox.All(tx.store, "") {
			if err != nil || len(due) == limit {
				return err
			}
			if !r.Value.Next.After(tx.now) {
				due = append(due, *r.Value)
			}
		}
		return nil
	})
	return due, err
}

// Delivered removes a message; an unknown one is no error.
func (c *Core) Delivered(ctx context.Context, id string) error {
	return c.Update(ctx, "", func(tx *Tx) error { return outbox.Delete(tx.store, id) })
}

// Postpone counts a failed delivery and holds the message back until next.
func (c *Core) Postpone(ctx context.Context, id string, next time.Time) error {
	return c.Update(ctx, "", func(tx *Tx) error {
		m, err := Maybe(outbox.Get(tx.store, id))
		if err != nil || m == nil {
			return err
		}
		m.Attempts, m.Next = m.Attempts+1, next
		return outbox.Put(tx.store, id, m)
	})
}
