package auth

import (
	"context"
	"runtime"
	"slices"
	"sync"
)

// A gate does slow work a few at a time, in the order in which it came, and lets few wait.
//
// Work is done by threads that do nothing else. A thread that has computed for 20 milliseconds is one that the system lets wait; were it also one of those that
// serve, a commit would wait for the processor each time that it comes back from the disk. In a storm of sign-ins that is 65 ms at p99 instead of 25 on
// two busy cores. A lower priority on top of it gains nothing. A thread begins with the first work and ends when nothing waits.
type gate struct {
	width  int // threads at once
	places int // those who work and those who wait

	mu      sync.Mutex
	inside  int            // places taken
	from    map[string]int // of them, by network
	working int            // threads
	waiting []*work
}

type work struct {
	do    func()
	done  chan struct{}
	panic any
}

// enter takes a place, and reports whether there was one. The callers of one network have at most a quarter of them.
func (g *gate) enter(network string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside >= g.places || network != "" && g.from[network] >= max(1, g.places/4) {
		return false
	}
	g.inside++
	g.from[network]++
	return true
}

func (g *gate) left(network string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	if g.from[network]--; g.from[network] == 0 {
		delete(g.from, network)
	}
}

// do waits for its turn and until the work is done. The context only ends the waiting.
func (g *gate) do(ctx context.Context, f func()) error {
	w := &work{do: f, done: make(chan struct{})}
	g.add(w)
	select {
	case <-w.done:
	case <-ctx.Done():
		if g.remove(w) {
			return ctx.Err()
		}
		<-w.done
	}
	if w.panic != nil {
		panic(w.panic)
	}
	return nil
}

func (g *gate) add(w *work) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = append(g.waiting, w)
	if g.working < g.width {
		g.working++
		go g.work()
	}
}

// remove reports whether nobody had begun with w.
func (g *gate) remove(w *work) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := slices.Index(g.waiting, w)
	if at >= 0 {
		g.waiting = slices.Delete(g.waiting, at, at+1)
	}
	return at >= 0
}

// work does what waits. Its thread ends with it.
func (g *gate) work() {
	runtime.LockOSThread()
	for w := g.next(); w != nil; w = g.next() {
		w.run()
	}
}

// next returns the work that came first, or nil where this thread is to end.
func (g *gate) next() *work {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		g.working--
		return nil
	}
	w := g.waiting[0]
	g.waiting = slices.Delete(g.waiting, 0, 1)
	return w
}

// run does the work, and leaves a panic to the one who waits for it.
func (w *work) run() {
	defer close(w.done)
	defer func() { w.panic = recover() }()
	w.do()
}
