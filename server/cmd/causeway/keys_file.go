package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A file of keys is never half written: its new text is written beside it, brought to the disk, and then takes its name. The file beside it is
// also the lock: two commands cannot both change the keys, and lose one of the changes.

// writing is the name of the file that is being written.
func writing(path string) string { return path + ".new" }

// write makes the file at path, which must not exist yet, readable to its owner alone.
func (k *keys) write(path string) error {
	return replacing(path, func(next *os.File) error {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("write keys: %w", &fs.PathError{Op: "create", Path: path, Err: syscall.EEXIST})
		}
		_, err := io.WriteString(next, k.String())
		return err
	})
}

// changeKeys reads the file at path, lets change do its work and writes what came of it. After an error the file is as it was.
func changeKeys(path string, change func(*keys) error) error {
	path, err := filepath.EvalSymlinks(path) // else the new file would stand in place of the link
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	return replacing(path, func(next *os.File) error {
		k, err := readKeys(path, nil)
		if err != nil {
			return mistake{text: err.Error()}
		}
		if err := change(k); err != nil {
			return err
		}
		if err := keepOwner(next, path); err != nil {
			return err
		}
		_, err = io.WriteString(next, k.String())
		return err
	})
}

// replacing lets fill write the file that replaces the one at path. Nothing is replaced when it fails.
func replacing(path string, fill func(*os.File) error) error {
	next, err := os.OpenFile(writing(path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("write keys: %w: another command is changing the keys; if none is, one was cut off: remove it", err)
	}
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	err = fill(next)
	if err == nil {
		err = next.Sync()
	}
	if err = errors.Join(err, next.Close()); err == nil {
		err = os.Rename(next.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return syncFolder(filepath.Dir(path))
}
