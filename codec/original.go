package codec

import (
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// What ServiceStack.Text and .NET say of the faults that our readers find, for [Error.Original]. Rare faults have no words
// here.
const (
	outsideArray  = "Index was outside the bounds of the array."
	outOfRange    = "Specified argument was out of the range of valid values."
	badFormat     = "Input string was not in a correct format."
	noSuchName    = "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
	nullReference = "Object reference not set to an instance of an object."
)

// saying is err, which has just been made, with the original's words.
func saying(err error, words string) error {
	if e, ok := err.(*Error); ok { //nolint:errorlint // never wrapped
		e.original = words
	}
	return err
}

// noObject is what is said of a text that begins no object.
func noObject(t *plan.Type, text string) string {
	start := []rune(text[:min(len(text), 4*50)])
	return "Type definitions should start with a '{', expecting serialized type '" + t.ShortName() +
		"', got string starting with: " + string(start[:min(len(start), 50)])
}

// cellFault is what is said of a cell's text that a value of type t cannot be; item tells that it is one of a list.
func cellFault(t *plan.Type, text string, item bool) string {
	switch {
	case t.Kind == plan.Int && t.Bits == 32 && item:
		return parsedFault(text)
	case t.Kind == plan.Int:
		return wholeFault(text, "Int"+strconv.Itoa(t.Bits), t.Bits-1, true)
	case t.Kind == plan.Uint:
		return wholeFault(text, "UInt"+strconv.Itoa(t.Bits), t.Bits, false)
	case t.Kind == plan.Float, t.Kind == plan.Decimal:
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			return wrongFormat(text)
		}
	case t.Kind == plan.Bool:
		return "String '" + text + "' was not recognized as a valid Boolean."
	case t.Kind == plan.GUID:
		return badFormat
	case t.Kind == plan.Enum && text != "" && (text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z'):
		return "Requested value '" + text + "' was not found."
	case t.Kind == plan.Time && isDay(text):
		return "Year, Month, and Day parameters describe an un-representable DateTime."
	}
	return ""
}

// isDay reports whether text looks like 2001-02-03, be there such a day or not.
func isDay(text string) bool {
	for i := range len(text) {
		if c := text[i]; (i == 4 || i == 7) != (c == '-') || c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return len(text) == len(time.DateOnly)
}

func wrongFormat(text string) string {
	return "The input string '" + text + "' was not in a correct format."
}

func tooLarge(name string) string {
	switch name {
	case "Int8":
		name = "SByte"
	case "UInt8":
		name = "Byte"
	}
	return "Value was either too large or too small for an " + name + "."
}

// wholeFault follows ServiceStack's own reader of whole numbers: it gives up at the digit that leaves the range.
func wholeFault(text, name string, bits int, signed bool) string {
	digits := text[skipSpace(text, 0, len(text)):]
	if signed && strings.HasPrefix(digits, "-") {
		digits = digits[1:]
	}
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	switch {
	case n == 0 || !beyond(digits[:n], bits):
		return badFormat
	case strings.HasSuffix(name, "64"):
		return "Arithmetic operation resulted in an overflow."
	}
	return tooLarge(name)
}

// parsedFault follows .NET's own reader, which is asked for the items of a list of Int32: what is no number has no range to leave.
func parsedFault(text string) string {
	digits := strings.TrimLeft(strings.TrimSpace(text), "+-")
	if strings.Trim(digits, "0123456789") != "" || digits == "" || !beyond(digits, 31) {
		return wrongFormat(text)
	}
	return tooLarge("Int32")
}

// beyond reports whether a number, of digits only, needs more than so many bits.
func beyond(digits string, bits int) bool {
	_, err := strconv.ParseUint(digits, 10, bits)
	return err != nil
}
