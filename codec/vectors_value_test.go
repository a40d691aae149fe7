package codec_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// The neutral notation of values in the vectors, in both directions.

const (
	secondTicks = 10_000_000
	dayTicks    = 86_400 * secondTicks
	unixTicks   = 62_135_596_800
)

// A notation knows the zone in which a vector was recorded.
type notation struct{ zone *time.Location }

// fill sets v to the neutral value x.
func (n notation) fill(v reflect.Value, x any) error {
	if x == nil {
		v.SetZero()
		return nil
	}
	if v.Kind() == reflect.Pointer {
		v.Set(fresh(v.Type().Elem()))
		return n.fill(v.Elem(), x)
	}
	if set, err := n.fillScalar(v, x); set || err != nil {
		return err
	}
	switch v.Kind() {
	case reflect.Interface:
		return n.fillAny(v, x)
	case reflect.Struct:
		return n.fillStruct(v, x)
	case reflect.Slice:
		return n.fillSlice(v, x)
	case reflect.Map:
		return n.fillMap(v, x)
	}
	return fmt.Errorf("cannot fill %s with %v", v.Type(), x)
}

func fresh(rt reflect.Type) reflect.Value {
	p := reflect.New(rt)
	if d, ok := p.Interface().(interface{ SetDefaults() }); ok {
		d.SetDefaults()
	}
	return p
}

func (n notation) fillScalar(v reflect.Value, x any) (bool, error) {
	m, _ := x.(map[string]any)
	s, _ := x.(string)
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = n.time(ticksOf(m["ticks"]), m["kind"].(string))
	case *codec.DateTimeOffset:
		var offset int64
		if minutes, ok := m["offsetMinutes"]; ok {
			offset = ticksOf(minutes)
		}
		if ticks, ok := m["offsetTicks"]; ok {
			offset = ticksOf(ticks) / 60 / secondTicks
		}
		*p = codec.DateTimeOffset{Ticks: ticksOf(m["ticks"]), Offset: int(offset)}
	case *codec.DateOnly:
		at, err := time.Parse("2006-01-02", m["date"].(string))
		*p = codec.DateOnly((at.Unix() + unixTicks) / 86_400)
		return true, err
	case *codec.TimeOnly:
		*p = codec.TimeOnly(ticksOf(m["ticks"]))
	case *codec.TimeSpan:
		*p = codec.TimeSpan(ticksOf(m["ticks"]))
	case *codec.Char:
		*p = charOf(x)
	case *[]byte:
		data, err := base64.StdEncoding.DecodeString(m["base64"].(string))
		if data == nil {
			data = []byte{}
		}
		*p = data
		return true, err
	case *decimal.Decimal:
		d, err := decimal.NewFromString(s)
		*p = d
		return true, err
	case *uuid.UUID:
		id, err := uuid.Parse(s)
		*p = id
		return true, err
	case *codec.Failure:
		if inner, ok := m["$value"].(map[string]any); ok {
			m = inner
		}
		p.Message = m["message"].(string)
	default:
		return n.fillBasic(v, x)
	}
	return true, nil
}

func charOf(x any) codec.Char {
	if s, ok := x.(string); ok {
		return codec.Char(utf16.Encode([]rune(s))[0])
	}
	code, _ := x.(map[string]any)["char"].(json.Number).Int64()
	return codec.Char(code)
}

func (n notation) fillBasic(v reflect.Value, x any) (bool, error) {
	s, _ := x.(string)
	switch v.Kind() {
	case reflect.String:
		v.SetString(stringOf(x))
	case reflect.Bool:
		v.SetBool(x.(bool))
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		k, err := strconv.ParseInt(s, 10, v.Type().Bits())
		v.SetInt(k)
		return true, err
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		k, err := strconv.ParseUint(s, 10, v.Type().Bits())
		v.SetUint(k)
		return true, err
	case reflect.Float32, reflect.Float64:
		f, err := strconv.ParseFloat(s, v.Type().Bits())
		v.SetFloat(f)
		if math.IsInf(f, 0) {
			err = nil
		}
		return true, err
	default:
		return false, nil
	}
	return true, nil
}

// stringOf is a string; one of single UTF-16 units keeps its lone surrogates in three bytes each.
func stringOf(x any) string {
	if s, ok := x.(string); ok {
		return s
	}
	m := x.(map[string]any)
	if length, ok := m["$length"]; ok {
		n, _ := length.(json.Number).Int64()
		return strings.Repeat("x", int(n))
	}
	var b strings.Builder
	units := m["utf16"].([]any)
	for i := 0; i < len(units); i++ {
		u, _ := units[i].(json.Number).Int64()
		if u >= 0xD800 && u < 0xDC00 && i+1 < len(units) {
			if low, _ := units[i+1].(json.Number).Int64(); low >= 0xDC00 && low < 0xE000 {
				b.WriteRune(utf16.DecodeRune(rune(u), rune(low)))
				i++
				continue
			}
		}
		if u >= 0xD800 && u < 0xE000 {
			b.Write([]byte{0xE0 | byte(u>>12), 0x80 | byte(u>>6)&0x3F, 0x80 | byte(u)&0x3F})
			continue
		}
		b.WriteRune(rune(u))
	}
	return b.String()
}

func ticksOf(x any) int64 {
	n, err := strconv.ParseInt(fmt.Sprint(x), 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func (n notation) time(ticks int64, kind string) time.Time {
	if ticks == 0 && kind == "Unspecified" {
		return time.Time{}
	}
	at := time.Unix(ticks/secondTicks-unixTicks, ticks%secondTicks*100).UTC()
	switch kind {
	case "Utc":
		if ticks == 0 {
			return at.In(time.FixedZone("UTC", 0))
		}
		return at
	case "Local":
		y, m, d := at.Date()
		return time.Date(y, m, d, at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), n.zone)
	}
	return at.In(codec.Unspecified)
}

func (n notation) fillStruct(v reflect.Value, x any) error {
	if base, ok := v.Interface().(interface{ Base() reflect.Type }); ok {
		if _, typed := x.(map[string]any)["$type"]; typed {
			return n.fillAny(v.Field(0), x)
		}
		p := fresh(base.Base())
		v.Field(0).Set(p)
		return n.fill(p.Elem(), x)
	}
	m, ok := x.(map[string]any)
	if !ok {
		return fmt.Errorf("%s from %v", v.Type(), x)
	}
	return n.fillMembers(v, m, v.Type().Name(), false)
}

func (n notation) fillMembers(v reflect.Value, m map[string]any, _ string, base bool) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Name == "_":
		case f.Anonymous:
			if err := n.fillMembers(v.Field(i), m, f.Name, true); err != nil {
				return err
			}
		default:
			x, ok := m[f.Type.Name()+"\x00"]
			name := clrName(f)
			if base {
				x, ok = m[plain(v.Type().Name())+"."+name]
			}
			if !ok {
				x, ok = m[name]
			}
			if !ok {
				continue
			}
			if err := n.fill(v.Field(i), x); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	return nil
}

func plain(name string) string {
	name, _, _ = strings.Cut(name, "[")
	return name
}

func clrName(f reflect.StructField) string {
	for option := range strings.SplitSeq(f.Tag.Get("dto"), ",") {
		if name, ok := strings.CutPrefix(option, "clr="); ok {
			return name
		}
	}
	return f.Name
}

func (n notation) fillSlice(v reflect.Value, x any) error {
	items, ok := x.([]any)
	if !ok {
		return fmt.Errorf("%s from %v", v.Type(), x)
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	_, entry := v.Type().Elem(), false
	if e := v.Type().Elem(); e.Kind() == reflect.Struct && (strings.HasPrefix(e.Name(), "Entry[") || e == reflect.TypeFor[codec.HttpErrorEntry]()) {
		entry = true
	}
	for i, item := range items {
		if !entry {
			if err := n.fill(v.Index(i), item); err != nil {
				return err
			}
			continue
		}
		pair := item.([]any)
		if err := n.fill(v.Index(i).FieldByName("Key"), pair[0]); err != nil {
			return err
		}
		if err := n.fill(v.Index(i).FieldByName("Value"), pair[1]); err != nil {
			return err
		}
	}
	return nil
}

func (n notation) fillMap(v reflect.Value, x any) error {
	v.Set(reflect.MakeMap(v.Type()))
	for _, item := range x.([]any) {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if err := n.fill(key, item.([]any)[0]); err != nil {
			return err
		}
		if err := n.fill(value, item.([]any)[1]); err != nil {
			return err
		}
		v.SetMapIndex(key, value)
	}
	return nil
}

func (n notation) fillAny(v reflect.Value, x any) error {
	m, ok := x.(map[string]any)
	if !ok {
		return n.fillLoose(v, x)
	}
	if len(m) == 0 {
		v.Set(reflect.ValueOf(&struct{}{}))
		return nil
	}
	name, _ := m["$type"].(string)
	rt, ok := goldenTypes()[name]
	if class, web := webClasses()[name]; web && !ok {
		rt, ok = reflect.TypeOf(class), true
	}
	if !ok {
		return fmt.Errorf("no Go type for %q", name)
	}
	p := fresh(rt)
	value, ok := m["$value"]
	if !ok {
		value = m["value"]
	}
	if err := n.fill(p.Elem(), value); err != nil {
		return err
	}
	if rt.Kind() == reflect.Struct && strings.HasPrefix(rt.PkgPath(), reflect.TypeFor[notation]().PkgPath()) {
		v.Set(p)
		return nil
	}
	v.Set(p.Elem())
	return nil
}

// fillLoose sets an untyped value that says nothing of its type: the values of an HttpError.
func (n notation) fillLoose(v reflect.Value, x any) error {
	list, ok := x.([]any)
	if !ok {
		v.Set(reflect.ValueOf(x))
		if s, ok := x.(string); ok {
			if k, err := strconv.Atoi(s); err == nil {
				v.Set(reflect.ValueOf(int32(k)))
			}
		}
		return nil
	}
	rt := reflect.TypeFor[[]string]()
	if len(list) > 0 {
		if _, pairs := list[0].([]any); pairs {
			rt = reflect.TypeFor[codec.HttpError]()
		}
	}
	p := reflect.New(rt)
	v.Set(p)
	return n.fill(p.Elem(), x)
}

// neutral is the notation of v, as far as it can be compared.
func (n notation) neutral(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		if v.Kind() == reflect.Interface {
			return n.neutralAny(v.Elem())
		}
		return n.neutral(v.Elem())
	}
	if x, ok := n.neutralScalar(v.Interface()); ok {
		return x
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return floatText(v)
	case reflect.Slice:
		return n.neutralSlice(v)
	case reflect.Map:
		return n.neutralMap(v)
	}
	return n.neutralStruct(v)
}

func floatText(v reflect.Value) string {
	b, _ := codec.JSON(codec.TextOptions{}).Append(nil, v.Interface())
	return strings.ToUpper(strings.ReplaceAll(string(b), "Infinity", "\x00"))
}

func (n notation) neutralScalar(x any) (any, bool) {
	switch x := x.(type) {
	case time.Time:
		return n.neutralTime(x), true
	case codec.DateTimeOffset:
		return map[string]any{"ticks": fmt.Sprint(x.Ticks), "offsetMinutes": fmt.Sprint(x.Offset)}, true
	case codec.DateOnly:
		at := time.Unix(int64(x)*86_400-unixTicks, 0).UTC()
		return map[string]any{"date": at.Format("2006-01-02")}, true
	case codec.TimeOnly:
		return map[string]any{"ticks": fmt.Sprint(int64(x))}, true
	case codec.TimeSpan:
		return map[string]any{"ticks": fmt.Sprint(int64(x))}, true
	case codec.Char:
		return map[string]any{"char": fmt.Sprint(uint16(x))}, true
	case []byte:
		if x == nil {
			return nil, true
		}
		return map[string]any{"base64": base64.StdEncoding.EncodeToString(x)}, true
	case decimal.Decimal:
		return x.StringFixed(max(0, -x.Exponent())), true
	case uuid.UUID:
		return x.String(), true
	case codec.Failure:
		return map[string]any{"message": x.Message}, true
	}
	return nil, false
}

func (n notation) neutralTime(t time.Time) any {
	kind := "Local"
	switch {
	case t == (time.Time{}) || t.Location() == codec.Unspecified:
		kind = "Unspecified"
	case t.Location().String() == "UTC":
		kind = "Utc"
	}
	_, offset := t.Zone()
	ticks := (t.Unix()+int64(offset)+unixTicks)*secondTicks + int64(t.Nanosecond()/100)
	return map[string]any{"ticks": fmt.Sprint(ticks), "kind": kind}
}

func (n notation) neutralSlice(v reflect.Value) any {
	if v.IsNil() {
		return nil
	}
	out := []any{}
	for i := range v.Len() {
		item := v.Index(i)
		if strings.HasPrefix(item.Type().Name(), "Entry[") {
			out = append(out, []any{n.neutral(item.FieldByName("Key")), n.neutral(item.FieldByName("Value"))})
			continue
		}
		out = append(out, n.neutral(item))
	}
	return collection(v.Type().Name(), out)
}

// collection does what the CLR type of a list does to its items.
func collection(name string, items []any) []any {
	switch plain(name) {
	case "Stack":
		for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
			items[i], items[j] = items[j], items[i]
		}
	case "Sorted":
		sort.Slice(items, func(i, j int) bool { return fmt.Sprint(items[i]) < fmt.Sprint(items[j]) })
	case "Set", "SortedSet":
		var kept []any
		seen := map[string]bool{}
		for _, item := range items {
			if key := fmt.Sprint(item); !seen[key] {
				seen[key] = true
				kept = append(kept, item)
			}
		}
		items = kept
		if plain(name) == "SortedSet" {
			sort.Slice(items, func(i, j int) bool { return fmt.Sprint(items[i]) < fmt.Sprint(items[j]) })
		}
		if items == nil {
			items = []any{}
		}
	}
	return items
}

func (n notation) neutralMap(v reflect.Value) any {
	if v.IsNil() {
		return nil
	}
	var out []any
	for it := v.MapRange(); it.Next(); {
		out = append(out, []any{n.neutral(it.Key()), n.neutral(it.Value())})
	}
	sort.Slice(out, func(i, j int) bool { return fmt.Sprint(out[i]) < fmt.Sprint(out[j]) })
	return out
}

func (n notation) neutralStruct(v reflect.Value) any {
	if base, ok := v.Interface().(interface{ Base() reflect.Type }); ok {
		inner := v.Field(0)
		if inner.IsNil() {
			return nil
		}
		if inner = inner.Elem().Elem(); inner.Type() == base.Base() {
			return n.neutral(inner)
		}
		return n.neutralAny(inner)
	}
	out := map[string]any{}
	n.members(v, out, false)
	return out
}

func (n notation) members(v reflect.Value, out map[string]any, base bool) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			n.members(v.Field(i), out, true)
		}
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Name == "_" || f.Anonymous {
			continue
		}
		name := clrName(f)
		if _, ok := out[name]; ok && !base {
			out["base."+name] = out[name]
		}
		out[name] = n.neutral(v.Field(i))
	}
}

func (n notation) neutralAny(v reflect.Value) any {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Type() == reflect.TypeFor[struct{}]() {
		return map[string]any{}
	}
	name := v.Type().String()
	for key, rt := range goldenTypes() {
		if rt == v.Type() {
			name = key
		}
	}
	switch v.Type() {
	case reflect.TypeFor[map[string]any]():
		name = "Dictionary<string,object>"
	case reflect.TypeFor[[]any]():
		name = "List<object>"
	case reflect.TypeFor[codec.JSONElement]():
		name = "JsonElement"
	case reflect.TypeFor[string]():
		name = "string"
	}
	return map[string]any{"$type": name, "$value": n.neutral(v)}
}
