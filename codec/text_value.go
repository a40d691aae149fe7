package codec

import (
	"encoding"
	"fmt"
	"reflect"
)

func marshalText(v reflect.Value) (string, error) {
	text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return "", &Error{Offset: -1, Err: err}
	}
	return string(text), nil
}

func unmarshalText(v reflect.Value, text string) error {
	return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
}

// structText is what ToString says of a CLR struct.
func structText(v reflect.Value) string {
	if s, ok := v.Addr().Interface().(fmt.Stringer); ok {
		return s.String()
	}
	return v.Type().Name()
}
