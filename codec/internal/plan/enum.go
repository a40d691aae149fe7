package plan

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// EnumInfo is what an enum type says about itself.
type EnumInfo struct {
	Names  []string // CLR member names
	Texts  []string // EnumMember values where given, else the names
	Values []int64
	Flags  bool
	// Contract says that the enum is a [DataContract], whose EnumMember values XML uses too.
	Contract  bool
	Name      string
	Namespace string
	Assembly  string
	ns        string
	explicit  bool

	JSON []string // "Text" with its quotes
	// Unmarked are the names that a [DataContract] enum does not mark as members.
	Unmarked []string
	// PlainTexts are the XmlEnum texts, where there are any.
	PlainTexts []string
}

type enumeration interface {
	Enum() (names []string, values []int64, flags bool)
}

// asEnum is the zero value of an enum type, or nil of any other.
func asEnum(rt reflect.Type) enumeration {
	if rt.Kind() < reflect.Int || rt.Kind() > reflect.Uint64 {
		return nil
	}
	e, _ := reflect.Zero(rt).Interface().(enumeration)
	return e
}

// checkEnum refuses an enum whose names, values and texts are not equally many.
func checkEnum(rt reflect.Type) error {
	e := asEnum(rt)
	if e == nil {
		return nil
	}
	names, values, _ := e.Enum()
	if len(names) != len(values) {
		return fmt.Errorf("%s.Enum gives %d names and %d values", rt, len(names), len(values))
	}
	if m, ok := e.(interface{ EnumMembers() []string }); ok && len(m.EnumMembers()) != len(names) {
		return fmt.Errorf("%s.EnumMembers gives %d texts, Enum %d names", rt, len(m.EnumMembers()), len(names))
	}
	return nil
}

// enumOf finds the methods of an enum type: Enum gives names, values and whether it is a set of flags; EnumMembers
// the wire texts, in the same order, "" for the plain name, - for a name that a [DataContract] enum leaves out; ContractTags the tags of the type, as a class has them.
func enumOf(rt reflect.Type) *EnumInfo {
	e := asEnum(rt)
	if e == nil {
		return nil
	}
	info := &EnumInfo{Name: rt.Name()}
	info.Names, info.Values, info.Flags = e.Enum()
	info.Texts = append([]string(nil), info.Names...)
	if m, ok := e.(interface{ EnumMembers() []string }); ok {
		for i, text := range m.EnumMembers() {
			switch text {
			case "":
			case "-":
				info.Unmarked = append(info.Unmarked, info.Names[i])
			default:
				info.Texts[i] = text
			}
		}
	}
	if m, ok := e.(interface{ XMLEnum() []string }); ok {
		info.PlainTexts = m.XMLEnum()
	}
	info.tags(contractTags(rt))
	for _, text := range info.Texts {
		info.JSON = append(info.JSON, `"`+text+`"`)
	}
	return info
}

func (e *EnumInfo) tags(tag reflect.StructTag) {
	e.Namespace, e.Assembly = tag.Get("clr"), tag.Get("assembly")
	if name, ok := tag.Lookup("name"); ok {
		e.Name = name
	}
	_, e.Contract = tag.Lookup("contract")
	e.ns, e.explicit = tag.Lookup("xmlns")
}

// contractTags are the class tags of a named type that is not a struct, which has no blank field to carry them.
func contractTags(rt reflect.Type) reflect.StructTag {
	if c, ok := reflect.Zero(rt).Interface().(interface{ ContractTags() string }); ok {
		return reflect.StructTag(c.ContractTags())
	}
	return ""
}

// Index is the position of value n, or -1 when it is undefined.
func (e *EnumInfo) Index(n int64) int {
	for i, v := range e.Values {
		if v == n {
			return i
		}
	}
	return -1
}

// Parse finds the value of a name or wire text in any case, of a number, or of a comma-separated list of names.
func (e *EnumInfo) Parse(text string) (int64, bool) {
	if n, ok := e.named(text); ok {
		return n, true
	}
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	var sum int64
	for part := range strings.SplitSeq(text, ",") {
		n, ok := e.declared(strings.TrimSpace(part))
		if !ok {
			return 0, false
		}
		sum |= n
	}
	return sum, true
}

func (e *EnumInfo) named(text string) (int64, bool) {
	for i, name := range e.Texts {
		if strings.EqualFold(name, text) {
			return e.Values[i], true
		}
	}
	return e.declared(text)
}

func (e *EnumInfo) declared(text string) (int64, bool) {
	for i, name := range e.Names {
		if strings.EqualFold(name, text) {
			return e.Values[i], true
		}
	}
	return 0, false
}
