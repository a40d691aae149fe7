//go:build unix

package main

import (
	"os"
	"syscall"
	"testing"
)

// TestKeysKeepTheirOwner: what root changes is still the server's to read. Only root can try.
func TestKeysKeepTheirOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to give a file away")
	}
	const owner = 12345
	file := newKeyFile(t)
	if err := os.Chown(file, owner, owner); err != nil {
		t.Fatal(err)
	}
	keysRun(t, file, "rotate")
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if is := info.Sys().(*syscall.Stat_t); is.Uid != owner || info.Mode().Perm() != 0o600 {
		t.Errorf("after a rotation by root the file is of user %d with mode %v, want %d and 0600", is.Uid, info.Mode(), owner)
	}
}
