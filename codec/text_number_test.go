package codec

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
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

// A float is read as strconv reads it, whichever way that is done.
func TestPlainFloat(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		text := strconv.FormatFloat(float64(random.Int64N(1e15))/math.Pow10(random.IntN(15)), 'f', random.IntN(15), 64)
		if random.IntN(2) == 0 {
			text = "-" + text
		}
		if got, ok := plainFloat(text); ok {
			if want, err := strconv.ParseFloat(text, 64); err != nil || math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("plainFloat(%s) = %v, want %v %v", text, got, want, err)
			}
		} else if len(text) < 15 {
			t.Fatalf("plainFloat(%s) is not read", text)
		}
	}
	for _, text := range []string{"", "-", ".", "-.5", ".5", "5.", "1.2.3", "1e5", "+1", " 1", "1 ", "1,000", "--1", "0x10", "1234567890123456"} {
		if got, ok := plainFloat(text); ok {
			t.Errorf("plainFloat(%q) = %v, want none", text, got)
		}
	}
	if got, ok := plainFloat("-0"); !ok || got != 0 || !math.Signbit(got) {
		t.Errorf("plainFloat(-0) = %v %t, want -0", got, ok)
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

// A zero behind a minus stands alone, as ServiceStack.Text's SignedInteger has it; what is too small for a decimal is a zero of all its decimals.
func TestZeros(t *testing.T) {
	var v struct {
		I int32
		D decimal.Decimal
	}
	for text, want := range map[string]int32{"-0": 0, "-0 ": 0, "007": 7, "-02": 0, "-2": -2} {
		v.I = 0
		if _ = JSON(TextOptions{}).Decode([]byte(`{"I":"`+text+`"}`), &v); v.I != want {
			t.Errorf("I of %q = %d, want %d", text, v.I, want)
		}
	}
	if err := JSON(TextOptions{}).Decode([]byte(`{"D":1e-400}`), &v); err != nil || v.D.Exponent() != -28 || !v.D.IsZero() {
		t.Errorf("D of 1e-400 = %v of %d decimals, %v, want 0 of 28", v.D, -v.D.Exponent(), err)
	}
}
