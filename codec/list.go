package codec

import "reflect"

// ListOf returns items as a list of their one type, in which nil is null, so that none of them is written as an object of some type.
// It returns nil where they have several types or none, or where one is nil and their type has no null.
func ListOf(items []any) any {
	var item reflect.Type
	nulls := false
	for _, v := range items {
		switch t := reflect.TypeOf(v); {
		case t == nil:
			nulls = true
		case item == nil:
			item = t
		case item != t:
			return nil
		}
	}
	if item == nil || nulls && item.Kind() != reflect.Pointer {
		return nil
	}
	list := reflect.MakeSlice(reflect.SliceOf(item), len(items), len(items))
	for i, v := range items {
		if v != nil {
			list.Index(i).Set(reflect.ValueOf(v))
		}
	}
	return list.Interface()
}
