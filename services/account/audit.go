package account

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/store"
)

// An Event is one line of the audit trail. Each is chained to the one before it by a hash.
type Event struct {
	Time      time.Time
	Operation string
	Caller    string // account id; empty for a stranger
	Target    string // account id that the operation was about
	Tenant    string
	Outcome   string // "ok", the name of the error, or "failed"
	RequestID string
	Address   string
}

// The trail is several chains, so that operations on different accounts do not wait for one another. Each has a head from the start: a chain
// that is cut short, or gone, does not end where its head says.
type (
	link struct {
		Event Event
		Hash  string // over the hash before and the event
	}
	head struct {
		Count int
		Hash  string
	}
)

var (
	trail = store.SystemCollection[link]("trail")
	heads = store.SystemCollection[head]("trail-heads")
)

const chains = 64

func chainName(n uint64) string { return fmt.Sprintf("%02x", n%chains) }

// startTrail writes the heads of a system that has none.
func (c *Core) startTrail(ctx context.Context) error {
	return c.Update(ctx, "", func(tx *Tx) error {
		if _, err := heads.Get(tx.store, chainName(0)); !errors.Is(err, ErrNotFound) {
			return err
		}
		for n := range uint64(chains) {
			if err := heads.Put(tx.store, chainName(n), &head{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Audit names the operation and whom it is about. [Core.Update] completes the event with the caller of the context and the outcome, and
// writes it in the same commit; of several calls the last counts.
func (tx *Tx) Audit(operation, target string) {
	p := auth.From(tx.ctx)
	tx.event = &Event{
		Time: tx.now, Operation: operation, Caller: p.User, Target: short(target), Tenant: short(tx.tenant),
		RequestID: short(p.Via.RequestID), Address: short(p.Via.Address),
	}
}

// short cuts what a caller chose.
func short(s string) string { return s[:min(len(s), 128)] }

func outcome(refusal *services.Error) string {
	if refusal == nil {
		return "ok"
	}
	return cmp.Or(refusal.Name, "refused")
}

// record chains the transaction's event, if there is one.
func (tx *Tx) record(outcome string) error {
	if tx.event == nil {
		return nil
	}
	e := *tx.event
	e.Outcome = outcome
	chain := chainName(spread(cmp.Or(e.Target, e.Caller, e.RequestID, e.Time.String())))
	h, err := heads.Get(tx.store, chain)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	h.Count++
	if h.Hash, err = chained(h.Hash, e); err != nil {
		return err
	}
	if err := trail.Put(tx.store, fmt.Sprintf("%s-%012d", chain, h.Count), &link{e, h.Hash}); err != nil {
		return err
	}
	return heads.Put(tx.store, chain, h)
}

func spread(s string) uint64 {
	f := fnv.New64a()
	f.Write([]byte(s))
	return f.Sum64()
}

func chained(before string, e Event) (string, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte(before+"\n"), data...))
	return base64.RawStdEncoding.EncodeToString(sum[:]), nil
}

// Trail returns the events, oldest first.
func (c *Core) Trail(ctx context.Context) (events []Event, err error) {
	err = c.View(ctx, "", func(tx *Tx) error {
		for r, err := range trail.All(tx.store, "") {
			if err != nil {
				return err
			}
			events = append(events, r.Value.Event)
		}
		return nil
	})
	slices.SortStableFunc(events, func(a, b Event) int { return a.Time.Compare(b.Time) })
	return events, err
}

// VerifyTrail walks the chains and returns how many events they hold, and an error that names the first that was changed, moved or removed.
func (c *Core) VerifyTrail(ctx context.Context) (count int, err error) {
	err = c.View(ctx, "", func(tx *Tx) error {
		for n := range uint64(chains) {
			more, err := tx.verifyChain(chainName(n))
			if count += more; err != nil {
				return err
			}
		}
		return nil
	})
	return count, err
}

// verifyChain reads the head first: events that come after it are of commits made meanwhile.
func (tx *Tx) verifyChain(chain string) (count int, err error) {
	h, err := heads.Get(tx.store, chain)
	if err != nil {
		return 0, fmt.Errorf("audit chain %s: its head: %w", chain, err)
	}
	last := ""
	for r, err := range trail.All(tx.store, chain+"-") {
		if count == h.Count {
			break
		}
		if err != nil {
			return count, fmt.Errorf("audit event %s: %w", r.Key, err)
		}
		if last, err = chained(last, r.Value.Event); err != nil {
			return count, err
		}
		if r.Key != fmt.Sprintf("%s-%012d", chain, count+1) || r.Value.Hash != last {
			return count, fmt.Errorf("audit event %s-%012d was changed or removed", chain, count+1)
		}
		count++
	}
	if count != h.Count || last != h.Hash {
		return count, fmt.Errorf("audit chain %s ends after %d events, its head says %d", chain, count, h.Count)
	}
	return count, nil
}
