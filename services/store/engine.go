package store

import (
	"context"
	"errors"
)

var (
	// ErrNotFound means that no record has the key.
	ErrNotFound = errors.New("store: not found")

	// ErrConflict means that a compare of a commit does not hold. [DB.Update] tries again by itself.
	ErrConflict = errors.New("store: conflict")

	// ErrTaken means that another record of the collection has the same value of a unique index.
	ErrTaken = errors.New("store: value is taken")

	// ErrBusy means that Update lost against other writers too often, or that the disk is full; the same call may work in a moment.
	ErrBusy = errors.New("store: busy")

	// ErrCorrupt means a record that does not open: damaged, moved, or sealed with a key that is not at hand.
	ErrCorrupt = errors.New("store: record is damaged")

	// ErrTooLarge means a commit beyond [MaxOps] or a value beyond [MaxValue].
	ErrTooLarge = errors.New("store: too large for one commit")
)

// What the weakest engine takes.
const (
	MaxOps   = 128     // compares of one commit, and likewise puts and deletes together
	MaxValue = 1 << 19 // bytes of one value
)

// An Engine keeps bytes. Slices that it is given or returns belong to the receiver.
type Engine interface {
	// Get returns the value of a key and the revision that wrote it; [ErrNotFound] and revision 0 where there is none.
	Get(ctx context.Context, key []byte) (value []byte, rev int64, err error)

	// Range returns up to limit entries whose keys have the prefix and come after the key after, in the order of their bytes.
	Range(ctx context.Context, prefix, after []byte, limit int) ([]Entry, error)

	// Commit applies everything or nothing, and returns once it is on disk. [ErrConflict] when a compare fails.
	Commit(ctx context.Context, c Commit) error

	Close() error
}

// An Entry is a key with its value and the revision that wrote it.
type Entry struct {
	Key, Value []byte
	Rev        int64
}

// A Commit is a set of writes under conditions. No key is written twice.
type Commit struct {
	Compares []Compare
	Puts     []Entry // Rev is the engine's affair
	Deletes  [][]byte
}

// A Compare demands that a key is still at a revision; 0: that there is no such key.
type Compare struct {
	Key []byte
	Rev int64
}
