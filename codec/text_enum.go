package codec

import (
	"reflect"
	"strconv"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// enumNumber is the value of the enum v.
func enumNumber(t *plan.Type, v reflect.Value) int64 {
	if t.Unsigned {
		return int64(v.Uint())
	}
	return v.Int()
}

func setEnum(t *plan.Type, v reflect.Value, n int64) bool {
	if t.Unsigned {
		if v.OverflowUint(uint64(n)) {
			return false
		}
		v.SetUint(uint64(n))
		return true
	}
	if v.OverflowInt(n) {
		return false
	}
	v.SetInt(n)
	return true
}

// asNumber reports whether text formats write value i of the enum as its number; one with a text of its own keeps that.
func (o *TextOptions) asNumber(e *plan.EnumInfo, i int) bool {
	return e.Flags || o.EnumsAsNumbers && (i < 0 || e.Texts[i] == e.Names[i])
}

// appendEnum writes the bare text of an enum; one without a name is its number.
func (o *TextOptions) appendEnum(dst []byte, t *plan.Type, v reflect.Value) []byte {
	n := enumNumber(t, v)
	if i := t.Enum.Index(n); i >= 0 && !o.asNumber(t.Enum, i) {
		return append(dst, t.Enum.Texts[i]...)
	}
	return appendEnumNumber(dst, t, n)
}

func appendEnumNumber(dst []byte, t *plan.Type, n int64) []byte {
	if t.Unsigned {
		return strconv.AppendUint(dst, uint64(n), 10)
	}
	return strconv.AppendInt(dst, n, 10)
}
