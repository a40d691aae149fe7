package validate

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// NotEmpty demands a value: not null, not blank, not the zero of its kind, not an empty list. The zero of a nullable kind is null: *int32 may be 0.
func NotEmpty[R any, V Value](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		if s, ok := quickText(v); ok {
			return unless(strings.TrimSpace(s) != "", "NotEmpty", "'{PropertyName}' must not be empty.")
		}
		return unless(!empty(v), "NotEmpty", "'{PropertyName}' must not be empty.")
	})
}

// NotNull demands a value. A plain string member that is empty counts as null; use *string where the two differ.
func NotNull[R any, V Value](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(value(v) != nil, "NotNull", "'{PropertyName}' must not be empty.")
	})
}

// Empty refuses what [NotEmpty] demands.
func Empty[R any, V Value](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(empty(v), "Empty", "'{PropertyName}' must be empty.")
	})
}

// Null refuses what [NotNull] demands.
func Null[R any, V Value](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(value(v) == nil, "Null", "'{PropertyName}' must be empty.")
	})
}

func unless(good bool, code, message string) *finding {
	if good {
		return nil
	}
	return &finding{code: code, message: message}
}

func empty(v any) bool {
	given := value(v)
	if given != nil && isNullable(v) {
		return false
	}
	switch v := given.(type) {
	case string:
		return strings.TrimSpace(v) == ""
	case bool:
		return !v
	case int64:
		return v == 0
	case uint64:
		return v == 0
	case float64:
		return v == 0
	case decimal.Decimal:
		return v.IsZero()
	case time.Time:
		return v.IsZero()
	case uuid.UUID:
		return v == uuid.Nil
	case []*string:
		return len(v) == 0
	case Items:
		return len(v) == 0
	case Object:
		return false
	}
	return true
}

// isNullable reports whether v may be null beside the zero of its kind.
func isNullable(v any) bool {
	switch v.(type) {
	case *bool, *time.Time, *int, *int8, *int16, *int32, *int64, *uint, *uint8, *uint16, *uint32, *uint64, *float32, *float64, *decimal.Decimal, *uuid.UUID:
		return true
	}
	return false
}
