// Package plan is what every format must know about a Go type, worked out once. It is the home of reflection: formats
// ask a [Type] what a value is and what its members are called, and implement [Sink] and [Source].
package plan

import "reflect"

// A Type is the plan of one Go type. It is immutable once [For] has returned it.
type Type struct {
	Go    reflect.Type
	Kind  Kind
	Bits  int    // of Int, Uint, Float and of the integer below Enum
	Elem  *Type  // of Pointer, List; the value of Map; the declared class of Derived
	Key   *Type  // of Map
	Class *Class // of Object
	Enum  *EnumInfo

	Entries   bool // the map is a slice of structs Key, Value
	Pair      bool // the object is a KeyValuePair, not a class
	Struct    bool // the object is a CLR struct: text formats write its String method
	Array     bool // the list is a CLR array
	Interface bool // the list is declared as an interface, which XmlSerializer refuses
	Unsigned  bool // the integer below Enum
	Texts     bool // the Go type is []string or map[string]string, which formats handle without reflection

	Elements string // root of a map whose entries XmlSerializer writes as elements

	XML Contract // how DataContract XML calls a value of this type

	key, value  int  // fields of an entry struct
	constructed bool // SetDefaults stands for the constructor
}

// A Class is what a struct says about itself and its base classes.
type Class struct {
	Namespace string // CLR namespace
	Name      string // CLR name without generic arguments
	Args      []*Type
	Assembly  string
	Contract  bool // [DataContract]: opt-in order and names
	FirstList bool // the rows of CSV are those of the first list: in a [DataContract], or by [Csv(CsvBehavior.FirstEnumerable)]
	Reference bool // [DataContract(IsReference=true)]
	Fields    bool // [Serializable]: DataContract XML has its fields, each of them required

	NoConstructor bool // none without parameters: not in XmlSerializer XML
	NoContract    bool // not in DataContract XML: no such constructor, or a contract over a class without one
	Abstract      bool
	MixedRanks    bool // an order for some elements only, which XmlSerializer refuses

	Members []*Member // derived class first, by order, as JSON and JSV write them
	Rows    []*Member // derived class first, as CSV writes them
	Levels  []*Member // base class first, each level by order and name, as DataContract XML writes them
	Plain   []*Member // base class first, in declaration order, as XmlSerializer writes them
	Known   []*Type   // classes that an untyped or base-typed member may hold

	json, jsv [cases][]Step // of Members, as the text formats write them

	elements []*Member // of Plain, without the attributes
	net      []*Member // as Json.NET writes them
	system   []*Member // as System.Text.Json writes them

	folded map[string]*Member // by lower-case wire name
	byCLR  map[string]*Member // by lower-case CLR name
}

// A Member is one property or field of a class.
type Member struct {
	// What each write looks at lies together, on the first lines of the processor's cache.
	Type        *Type
	First       int  // the path, where it has one step; else -1
	Plainly     bool // written whenever it is not null
	OmitDefault bool
	NoText      bool // not in JSON, JSV, CSV
	Names       [cases]Name

	Field string // name in Go
	CLR   string // name in .NET
	Alias string // DataMember.Name, or ""
	Level int    // 0 is the class itself, 1 its base class, and so on
	Path  []int

	Order      int // -1 when none is given
	Required   bool
	Secret     bool
	WriteOnly  bool // getter-only in .NET: written, never read
	NotRead    bool // read by XML only: a getter-only collection
	PrivateSet bool // the setter is not public: JSON and JSV use it all the same
	IsField    bool // no property
	Override   bool // of a property of a base class
	Private    bool
	NoXML      bool // not in DataContract XML
	NoPlain    bool // not in XmlSerializer XML
	NoCSV      bool
	NoNet      bool // not in Json.NET
	NoSystem   bool // not in System.Text.Json
	NotMember  bool // of a [DataContract] class without [DataMember]
	Hidden     bool // shadowed by a derived class
	Class      *Class

	XML Element

	JSONNet, Plain string  // names in Web API JSON and XML
	Attr, Flat     bool    // [XmlAttribute]; list items without a wrapper
	Array          bool    // a CLR array, not a list: absent in XmlSerializer XML it stays null
	Item           string  // [XmlArrayItem]
	Rank           int     // JsonProperty.Order
	PlainRank      int     // XmlElement.Order
	Specified      *Member // XSpecified, which XmlSerializer keeps beside X
	Default        string  // [DefaultValue], as JSON spells it

	backing string // name of the field behind it, where DataContract XML writes that

	When      func(reflect.Value) bool // ShouldSerializeX
	WhenNamed func(reflect.Value, string) *bool
}

// A Name is a member's name as the text formats write it.
type Name struct {
	Text string // name
	JSON string // ,"name":
	JSV  string // ,name:
}

// Wire is the name under which JSON and JSV look the member up.
func (m *Member) Wire() string {
	if m.Alias != "" {
		return m.Alias
	}
	return m.CLR
}

// Readable reports whether JSON and JSV set the member.
func (m *Member) Readable() bool { return !m.WriteOnly && !m.NotRead && !m.NoText }

// Value is the member of the struct v.
func (m *Member) Value(v reflect.Value) reflect.Value {
	if m.First >= 0 {
		return v.Field(m.First)
	}
	for _, i := range m.Path {
		v = v.Field(i)
	}
	return v
}

// Null reports whether v is what .NET calls null.
func (t *Type) Null(v reflect.Value) bool {
	switch t.Kind {
	case Pointer, Any, List, Map, Bytes:
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
			return v.IsNil()
		}
		return false
	case String, Address, TypeRef:
		return v.Len() == 0
	case Derived:
		return v.Field(0).IsNil()
	}
	return false
}

// Nullable reports whether a value of type t can be null.
func (t *Type) Nullable() bool {
	switch t.Kind {
	case Pointer, Any, List, Map, Bytes, String, Address, Derived, TypeRef:
		return true
	}
	return false
}

// Base is t without pointers.
func (t *Type) Base() *Type {
	for t.Kind == Pointer {
		t = t.Elem
	}
	return t
}

// FullName is the CLR name with its namespace, or the Go name where the type has none.
func (t *Type) FullName() string {
	t = t.Base()
	switch {
	case t.Kind == Object && t.Class.Namespace != "":
		return t.Class.Namespace + "." + t.Class.Name
	case t.Kind == Object:
		return t.Class.Name
	case t.Kind == List && t.Array:
		return t.Elem.FullName() + "[]"
	case t.Kind == List:
		return "List`1[" + t.Elem.FullName() + "]"
	}
	return t.Go.String()
}

// EntryFields are the indexes of Key and Value in the entry struct of an ordered dictionary.
func (t *Type) EntryFields() (key, value int) { return t.key, t.value }

// ShortName is the CLR name without its namespace.
func (t *Type) ShortName() string {
	if t = t.Base(); t.Kind == Object {
		return t.Class.Name
	}
	return t.FullName()
}

// PlainElements are the members that XmlSerializer writes as elements, in its order.
func (c *Class) PlainElements() []*Member { return c.elements }
