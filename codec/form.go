package codec

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// Bind sets the members of the DTO that v points to from a query string, a path or a form. Names match wire and .NET
// names in any case, unknown ones are ignored, and so are empty values. The values of one name are joined by commas.
// A string takes its value as it is; everything else is JSV. All values that do not fit are listed in a [*BindError].
func Bind(v any, pairs []Pair, o TextOptions) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	var failed *BindError
	bind(t, rv, pairs, &o, func(m *plan.Member, p Pair, err error) bool {
		field := BindFieldError{Name: p.Name, Value: p.Value, Message: fmt.Sprintf("'%s' is an Invalid value for '%s'", p.Value, p.Name)}
		if m.Secret {
			field.Value, field.Message = "", fmt.Sprintf("Invalid value for '%s'", p.Name)
		}
		if failed == nil {
			failed = &BindError{Type: t.ShortName()}
		}
		failed.Fields = append(failed.Fields, field)
		return true
	})
	if failed == nil {
		return nil
	}
	return failed
}

// Fill is [Bind] for the members that still have their default value. It stops at the first value that does not fit,
// which is an [*Error].
func Fill(v any, pairs []Pair, o TextOptions) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	var first error
	open := func(m *plan.Member, p Pair, err error) bool {
		first = &Error{Format: "query", Offset: -1, Path: m.Wire(), Err: ErrValue}
		return false
	}
	var blank []Pair
	for _, p := range pairs {
		if m := memberOf(t, p.Name); m != nil && m.Value(rv).IsZero() {
			blank = append(blank, p)
		}
	}
	bind(t, rv, blank, &o, open)
	return first
}

func memberOf(t *plan.Type, name string) *plan.Member {
	if t.Kind != plan.Object {
		return nil
	}
	return t.Class.FindAny(name)
}

// bind assigns pairs until failed says to stop.
func bind(t *plan.Type, rv reflect.Value, pairs []Pair, o *TextOptions, failed func(*plan.Member, Pair, error) bool) {
	for i, p := range pairs {
		m := memberOf(t, p.Name)
		if m == nil || p.Value == "" {
			continue
		}
		value, last := joined(pairs, i)
		if !last {
			continue
		}
		if err := bindMember(m, rv, value, o); err != nil && !failed(m, Pair{p.Name, value}, err) {
			return
		}
	}
}

// joined is the value of pair i together with those of its name before it. It reports false when more follow.
func joined(pairs []Pair, i int) (string, bool) {
	name := pairs[i].Name
	for _, p := range pairs[i+1:] {
		if p.Value != "" && strings.EqualFold(p.Name, name) {
			return "", false
		}
	}
	value := ""
	for _, p := range pairs[:i] {
		if p.Value != "" && strings.EqualFold(p.Name, name) {
			value += p.Value + ","
		}
	}
	return value + pairs[i].Value, true
}

func bindMember(m *plan.Member, rv reflect.Value, value string, o *TextOptions) error {
	t, v := m.Type, m.Value(rv)
	if t.Base().Kind == plan.String {
		if t.Kind == plan.Pointer {
			v.Set(reflect.New(t.Elem.Go))
			v = v.Elem()
		}
		v.SetString(value)
		return nil
	}
	if t.Kind == plan.Bool {
		value, _, _ = strings.Cut(value, ",")
	}
	own := *o // most values are texts, for which the caller's options need not outlive the call
	s := jsvSource{}
	s.reset(value, &own)
	s.depth = 1
	s.tok = token{end: len(s.text), kind: bareToken}
	return t.Read(&s, v)
}
