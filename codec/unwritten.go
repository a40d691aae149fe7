package codec

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// unwritten is err with the place of the value that could not be written. The writers do not know it, so that they need not keep count: c writes the
// parts of v by themselves until one fails in the same way. It is looked for in parts of parts, since each of them is a whole document to c.
func unwritten(c Codec, t *plan.Type, v reflect.Value, err error) error {
	e, ok := err.(*Error)                         //nolint:errorlint // only our own are placed
	if !ok || e.Path != "" || e.Err == ErrDepth { //nolint:errorlint // the kind itself
		return err
	}
	eachPart(t, v, func(step string, m *plan.Member, part reflect.Value) (found bool) {
		_, err := c.Append(nil, part.Interface())
		inner, ok := err.(*Error) //nolint:errorlint // as above
		if !ok || inner.Expected != e.Expected || !inner.withheld && inner.Err.Error() != e.Err.Error() {
			return false
		}
		e.Path, e.Err, e.withheld = inner.Path, inner.Err, inner.withheld
		_ = located(e, m, step)
		return true
	})
	return e
}

// eachPart calls do with what v is made of, and the member that it is, until do finds what it looks for.
func eachPart(t *plan.Type, v reflect.Value, do func(step string, m *plan.Member, part reflect.Value) (found bool)) {
	switch {
	case t.Null(v):
	case t.Kind == plan.Object:
		for _, m := range t.Class.Members {
			if !m.Hidden && do(m.Wire(), m, m.Value(v)) {
				return
			}
		}
	case t.Kind == plan.Map && t.Entries:
		key, value := t.EntryFields()
		for i := range v.Len() {
			if e := v.Index(i); do(fmt.Sprint(e.Field(key)), nil, e.Field(value)) {
				return
			}
		}
	case t.Kind == plan.Map:
		for _, key := range v.MapKeys() {
			if do(fmt.Sprint(key), nil, v.MapIndex(key)) {
				return
			}
		}
	case t.Kind == plan.List:
		for i := range v.Len() {
			if do(index(i), nil, v.Index(i)) {
				return
			}
		}
	}
}

// located is locate for a member of a class: of one that is marked secret, nothing is told but the place.
func located(err error, m *plan.Member, step string) error {
	e, ok := err.(*Error) //nolint:errorlint // only our own are located
	if ok && m != nil && m.Secret {
		e.original = ""
		if !slices.Contains([]error{ErrMalformed, ErrValue, ErrDepth, ErrUnsupported}, e.Err) {
			e.Err, e.withheld = ErrValue, true
		}
	}
	return locate(err, step)
}

// cutOff is err with the place of the member whose value the document ends in, if it is one's.
func cutOff(err error, m *plan.Member) error {
	if m == nil {
		return err
	}
	return located(err, m, m.Wire())
}

// withhold takes out of what was noted of a secret, and of the fault in it, what repeats the document.
func (s *netSource) withhold(noted int, err error) error {
	for _, e := range s.errors[min(noted, len(s.errors)):] {
		e.original = ""
	}
	if f, ok := errors.AsType[*netFault](err); ok {
		f.text = ""
	}
	return err
}
