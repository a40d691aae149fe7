package codec

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// errSkipped says that a value was noted as an error and not stored.
var errSkipped = errors.New("skipped")

// Scalar reads the node into v.
func (s *netSource) Scalar(t *plan.Type, v reflect.Value) error {
	if s.n.kind == nullNode {
		if t.Nullable() {
			v.SetZero()
			return nil
		}
		s.misfit("a value, not null")
		return errSkipped
	}
	if s.breaks(t) {
		s.lose(expectedOf(t))
		return errSkipped
	}
	if !s.scalar(t, v) {
		s.misfit(expectedOf(t))
		return errSkipped
	}
	return nil
}

func expectedOf(t *plan.Type) string {
	switch t.Kind {
	case plan.String:
		return "a string"
	case plan.Bool:
		return "true or false"
	case plan.Enum:
		return "one of " + strings.Join(t.Enum.Names, ", ")
	case plan.Int, plan.Uint, plan.Float, plan.Decimal:
		return "a number"
	}
	return "a " + t.XML.Name
}

// breaks reports whether the node has a shape that Json.NET's reader stumbles over when it wants a value of type t.
func (s *netSource) breaks(t *plan.Type) bool {
	switch s.n.kind {
	case objectNode:
		return true
	case listNode:
		return t.Kind != plan.Bytes
	case boolNode:
		switch t.Kind {
		case plan.Decimal, plan.Float, plan.Time, plan.Offset, plan.Bytes:
			return true
		case plan.Int:
			return t.Bits == 32
		}
	case numberNode:
		return t.Kind == plan.Bytes
	}
	return false
}

func (s *netSource) scalar(t *plan.Type, v reflect.Value) bool {
	switch t.Kind {
	case plan.String:
		v.SetString(s.n.text)
		return true
	case plan.Bool:
		return s.bool(v)
	case plan.Int, plan.Uint:
		return s.integer(t, v)
	case plan.Float:
		return s.float(t, v)
	case plan.Decimal:
		return s.decimal(v)
	case plan.Enum:
		return s.enum(t, v)
	case plan.Bytes:
		return s.bytes(v)
	}
	if s.n.kind != stringNode {
		return false
	}
	return s.textual(t, v)
}

func (s *netSource) bool(v reflect.Value) bool {
	switch s.n.kind {
	case boolNode:
		v.SetBool(s.n.text == "true")
	case numberNode:
		f, ok := netFloat(s.n.text)
		v.SetBool(ok && f != 0)
	default:
		switch strings.ToLower(strings.TrimSpace(s.n.text)) {
		case "true":
			v.SetBool(true)
		case "false":
			v.SetBool(false)
		default:
			return false
		}
	}
	return true
}

// integer reads a whole number; in a document it may be octal or hexadecimal, and wider ones than int are rounded.
func (s *netSource) integer(t *plan.Type, v reflect.Value) bool {
	text := s.n.text
	if s.n.kind == boolNode {
		text = map[string]string{"true": "1", "false": "0"}[text]
	}
	if s.n.kind == stringNode {
		text = strings.TrimPrefix(strings.TrimSpace(text), "+")
	} else if whole, ok := netInteger(text); ok {
		text = whole
	} else if t.Kind == plan.Int && t.Bits == 32 {
		return false
	} else if f, ok := netFloat(text); ok && math.Abs(f) < 1e19 {
		text = strconv.FormatFloat(math.RoundToEven(f), 'f', 0, 64)
	}
	if t.Kind == plan.Int {
		n, err := strconv.ParseInt(text, 10, t.Bits)
		if err == nil {
			v.SetInt(n)
		}
		return err == nil
	}
	n, err := strconv.ParseUint(text, 10, t.Bits)
	if err == nil {
		v.SetUint(n)
	}
	return err == nil
}

// netInteger is a whole number in decimal digits.
func netInteger(text string) (string, bool) {
	body := strings.TrimPrefix(text, "-")
	if len(body) > 1 && body[0] == '0' && !strings.ContainsAny(body, ".eE") {
		base, rest := 8, body[1:]
		if body[1] == 'x' || body[1] == 'X' {
			base, rest = 16, body[2:]
		}
		n, err := strconv.ParseInt(rest, base, 64)
		return strconv.FormatInt(n, 10), err == nil
	}
	return text, body != "" && countDigits(body) == len(body)
}

func netFloat(text string) (float64, bool) {
	if whole, ok := netInteger(text); ok {
		text = whole
	}
	if f, ok := floatWord(text); ok {
		return f, true
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func (s *netSource) float(t *plan.Type, v reflect.Value) bool {
	if s.n.kind == stringNode {
		return s.n.text != "" && parseFloat(t, v, s.n.text) == ""
	}
	f, ok := netFloat(s.n.text)
	if ok && t.Bits == 32 {
		f = float64(float32(f))
	}
	v.SetFloat(f)
	return ok
}

func (s *netSource) decimal(v reflect.Value) bool {
	text := s.n.text
	if s.n.kind == numberNode {
		if whole, ok := netInteger(text); ok {
			text = whole
		}
	} else {
		var ok bool
		if text, ok = number(text); !ok {
			return false
		}
	}
	d, ok := clrDecimal(text)
	if ok {
		plan.Store[decimal.Decimal](v, d)
	}
	return ok
}

func (s *netSource) enum(t *plan.Type, v reflect.Value) bool {
	switch s.n.kind {
	case boolNode:
		return setEnum(t, v, int64(len("true")/len(s.n.text)))
	case numberNode:
		whole, ok := netInteger(s.n.text)
		n, err := strconv.ParseInt(whole, 10, 64)
		return ok && err == nil && setEnum(t, v, n)
	}
	return s.n.text != "" && parseEnum(t, v, s.n.text) == ""
}

func (s *netSource) bytes(v reflect.Value) bool {
	if s.n.kind == stringNode {
		data, ok := decodeBase64(s.n.text)
		if ok {
			v.SetBytes(data)
		}
		return ok
	}
	data := make([]byte, 0, len(s.n.items))
	for i, item := range s.n.items {
		n, err := strconv.ParseUint(item.text, 10, 8)
		if err != nil {
			s.path = append(s.path, index(i))
			s.misfit("a byte")
			s.path = s.path[:len(s.path)-1]
			return true
		}
		data = append(data, byte(n))
	}
	v.SetBytes(data)
	return true
}

func (s *netSource) textual(t *plan.Type, v reflect.Value) bool {
	text := s.n.text
	switch t.Kind {
	case plan.Character:
		if utf8.RuneCountInString(text) != 1 {
			return false
		}
	case plan.Span:
		n, ok := standardTicks(text)
		if days, err := strconv.ParseInt(text, 10, 32); err == nil {
			n, ok = days*ticksPerDay, true
		}
		v.SetInt(n)
		return ok
	case plan.Time:
		at, ok := netDate(text, s.o)
		if ok {
			plan.Store(v, at)
		}
		return ok
	case plan.Offset:
		at, ok := parseOffsetIn(text, s.o.Location)
		if ok && text != "" {
			plan.Store(v, at)
		}
		return ok && text != ""
	case plan.GUID:
		return parseGUID(v, text) == ""
	case plan.Bool, plan.Enum:
		return false
	case plan.Address:
		v.SetString(text)
		return true
	}
	return s.o.parseScalar(t, v, text) == ""
}

// netDate reads ISO 8601, /Date(ms)/ and what DateTime.Parse takes.
func netDate(text string, o *TextOptions) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "/Date(") {
		offset, ok := offsetTimestamp(text)
		at := fromTicks(offset.Ticks-int64(offset.Offset)*60*ticksPerSecond, time.UTC)
		if strings.LastIndexAny(text, "+-") > len("/Date(") {
			at = o.toLocal(at)
		}
		return at, ok
	}
	if at, zoned, ok := parseISO(text); ok {
		return netTime(at, zoned, text, o), true
	}
	if at, err := time.Parse(time.RFC1123, text); err == nil {
		return at.UTC(), true
	}
	if len(text) < 6 || !strings.ContainsAny(text, "-/ ") {
		return time.Time{}, false
	}
	for _, layout := range append(oddLayouts(), "2006-1-2") {
		if at, err := time.Parse(layout, text); err == nil {
			return fromTicks(wallTicks(at), Unspecified), true
		}
	}
	return time.Time{}, false
}

func netTime(at time.Time, zoned bool, text string, o *TextOptions) time.Time {
	switch {
	case !zoned:
		return fromTicks(wallTicks(at), Unspecified)
	case text[len(text)-1] == 'Z' || text[len(text)-1] == 'z':
		return at
	}
	return o.toLocal(at)
}
