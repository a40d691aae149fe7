package plan

import (
	"crypto/md5" //nolint:gosec // the digest of contract names is MD5
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// The namespaces of DataContract XML.
const (
	XSD    = "http://www.w3.org/2001/XMLSchema"
	XSI    = "http://www.w3.org/2001/XMLSchema-instance"
	Ser    = "http://schemas.microsoft.com/2003/10/Serialization/"
	Arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
	CLRNS  = "http://schemas.datacontract.org/2004/07/"
)

// A Contract is how DataContract XML calls a type.
type Contract struct {
	Name      string
	Namespace string
	Item      string // element of a list's items or of a map's entries
	ItemNS    string
	Key       string // element names within a map entry
	Value     string
	Builtin   bool // a primitive: no namespace is declared for it
	RootNS    string

	Root, RootNamespace string // [XmlRoot]

	// Document is the start tag of a document of the type, as .NET's writer has it, in two parts: what follows may stand
	// behind attributes of the element. Both are empty where a document begins in another way.
	Document, DocumentEnd string

	tags [8]Tags // around items by the n of the prefix d<n>p1; without a prefix the first

	explicit bool
	done     bool
}

// An Element is how DataContract XML calls a member.
type Element struct {
	Name      string
	Namespace string
	// Declare is the namespace of the member's type where it has to be declared on the member's element.
	Declare string
	// Begin and End are its tags without a prefix; both are empty where one of them is too long for a lead.
	Begin, End Lead
	declare    [8]string // of Declare with the prefix d<n>p1
	Owner      *Type     // the class that declares the member, whose namespace is the element's
}

// Tags are what stands around a text: of a list's item Begin and End, of a map's entry Begin, Middle, behind the key, and End.
type Tags struct {
	Begin, Middle, End string
	Open, Close        Lead // of a list's item, the same; empty where one of them is too long for a lead
}

// Tagged renders the tags of items, with a prefix in front of each name.
func (c *Contract) Tagged(prefix string) Tags {
	if prefix != "" {
		prefix += ":"
	}
	begin := func(name string) string { return "<" + prefix + name + ">" }
	end := func(name string) string { return "</" + prefix + name + ">" }
	if c.Key == "" {
		t := Tags{Begin: begin(c.Item), End: end(c.Item)}
		if len(t.End) <= LeadWidth {
			t.Open, t.Close = LeadOf(t.Begin), LeadOf(t.End)
		}
		return t
	}
	return Tags{Begin: begin(c.Item) + begin(c.Key), Middle: end(c.Key) + begin(c.Value), End: end(c.Value) + end(c.Item)}
}

// TagsAt is Tagged with the prefix d<depth>p1, or without one at 0. It is rendered ahead for small depths only.
func (c *Contract) TagsAt(depth int) (*Tags, bool) {
	if depth >= len(c.tags) {
		return nil, false
	}
	return &c.tags[depth], true
}

func (c *Contract) render() {
	c.tags[0] = c.Tagged("")
	for depth := 1; depth < len(c.tags); depth++ {
		c.tags[depth] = c.Tagged("d" + strconv.Itoa(depth) + "p1")
	}
}

var primitives = map[Kind]string{
	Bool: "boolean", Decimal: "decimal", String: "string", Time: "dateTime", Bytes: "base64Binary", Address: "anyURI",
	Any: "anyType", Text: "string", TypeRef: "string", Exception: "string",
}

var serialization = map[Kind]string{Character: "char", GUID: "guid", Span: "duration", Date: "dateOnly", Clock: "timeOnly"}

func (b *builder) contract(t *Type) {
	if t.XML.done {
		return
	}
	t.XML.done = true
	switch {
	case t.Kind == Pointer:
		b.pointerContract(t)
	case t.Kind == List:
		b.listContract(t)
	case t.Kind == Map:
		b.mapContract(t)
	case t.Kind == Object:
		b.classContract(t)
	case t.Kind == Enum:
		t.XML.enum(t.Enum)
	case t.Kind == Derived:
		b.contract(t.Elem)
		t.XML = t.Elem.XML
	case t.Kind == Offset:
		t.XML.Name, t.XML.Namespace = "DateTimeOffset", CLRNS+"System"
	default:
		t.XML.primitive(t)
	}
}

func (c *Contract) primitive(t *Type) {
	c.Builtin, c.Namespace, c.RootNS = true, XSD, Ser
	if name, ok := serialization[t.Kind]; ok {
		c.Name, c.Namespace = name, Ser
		return
	}
	switch t.Kind {
	case Int:
		c.Name = map[int]string{8: "byte", 16: "short", 32: "int", 64: "long"}[t.Bits]
	case Uint:
		c.Name = map[int]string{8: "unsignedByte", 16: "unsignedShort", 32: "unsignedInt", 64: "unsignedLong"}[t.Bits]
	case Float:
		c.Name = map[int]string{32: "float", 64: "double"}[t.Bits]
	default:
		c.Name = primitives[t.Kind]
	}
}

func (c *Contract) enum(e *EnumInfo) {
	c.Name, c.Namespace = EncodeName(e.Name), CLRNS+e.Namespace
	if e.explicit {
		c.Namespace = e.ns
	}
}

func (b *builder) pointerContract(t *Type) {
	b.contract(t.Elem)
	explicit := t.Elem.XML
	t.XML = explicit
	if nullableStruct(t.Elem) {
		t.XML.Name, t.XML.Namespace, t.XML.Builtin = "NullableOf"+genericArgs("", []*Type{t.Elem}), CLRNS+"System", explicit.Builtin
	}
}

// nullableStruct reports whether a pointer to t is a Nullable<T>, not a reference.
func nullableStruct(t *Type) bool {
	switch t.Kind {
	case String, Address, TypeRef, Exception, Text, Bytes, List, Map, Any, Derived, Pointer:
		return false
	case Object:
		return t.Struct || t.Pair
	}
	return true
}

func (b *builder) listContract(t *Type) {
	b.contract(t.Elem)
	own := t.XML
	elem := t.Elem.XML
	t.XML.Name, t.XML.Namespace = "ArrayOf"+elem.Name, elem.Namespace
	if builtinNS(elem.Namespace) {
		t.XML.Namespace = Arrays
	}
	t.XML.Item = t.Elem.itemName()
	b.collectionTags(t, own)
	t.XML.ItemNS = t.XML.Namespace
}

// itemName is the contract name of a list item: a nullable one is called like its value.
func (t *Type) itemName() string {
	if t.Kind == Pointer {
		return t.Elem.XML.Name
	}
	return t.XML.Name
}

func builtinNS(ns string) bool { return ns == XSD || ns == Ser }

// collectionTags applies the tags of a named slice or map type: [CollectionDataContract].
func (b *builder) collectionTags(t *Type, _ Contract) {
	tag := contractTags(t.Go)
	if _, ok := tag.Lookup("array"); ok {
		t.Array = true
	}
	t.Elements = tag.Get("elements")
	if _, ok := tag.Lookup("interface"); ok {
		t.Interface = true
	}
	if _, ok := tag.Lookup("contract"); !ok {
		return
	}
	set := func(key string, to *string) {
		if value, ok := tag.Lookup(key); ok {
			*to = value
		}
	}
	t.XML.Name, t.XML.Namespace = t.Go.Name(), CLRNS+tag.Get("clr")
	set("name", &t.XML.Name)
	set("xmlns", &t.XML.Namespace)
	set("item", &t.XML.Item)
	set("key", &t.XML.Key)
	set("value", &t.XML.Value)
}

func (b *builder) mapContract(t *Type) {
	b.contract(t.Key)
	b.contract(t.Elem)
	pair := "KeyValueOf" + genericArgs("", []*Type{t.Key, t.Elem})
	t.XML = Contract{Name: "ArrayOf" + pair, Namespace: Arrays, Item: pair, Key: "Key", Value: "Value", done: true}
	b.collectionTags(t, t.XML)
	t.XML.ItemNS = t.XML.Namespace
}

func (b *builder) classContract(t *Type) {
	c := t.Class
	name := t.XML.Name
	if name == "" {
		name = c.Name
		if i := strings.LastIndexByte(name, '+'); i >= 0 {
			name = strings.ReplaceAll(name, "+", ".")
		}
	}
	t.XML.Name = EncodeName(name)
	if !t.XML.explicit {
		t.XML.Namespace = CLRNS + c.Namespace
	}
	for _, arg := range c.Args {
		b.contract(arg)
	}
	if len(c.Args) > 0 {
		t.XML.Name += "Of" + genericArgs("", c.Args)
	}
}

// genericArgs are the contract names of generic arguments and, where one of them is no primitive, the digest of their
// namespaces.
func genericArgs(_ string, args []*Type) string {
	var names, spaces strings.Builder
	digest := false
	for _, arg := range args {
		names.WriteString(arg.XML.Name)
		spaces.WriteString(" " + arg.XML.Namespace)
		digest = digest || !builtinNS(arg.XML.Namespace)
	}
	if !digest {
		return names.String()
	}
	sum := md5.Sum([]byte(" " + strconv.Itoa(len(args)) + spaces.String())) //nolint:gosec // see the import
	text := base64.StdEncoding.EncodeToString(sum[:6])
	return names.String() + strings.NewReplacer("=", "", "/", "_S", "+", "_P").Replace(text)
}

// finish computes what needs the contracts of all types of one For call.
func (t *Type) finish() {
	if t.Kind == List || t.Kind == Map {
		t.XML.render()
	}
	t.document()
	if t.Kind != Object {
		return
	}
	for _, m := range t.Class.Levels {
		m.element()
	}
	for _, m := range t.Class.Members {
		m.element()
	}
	t.Class.steps()
}

// document renders the start tag of a document.
func (t *Type) document() {
	ns := t.XML.Namespace
	if t.XML.Builtin || t.Kind == Enum || ns == "" || strings.ContainsAny(ns, "<>&\"\t\r\n") {
		return
	}
	t.XML.Document = "<" + t.XML.Name + ` xmlns:i="` + XSI + `"`
	t.XML.DocumentEnd = ` xmlns="` + ns + `"`
}

func (m *Member) element() {
	m.XML.Name = EncodeName(m.xmlName())
	owner := m.XML.Owner
	m.XML.Namespace = owner.XML.Namespace
	if owner.Pair {
		m.XML.Name = strings.ToLower(m.XML.Name)
	}
	m.XML.Begin, m.XML.End = LeadOf("<"+m.XML.Name+">"), LeadOf("</"+m.XML.Name+">")
	if m.XML.End.Len == 0 {
		m.XML.Begin = m.XML.End
	}
	value := m.Type
	if value.Kind == Pointer {
		value = value.Elem
	}
	if ns := value.XML.Namespace; !value.XML.Builtin && value.Kind != Enum && ns != "" && ns != m.XML.Namespace {
		m.XML.Declare = ns
		for depth := range m.XML.declare {
			m.XML.declare[depth] = " xmlns:d" + strconv.Itoa(depth) + `p1="` + ns + `"`
		}
	}
}

// Declaration is the attribute that declares the member's namespace as d<depth>p1. It is rendered ahead for small depths only.
func (e *Element) Declaration(depth int) (string, bool) {
	if depth >= len(e.declare) {
		return "", false
	}
	return e.declare[depth], true
}

// EncodeName makes a name an XML name: what may not stand in one becomes _xHHHH_.
func EncodeName(name string) string {
	var out strings.Builder
	for i, r := range name {
		start := unicode.IsLetter(r) || r == '_'
		inner := start || unicode.IsDigit(r) || r == '.' || r == '-' || unicode.Is(unicode.Mn, r)
		escaped := r == '_' && strings.HasPrefix(name[i:], "_x") && looksEscaped(name[i:])
		if (start || i > 0 && inner) && !escaped {
			out.WriteRune(r)
			continue
		}
		fmt.Fprintf(&out, "_x%04X_", r)
	}
	return out.String()
}

func looksEscaped(s string) bool {
	if len(s) < 7 || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}
