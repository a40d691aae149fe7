package validate

import (
	"reflect"
	"strings"
)

// NotEmpty demands a value: not null, not blank, not the zero of its kind, not an empty list.
func NotEmpty[R, V any](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		if s, ok := quickText(v); ok {
			return unless(strings.TrimSpace(s) != "", "NotEmpty", "{P} must not be empty.")
		}
		return unless(!empty(v), "NotEmpty", "{P} must not be empty.")
	})
}

// NotNull demands a value. A plain string member that is empty counts as null; use *string where the two differ.
func NotNull[R, V any](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(value(v) != nil, "NotNull", "{P} must not be empty.")
	})
}

// Empty refuses what [NotEmpty] demands.
func Empty[R, V any](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(empty(v), "Empty", "{P} must be empty.")
	})
}

// Null refuses what [NotNull] demands.
func Null[R, V any](field string, get func(*R) V) Rule {
	return rule(field, get, func(_ *R, v V) *finding {
		return unless(value(v) == nil, "Null", "{P} must be empty.")
	})
}

func unless(good bool, code, message string) *finding {
	if good {
		return nil
	}
	return &finding{code: code, message: message}
}

func empty(v any) bool {
	v = value(v)
	if v == nil {
		return true
	}
	if s, ok := v.(string); ok {
		return strings.TrimSpace(s) == ""
	}
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Slice || r.Kind() == reflect.Map {
		return r.Len() == 0
	}
	return r.IsZero()
}
