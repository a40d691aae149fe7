package codec_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/causeway-gateway/causeway/codec"
)

// The texts are those of ServiceStack's readers of numbers, SignedInteger, UnsignedInteger and the parsers of .NET behind
// the others; the HTTP recordings hold the commoner ones.
func TestOriginal(t *testing.T) {
	const badFormat, overflow = "Input string was not in a correct format.", "Arithmetic operation resulted in an overflow."
	type row struct {
		I int32
		S int16
		L int64
		B int8
		U uint64
		D float64
		O []int32
		P []int64
		T time.Time
		C Item
		E Day
		Y uint8
		F bool
		G uuid.UUID
	}
	tests := []struct{ csv, want string }{
		{"I\n3000000000x", "Value was either too large or too small for an Int32."},
		{"I\n30x", badFormat},
		{"I\n-", badFormat},
		{"S\n40000", "Value was either too large or too small for an Int16."},
		{"B\n-129", "Value was either too large or too small for an SByte."},
		{"L\n1x", badFormat},
		{"L\n9223372036854775808", overflow},
		{"U\n18446744073709551616", overflow},
		{"U\n-1", badFormat},
		{"D\nabc", "The input string 'abc' was not in a correct format."},
		{"O\n\"[1,3000000000]\"", "Value was either too large or too small for an Int32."},
		{"O\n\"[1,3000000000x]\"", "The input string '3000000000x' was not in a correct format."},
		{"P\n\"[1,x]\"", badFormat},
		{"T\n2026-13-45", "Year, Month, and Day parameters describe an un-representable DateTime."},
		{"T\n2026-13-4x", ""},
		{"Y\n256", "Value was either too large or too small for an Byte."},
		{"F\nmaybe", "String 'maybe' was not recognized as a valid Boolean."},
		{"G\n01234567-89ab-cdef-0123-456789abcdeg", badFormat},
		{"E\nSomeday", "Requested value 'Someday' was not found."},
		{"C\nabc", "Type definitions should start with a '{', expecting serialized type 'Item', got string starting with: abc"},
	}
	for _, test := range tests {
		err := codec.CSV(codec.TextOptions{}).Decode([]byte(test.csv), new([]row))
		e, ok := errors.AsType[*codec.Error](err)
		if !ok {
			t.Errorf("Decode(%q) = %v, want an Error", test.csv, err)
			continue
		}
		if got := e.Original(); got != test.want {
			t.Errorf("Original() of %q = %q, want %q", test.csv, got, test.want)
		}
	}
}
