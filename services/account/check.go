package account

import "time"

// A Verdict is what the core says about a proof. The zero value refuses.
type Verdict int

// The verdicts. Only [Right] lets a caller through; the others exist so that a system can choose its words, and most should be told alike.
const (
	Wrong     Verdict = iota // it does not match, or not any more: spent, expired, superseded
	Right                    // it matched and is now spent
	Locked                   // too many failures; it was not looked at
	Exhausted                // wrong, and that was the last try: the secret is void
	Absent                   // there is nothing to match: no confirmed factor, no live secret
)

// A Check is the outcome of one proof.
type Check struct {
	Verdict Verdict
	After   time.Duration // of Locked: when a try makes sense again; 0: not before another recovery
	Left    int           // tries left on a one-time secret that has a limit of its own
}

// OK reports whether the proof was right.
func (c Check) OK() bool { return c.Verdict == Right }
