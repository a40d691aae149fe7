package webapi

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/server"
)

// bindURI gives the URI's parameters to the request. What does not fit goes into the model state.
func (d *Dialect) bindURI(x *server.Exchange) {
	l := local(x)
	visitURI(x.DTO, func(u uriParameter, value any) {
		values := l.query.values(u.name)
		for _, p := range x.Params { // the route's come last and win
			if strings.EqualFold(p.Name, u.name) {
				values = []string{p.Value}
			}
		}
		if _, list := value.(*[]int32); list {
			d.bindInts(l, u, value.(*[]int32), values)
			return
		}
		if len(values) > 0 {
			d.bindParameter(l, u, value, values)
		}
	})
}

// bindParameter converts the first value of a parameter, as the original's type converters do.
func (d *Dialect) bindParameter(l *exchange, u uriParameter, value any, values []string) {
	text, kind := values[0], clrName(value)
	if !d.FirstWins && !same(values) {
		l.state.Add(u.name, notValid(d.shown(u.name, values), kind))
		return
	}
	if strings.TrimSpace(text) == "" {
		d.bindNothing(l, u, value)
		return
	}
	switch fits, inRange := d.convert(value, text); {
	case !inRange:
		l.state.AddCause(u.name, notConverted(value))
	case !fits && u.member:
		l.state.Add(u.name, notValid(strings.Join(values, ","), u.name))
	case !fits:
		l.state.Add(u.name, notValid(strings.Join(values, ","), kind))
	default:
		return
	}
	if u.required {
		l.lose(u.name)
	}
}

// bindNothing gives a parameter that is there without a value null, which is a fault of its own.
func (d *Dialect) bindNothing(l *exchange, u uriParameter, value any) {
	switch v := value.(type) {
	case *string:
		*v = ""
	case **string:
		*v = nil
	}
	if u.member {
		return
	}
	l.state.Add(u.name+"."+clrName(value), "A value is required but was not present in the request.")
	if needsValue(value) {
		l.lose(u.name)
	}
}

// notConverted is what the original says where a number is out of the range of what v points to.
func notConverted(v any) string {
	kind := "System.Int32"
	switch v.(type) {
	case **int32:
		kind = "System.Nullable`1[System.Int32]"
	case **decimal.Decimal:
		kind = "System.Nullable`1[System.Decimal]"
	}
	return "The parameter conversion from type 'System.String' to type '" + kind + "' failed. See the inner exception for more information."
}

// lose notes a parameter that cannot be null and got no value.
func (l *exchange) lose(name string) { l.lost = cmp.Or(l.lost, name) }

// shown is what is repeated of values that do not fit: nothing of an access key.
func (d *Dialect) shown(name string, values []string) string {
	if d.AccessKey != "" && strings.EqualFold(name, d.AccessKey) {
		return ""
	}
	return strings.Join(values, ",")
}

func notValid(value, what string) string {
	return fmt.Sprintf("The value '%s' is not valid for %s.", value, what)
}

func same(values []string) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// convert sets the value that v points to from text.
func (d *Dialect) convert(v any, text string) (fits, inRange bool) {
	switch v := v.(type) {
	case *string:
		*v = text
		return true, true
	case **string:
		*v = &text
		return true, true
	case *bool:
		b, ok := parseBool(text)
		*v = b
		return ok, true
	case *int32:
		n, fits, inRange := parseInt(text)
		*v = n
		return fits, inRange
	case **int32:
		n, fits, inRange := parseInt(text)
		if fits && inRange {
			*v = &n
		}
		return fits, inRange
	}
	if _, number := v.(**decimal.Decimal); number && strings.Contains(text, ",") { // DecimalConverter knows no thousands
		return false, true
	}
	if d.JSON.Decode(quote(d.JSON, nil, text), v) != nil {
		return false, !tooLarge(v, text)
	}
	if at, ok := v.(**time.Time); ok && (*at).Location() == time.UTC { // DateTimeConverter turns every zone into the server's
		local := (*at).In(time.Local)
		*at = &local
	}
	return true, true
}

// tooLarge reports whether text is a number that v cannot hold.
func tooLarge(v any, text string) bool {
	_, number := v.(**decimal.Decimal)
	_, err := decimal.NewFromString(strings.TrimSpace(text))
	return number && err == nil
}

// needsValue reports whether null is no value of what v points to.
func needsValue(v any) bool {
	if _, text := v.(*string); text {
		return false
	}
	return !strings.HasPrefix(fmt.Sprintf("%T", v), "**")
}

// clrName is the name of the type that v points to, as messages tell it.
func clrName(v any) string {
	switch v.(type) {
	case *int32:
		return "Int32"
	case *bool:
		return "Boolean"
	case *string, **string:
		return "String"
	}
	if name := fmt.Sprintf("%T", v); !strings.HasPrefix(name, "**") {
		return name[strings.LastIndexByte(name, '.')+1:]
	}
	return "Nullable`1"
}

// parseBool reads what BooleanConverter reads.
func parseBool(text string) (value, ok bool) {
	text = strings.TrimSpace(text)
	value = strings.EqualFold(text, "true")
	return value, value || strings.EqualFold(text, "false")
}

// parseInt reads what Int32Converter reads: decimal with a sign, or hexadecimal after #, 0x or &h.
func parseInt(text string) (n int32, fits, inRange bool) {
	text = strings.TrimSpace(text)
	digits, base := text, 10
	for _, prefix := range []string{"#", "0x", "&h"} {
		if rest, ok := cutFold(text, prefix); ok {
			digits, base = rest, 16
			break
		}
	}
	if base == 16 { // all 32 bits, so that 0xFFFFFFFF is -1
		u, err := strconv.ParseUint(digits, 16, 32)
		return int32(uint32(u)), err == nil || isRange(err), !isRange(err)
	}
	i, err := strconv.ParseInt(digits, 10, 32)
	return int32(i), err == nil || isRange(err), !isRange(err)
}

func isRange(err error) bool {
	e, ok := err.(*strconv.NumError)
	return ok && e.Err == strconv.ErrRange
}

// parseInt32 returns the plain decimal text of what Int32Converter reads.
func parseInt32(text string) (string, bool) {
	n, fits, inRange := parseInt(text)
	return strconv.Itoa(int(n)), fits && inRange
}

// bindInts binds a list: the same name again and again, else indexed names from 0 on. An item without a value is 0.
func (d *Dialect) bindInts(l *exchange, u uriParameter, list *[]int32, values []string) {
	for i := 0; len(values) == i; i++ {
		indexed := l.query.values(fmt.Sprintf("%s[%d]", u.name, i))
		if len(indexed) == 0 {
			break
		}
		values = append(values, indexed[0])
	}
	*list = make([]int32, 0, len(values))
	for _, text := range values {
		n, fits, inRange := parseInt(text)
		switch {
		case strings.TrimSpace(text) == "":
		case !inRange:
			l.state.AddCause(u.name, notConverted(&n))
		case !fits:
			l.state.Add(u.name, notValid(text, "Int32"))
		}
		if !fits || !inRange {
			n = 0
		}
		*list = append(*list, n)
	}
}
