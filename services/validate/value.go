package validate

import (
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// A Value is of a type that rules can look into. Where a member's is another, its getter converts:
// int32(r.Shade) of an enum, [List] of a list, [Nested] of another message, [Secret] of what nobody may be told.
type Value interface {
	Text | Number | bool | *bool | time.Time | *time.Time | uuid.UUID | *uuid.UUID | []string | []*string | Items | Object
}

// A Text member: a plain string, whose "" is a null, an exact one, or one that is hidden.
type Text interface{ string | *string | Hidden }

// A Number member, or a nullable one.
type Number interface {
	int | int8 | int16 | int32 | int64 | uint | uint8 | uint16 | uint32 | uint64 | float32 | float64 | decimal.Decimal |
		*int | *int8 | *int16 | *int32 | *int64 | *uint | *uint8 | *uint16 | *uint32 | *uint64 | *float32 | *float64 | *decimal.Decimal
}

// An Integer is what an enum is made of.
type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32
}

// Hidden is a text that rules look into and failures never tell, not even to the client that sent it. [Secret] makes it.
type Hidden struct {
	text  string
	known bool
}

// String tells nothing.
func (Hidden) String() string { return "***" }

// Secret reads a member as [Hidden]. Use it for every member whose dto tag says secret:
//
//	validate.NotEmpty("Password", validate.Secret(func(r *SignUp) string { return r.Password }))
func Secret[R any, V string | *string](get func(*R) V) func(*R) Hidden {
	return func(r *R) Hidden {
		s, known := quickText(get(r))
		return Hidden{s, known}
	}
}

// An Object is a nested message, which rules see as there or not. [Nested] makes it.
type Object struct {
	text func() string // nil for a null
}

// String is how the message is told.
func (o Object) String() string {
	if o.text == nil {
		return ""
	}
	return o.text()
}

// Nested reads a nested message for the rules that ask whether it is there; text is how it is told to the caller.
// Rules about what it holds are those of [Child].
func Nested[R, C any](get func(*R) *C, text func(*C) string) func(*R) Object {
	return func(r *R) Object {
		c := get(r)
		if c == nil {
			return Object{}
		}
		return Object{func() string { return text(c) }}
	}
}

// Items is a list of what is no text, as its items are told. [List] makes it.
type Items []string

// List reads a list of any kind; text is how an item is told to the caller.
func List[R, T any](get func(*R) []T, text func(T) string) func(*R) Items {
	return func(r *R) Items {
		items := get(r)
		if items == nil {
			return nil
		}
		texts := make(Items, len(items))
		for i, item := range items {
			texts[i] = text(item)
		}
		return texts
	}
}

// Pointers reads a list of structs for [EachChild]:
//
//	validate.EachChild("Lines", validate.Pointers(func(r *Order) []Line { return r.Lines }), rules...)
func Pointers[R, C any](get func(*R) []C) func(*R) []*C {
	return func(r *R) []*C {
		items := get(r)
		all := make([]*C, len(items))
		for i := range items {
			all[i] = &items[i]
		}
		return all
	}
}

// value returns what v holds: numbers as int64, uint64, float64 or decimal, lists as []*string or Items, and no other pointers. It is nil for a null,
// which a string's "" is too, since a plain string member cannot say more, and v itself where that is no [Value].
func value(v any) any {
	switch v := v.(type) {
	case string, *string, Hidden:
		if s, ok := quickText(v); ok {
			return s
		}
		return nil
	case *bool:
		return pointed(v)
	case *time.Time:
		return pointed(v)
	case *uuid.UUID:
		return pointed(v)
	case Object:
		if v.text == nil {
			return nil
		}
		return v
	case Items:
		if v == nil {
			return nil
		}
		return v
	case []string:
		return list(v)
	case []*string:
		if v == nil {
			return nil
		}
		return v
	}
	return numeral(v)
}

// numeral is [value] of numbers.
func numeral(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint:
		return uint64(v)
	case uint8:
		return uint64(v)
	case uint16:
		return uint64(v)
	case uint32:
		return uint64(v)
	case float32:
		return widened(v)
	}
	return nullable(v)
}

// nullable is [value] of numbers that may be null.
func nullable(v any) any {
	switch v := v.(type) {
	case *int:
		return pointed(v)
	case *int8:
		return pointed(v)
	case *int16:
		return pointed(v)
	case *int32:
		return pointed(v)
	case *int64:
		return pointed(v)
	case *uint:
		return pointed(v)
	case *uint8:
		return pointed(v)
	case *uint16:
		return pointed(v)
	case *uint32:
		return pointed(v)
	case *uint64:
		return pointed(v)
	case *float32:
		return pointed(v)
	case *float64:
		return pointed(v)
	case *decimal.Decimal:
		return pointed(v)
	}
	return v
}

func pointed[T any](p *T) any {
	if p == nil {
		return nil
	}
	return value(*p)
}

// widened is the float64 that reads like f: 0.1 stays 0.1.
func widened(f float32) float64 {
	wide, _ := strconv.ParseFloat(strconv.FormatFloat(float64(f), 'g', -1, 32), 64) // cannot fail: it was just written
	return wide
}

func list(texts []string) any {
	if texts == nil {
		return nil
	}
	items := make([]*string, len(texts))
	for i := range texts {
		items[i] = &texts[i]
	}
	return items
}

// quickText returns the text of a member that is one and not null. It is what most rules look at, and costs nothing.
func quickText[V any](v V) (string, bool) {
	switch s := any(v).(type) {
	case string:
		return s, s != ""
	case *string:
		if s != nil {
			return *s, true
		}
	case Hidden:
		return s.text, s.known
	}
	return "", false
}

// quickFloat is [quickText] of floats.
func quickFloat[V any](v V) (float64, bool) {
	switch f := any(v).(type) {
	case float64:
		return f, true
	case *float64:
		if f != nil {
			return *f, true
		}
	}
	return 0, false
}
