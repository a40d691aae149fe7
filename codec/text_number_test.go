package codec

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestAppendInt(t *testing.T) {
	for _, from := range []int64{-1001, 0, 9_000, math.MinInt64, math.MaxInt64 - 2000} {
		for n := from; n < from+2000; n++ {
			if got, want := string(appendInt(nil, n)), strconv.FormatInt(n, 10); got != want {
				t.Fatalf("appendInt(%s) = %s", want, got)
			}
		}
	}
}

// Plain numbers are the shortest digits that read back, whichever way they are found. strconv knows them.
func TestAppendFloat(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		near := float64(random.Int64N(2e11)-1e11) / math.Pow10(random.IntN(7))
		for _, f := range []float64{near, math.Nextafter(near, 0), math.Nextafter(near, math.Inf(1)), near * 1.1} {
			if size := math.Abs(f); size < 1e-4 || size >= 1e8 {
				continue
			}
			if got, want := string(appendFloat(nil, f, 64, 'E')), strconv.FormatFloat(f, 'f', -1, 64); got != want {
				t.Fatalf("appendFloat(%b) = %s, want %s", f, got, want)
			}
		}
	}
}
