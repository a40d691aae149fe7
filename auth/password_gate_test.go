package auth_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
)

// What waits is done in the order in which it came; who stops waiting is left out, and what had begun is finished.
func TestGateOrder(t *testing.T) {
	p := auth.NewPasswords(auth.PasswordOptions{Parallel: 1})
	begun, goOn := make(chan struct{}), make(chan struct{})
	results := make(chan error, 5)
	first, stop := context.WithCancel(t.Context())
	go func() { results <- p.Do(first, func() { close(begun); <-goOn }) }()
	<-begun
	stop() // too late for what had begun
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := p.Do(gone, func() { t.Error("done for somebody who had gone") }); !errors.Is(err, context.Canceled) {
		t.Errorf("Do() = %v, want Canceled", err)
	}
	var order []int
	for i := range 4 {
		go func() { results <- p.Do(t.Context(), func() { order = append(order, i) }) }()
		for p.Waiting() != i+1 {
			runtime.Gosched()
		}
	}
	close(goOn)
	for range 5 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if want := []int{0, 1, 2, 3}; !slices.Equal(order, want) {
		t.Errorf("done in the order %v, want %v", order, want)
	}
}

// A panic comes to who waits for the work, and the next is done all the same.
func TestGatePanic(t *testing.T) {
	p := auth.NewPasswords(auth.PasswordOptions{Parallel: 1})
	func() {
		defer func() {
			if got := recover(); got != "broken" {
				t.Errorf("recovered %v, want broken", got)
			}
		}()
		_ = p.Do(t.Context(), func() { panic("broken") })
	}()
	if err := p.Do(t.Context(), func() {}); err != nil {
		t.Errorf("after a panic: Do() = %v", err)
	}
}
