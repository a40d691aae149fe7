package codec

import (
	"reflect"
	"slices"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// dictionaries writes a list of maps: of string maps all keys, sorted; of others the keys of the first one.
func (w *csvSink) dictionaries(t *plan.Type, v reflect.Value) {
	m := t.Elem.Base()
	var header []string
	table := make([]map[string]reflect.Value, v.Len())
	for i := range v.Len() {
		keys, values := entriesOf(m, indirect(v.Index(i)))
		table[i] = map[string]reflect.Value{}
		for k, key := range keys {
			text := string(appendKeyText(nil, m.Key, key))
			table[i][text] = values[k]
			if m.Elem.Base().Kind == plan.String || i == 0 {
				header = append(header, text)
			}
		}
	}
	if m.Elem.Base().Kind == plan.String {
		slices.Sort(header)
		header = slices.Compact(header)
	}
	w.columnsOf(header, func(name string) { w.dst = appendCell(w.dst, name) })
	for _, row := range table {
		present := header
		if m.Elem.Base().Kind != plan.String { // the original does not leave room for what is missing
			present = slices.DeleteFunc(slices.Clone(header), func(name string) bool { _, ok := row[name]; return !ok })
		}
		w.columnsOf(present, func(name string) {
			if value, ok := row[name]; ok {
				w.value(m.Elem, value)
			}
		})
	}
}

func (w *csvSink) columnsOf(names []string, write func(string)) {
	for i, name := range names {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		write(name)
	}
	w.line()
}

func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}
