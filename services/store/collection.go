package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// A Collection names the records of one type, which are kept as JSON. Declare it once, as a package variable.
type Collection[T any] struct {
	name     string
	tenanted bool
	indexes  []Index[T]
}

// An Index declares values that no two records of a collection share.
type Index[T any] struct {
	name   string
	values func(*T) []string
}

// Unique declares that no two records have the same value; a record whose value is empty has none.
func Unique[T any](name string, value func(*T) string) Index[T] {
	return Index[T]{name, func(v *T) []string { return []string{value(v)} }}
}

// UniqueEach is [Unique] for records with several values, such as addresses.
func UniqueEach[T any](name string, values func(*T) []string) Index[T] {
	return Index[T]{name, values}
}

// SystemCollection declares a collection in the scope of a system.
func SystemCollection[T any](name string, indexes ...Index[T]) Collection[T] {
	return Collection[T]{name, false, indexes}
}

// TenantCollection declares a collection in the scope of a tenant. Using it in a transaction without a tenant is an error.
func TenantCollection[T any](name string, indexes ...Index[T]) Collection[T] {
	return Collection[T]{name, true, indexes}
}

// Get returns the record of a key, or [ErrNotFound].
func (c Collection[T]) Get(tx *Tx, key string) (*T, error) {
	k, err := c.key(tx, key)
	if err != nil {
		return nil, err
	}
	plain, err := tx.get(k)
	if err != nil {
		return nil, c.wrap(err)
	}
	return c.decode(plain)
}

// Has reports whether there is a record, and does not decode it.
func (c Collection[T]) Has(tx *Tx, key string) (bool, error) {
	k, err := c.key(tx, key)
	if err == nil {
		_, err = tx.get(k)
	}
	switch {
	case errors.Is(err, ErrNotFound):
		return false, nil
	case err != nil:
		return false, c.wrap(err)
	}
	return true, nil
}

// Find returns the record with a value of a unique index, and its key, or [ErrNotFound].
func (c Collection[T]) Find(tx *Tx, index, value string) (key string, record *T, err error) {
	if !slices.ContainsFunc(c.indexes, func(i Index[T]) bool { return i.name == index }) {
		return "", nil, fmt.Errorf("store: collection %s has no index %s", c.name, index)
	}
	k, err := c.indexKey(tx, index, value)
	if err != nil {
		return "", nil, err
	}
	owner, err := tx.get(k)
	if err != nil {
		return "", nil, c.wrap(err)
	}
	record, err = c.Get(tx, string(owner))
	return string(owner), record, err
}

// Put writes a record. [ErrTaken] when another has one of its unique values.
func (c Collection[T]) Put(tx *Tx, key string, record *T) error {
	k, err := c.key(tx, key)
	if err != nil {
		return err
	}
	if err := c.index(tx, key, record); err != nil {
		return err
	}
	plain, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("store %s: %w", c.name, err)
	}
	return tx.put(k, plain)
}

// Delete removes a record and its unique values; a key without a record is no error.
func (c Collection[T]) Delete(tx *Tx, key string) error {
	k, err := c.key(tx, key)
	if err != nil {
		return err
	}
	if err := c.index(tx, key, nil); err != nil {
		return err
	}
	return tx.delete(k)
}

// index moves the unique values of a record from those it has in the store to those it is given; nil has none.
func (c Collection[T]) index(tx *Tx, key string, record *T) error {
	if len(c.indexes) == 0 {
		return nil
	}
	old, err := c.Get(tx, key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	for _, i := range c.indexes {
		has, wants := i.of(old), i.of(record)
		for _, v := range has {
			if slices.Contains(wants, v) {
				continue
			}
			if err := c.release(tx, i.name, v); err != nil {
				return err
			}
		}
		for _, v := range wants {
			if err := c.take(tx, i.name, v, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i Index[T]) of(record *T) []string {
	if record == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(i.values(record)), func(v string) bool { return v == "" })
}

func (c Collection[T]) release(tx *Tx, index, value string) error {
	k, err := c.indexKey(tx, index, value)
	if err != nil {
		return err
	}
	return tx.delete(k)
}

func (c Collection[T]) take(tx *Tx, index, value, key string) error {
	k, err := c.indexKey(tx, index, value)
	if err != nil {
		return err
	}
	owner, err := tx.get(k)
	switch {
	case errors.Is(err, ErrNotFound):
		return tx.put(k, []byte(key))
	case err != nil:
		return c.wrap(err)
	case string(owner) != key:
		return fmt.Errorf("%w: %s of %s", ErrTaken, index, c.name)
	}
	return nil
}

// A Record is what [Collection.All] yields.
type Record[T any] struct {
	Key   string
	Value *T
}

// All yields the committed records whose keys come after the key after (empty: all), in the order of their bytes. It reads page by page, does not see what
// the transaction itself wrote, and takes no part in the compares: get what a decision depends on.
func (c Collection[T]) All(tx *Tx, after string) iter.Seq2[Record[T], error] {
	return func(yield func(Record[T], error) bool) {
		prefix, err := c.prefix(tx)
		if err != nil {
			yield(Record[T]{}, err)
			return
		}
		last := append(slices.Clip(prefix), after...)
		for {
			entries, err := tx.db.engine.Range(tx.ctx, prefix, last, page)
			if err != nil {
				yield(Record[T]{}, err)
				return
			}
			for _, e := range entries {
				r, err := c.open(tx, prefix, e)
				if !yield(r, err) {
					return
				}
			}
			if len(entries) < page {
				return
			}
			last = entries[len(entries)-1].Key
		}
	}
}

func (c Collection[T]) open(tx *Tx, prefix []byte, e Entry) (Record[T], error) {
	r := Record[T]{Key: string(e.Key[len(prefix):])}
	plain, err := tx.db.sealer.open(e.Key, e.Value)
	if err != nil {
		return r, c.wrap(err)
	}
	r.Value, err = c.decode(plain)
	return r, err
}

func (c Collection[T]) decode(plain []byte) (*T, error) {
	record := new(T)
	if err := json.Unmarshal(plain, record); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrCorrupt, c.name, err)
	}
	return record, nil
}

var errNoTenant = errors.New("store: the transaction names no tenant")

func (c Collection[T]) prefix(tx *Tx) ([]byte, error) {
	if c.tenanted && tx.scope.Tenant == "" {
		return nil, fmt.Errorf("%w, collection %s lies in one", errNoTenant, c.name)
	}
	return tx.scope.prefix(c.name, recordKind, c.tenanted), nil
}

func (c Collection[T]) key(tx *Tx, key string) ([]byte, error) {
	prefix, err := c.prefix(tx)
	if err != nil {
		return nil, err
	}
	if key == "" || len(prefix)+len(key) > maxKey {
		return nil, c.wrap(ErrNotFound) // no record has such a key, or ever will
	}
	return append(prefix, key...), nil
}

// maxKey is below what bbolt takes (32768 bytes).
const maxKey = 4096

func (c Collection[T]) indexKey(tx *Tx, index, value string) ([]byte, error) {
	if _, err := c.prefix(tx); err != nil {
		return nil, err
	}
	return append(tx.scope.prefix(c.name, indexKind, c.tenanted, index), blind(tx.db.indexKey, value)...), nil
}

// wrap adds the collection to an error, but not the key, which the log need not know.
func (c Collection[T]) wrap(err error) error { return fmt.Errorf("%s: %w", c.name, err) }
