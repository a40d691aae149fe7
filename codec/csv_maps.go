package codec

import (
	"reflect"
	"slices"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// dictionaries writes a list of maps: of string maps a column for every key, sorted; of others the keys of the first one
// and the values of each as they come, because the original does not look where they belong.
func (w *csvSink) dictionaries(t *plan.Type, v reflect.Value) {
	m := t.Elem.Base()
	var header []string
	rows := make([]entries, v.Len())
	for i := range v.Len() {
		rows[i] = namedEntries(m, indirect(v.Index(i)))
		if m.Elem.Base().Kind == plan.String || i == 0 {
			header = append(header, rows[i].names...)
		}
	}
	texts := m.Elem.Base().Kind == plan.String
	if texts {
		slices.Sort(header)
		header = slices.Compact(header)
	}
	w.cells(len(header), func(i int) { w.dst = appendCell(w.dst, header[i]) })
	for _, row := range rows {
		if texts {
			row = row.in(header)
		}
		w.cells(len(row.values), func(i int) {
			if row.values[i].IsValid() {
				w.value(m.Elem, row.values[i])
			}
		})
	}
}

// entries are those of one map.
type entries struct {
	names  []string
	values []reflect.Value
}

func namedEntries(t *plan.Type, v reflect.Value) entries {
	keys, values := entriesOf(t, v)
	e := entries{values: values}
	for _, key := range keys {
		e.names = append(e.names, string(appendKeyText(nil, t.Key, key)))
	}
	return e
}

// in puts the values in the order of a header. What is missing is invalid.
func (e entries) in(header []string) entries {
	values := make([]reflect.Value, len(header))
	for i, name := range e.names {
		at, _ := slices.BinarySearch(header, name)
		values[at] = e.values[i]
	}
	return entries{header, values}
}

func (w *csvSink) cells(n int, write func(i int)) {
	for i := range n {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		write(i)
	}
	w.line()
}

func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}
