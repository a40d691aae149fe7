//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// keepOwner gives next the owner of the file at path: when root rotates the server's keys, the server can still read them.
func keepOwner(next *os.File, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	was, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(was.Uid) == os.Geteuid() {
		return nil
	}
	if err := next.Chown(int(was.Uid), int(was.Gid)); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return nil
}

// syncFolder brings a new name to the disk.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}
