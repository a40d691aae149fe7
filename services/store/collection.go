package store

import "iter"

// A Collection names the records of one type. Declare it once, as a package variable.
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
	panic("store: Get is not written yet")
}

// Find returns the record with a value of a unique index, and its key, or [ErrNotFound].
func (c Collection[T]) Find(tx *Tx, index, value string) (key string, record *T, err error) {
	panic("store: Find is not written yet")
}

// Put writes a record. [ErrTaken] when another has one of its unique values.
func (c Collection[T]) Put(tx *Tx, key string, record *T) error {
	panic("store: Put is not written yet")
}

// Delete removes a record and its unique values; a key without a record is no error.
func (c Collection[T]) Delete(tx *Tx, key string) error { panic("store: Delete is not written yet") }

// A Record is what [Collection.All] yields.
type Record[T any] struct {
	Key   string
	Value *T
}

// All yields the records whose keys come after the key after (empty: all), shorter keys first and then in the order of their bytes. It reads page by page and
// does not see what the transaction itself wrote.
func (c Collection[T]) All(tx *Tx, after string) iter.Seq2[Record[T], error] {
	panic("store: All is not written yet")
}
