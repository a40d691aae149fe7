package server

import (
	"net/http"
	"sync/atomic"
)

// bigHead is the size from which a head that has not ended needs a place. Few requests that mean well are larger.
const bigHead = 4 << 10

// maxBigHeads is how many places a listener has. They bound what clients can make it remember by not ending their heads.
const maxBigHeads = 1000

// headPlaces are the places of one listener.
type headPlaces struct{ taken atomic.Int64 }

// A headPlace is the place that one connection may have taken.
type headPlace struct {
	of    *headPlaces
	state atomic.Int32
}

const (
	placeFree int32 = iota
	placeTaken
	placeClosed // with the connection: nothing is taken any more
)

// weigh takes a place when the head that is being read has become big, and gives it back when it has ended.
// It returns the status of the answer where there is none left.
func (p *headPlace) weigh(size int) (status int) {
	switch state := p.state.Load(); {
	case size < bigHead && state == placeTaken:
		if p.state.CompareAndSwap(placeTaken, placeFree) {
			p.of.taken.Add(-1)
		}
	case size >= bigHead && state == placeFree:
		return p.take()
	}
	return 0
}

func (p *headPlace) take() (status int) {
	if p.of.taken.Add(1) <= maxBigHeads && p.state.CompareAndSwap(placeFree, placeTaken) {
		return 0
	}
	p.of.taken.Add(-1)
	return http.StatusServiceUnavailable
}

// close may be called while a read is under way.
func (p *headPlace) close() {
	if p.state.Swap(placeClosed) == placeTaken {
		p.of.taken.Add(-1)
	}
}
