//go:build linux

package server_test

import (
	"errors"
	"runtime"

	"golang.org/x/sys/unix"
)

// The server that is measured has one core for itself, the load generator the others. Where there is only one, they share it.
func serverCores(all *unix.CPUSet) (chosen unix.CPUSet) {
	chosen.Set(firstCore(all))
	return chosen
}

func loadCores(all *unix.CPUSet) unix.CPUSet {
	others := *all
	if others.Clear(firstCore(all)); others.Count() == 0 {
		return *all
	}
	return others
}

func firstCore(all *unix.CPUSet) int {
	core := 0
	for !all.IsSet(core) {
		core++
	}
	return core
}

// onCores runs f, and what it starts, on some of the cores that this program may use.
func onCores(choose func(all *unix.CPUSet) unix.CPUSet, f func() error) (err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var all unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return err
	}
	chosen := choose(&all)
	if err := unix.SchedSetaffinity(0, &chosen); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unix.SchedSetaffinity(0, &all)) }()
	return f()
}
