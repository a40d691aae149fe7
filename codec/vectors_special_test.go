package codec_test

import (
	"fmt"
	"strconv"

	"github.com/causeway-gateway/causeway/codec"
)

// Types of the recorded serializer vectors that need more than a declaration.

type (
	Set[T any]       []T
	SortedSet[T any] []T
	Stack[T any]     []T
	Queue[T any]     []T
	Array[T any]     []T
	IList[T any]     []T

	// A Dict is a dictionary in insertion order.
	Dict[K, V any] []Entry[K, V]

	// A Sorted is a dictionary that keeps its keys sorted.
	Sorted[K, V any] []Entry[K, V]

	Entry[K, V any] struct {
		_     struct{} `entry:""`
		Key   K
		Value V
	}

	Kvp[K, V any] struct {
		_     struct{} `clr:"System.Collections.Generic" name:"KeyValuePair" pair:""`
		_     [0]K     `arg:""`
		_     [0]V     `arg:""`
		Key   K
		Value V
	}

	Tuple[A, B any] struct {
		_     struct{} `clr:"System" name:"Tuple" noctor:"plain"`
		_     [0]A     `arg:""`
		_     [0]B     `arg:""`
		Item1 A        `dto:"field=m_Item1"`
		Item2 B        `dto:"field=m_Item2"`
	}

	Paged[T any] struct {
		_       struct{} `clr:"Codec" assembly:"Codec"`
		_       [0]T     `arg:""`
		Total   int32
		First   T
		Results []T
	}

	GenPair[A, B any] struct {
		_     struct{} `clr:"Codec" assembly:"Codec"`
		_     [0]A     `arg:""`
		_     [0]B     `arg:""`
		Left  A
		Right B
	}

	QueryResponse[T any] struct {
		_              struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
		_              [0]T                   `arg:""`
		Offset         int32                  `dto:"order=1"`
		Total          int32                  `dto:"order=2"`
		Results        []T                    `dto:"order=3"`
		Meta           Dict[*string, *string] `dto:"order=4"`
		ResponseStatus *ResponseStatus        `dto:"order=5"`
	}
)

// ContractTags is the namespace of Stack in .NET.
func (Stack[T]) ContractTags() string {
	return `contract:"" name:"Stack" xmlns:"http://schemas.datacontract.org/2004/07/System.Collections.Generic"`
}

// ContractTags is the namespace of Queue in .NET.
func (Queue[T]) ContractTags() string {
	return `contract:"" name:"Queue" xmlns:"http://schemas.datacontract.org/2004/07/System.Collections.Generic"`
}

// ContractTags says that the slice is declared as an interface.
func (IList[T]) ContractTags() string { return `interface:""` }

// ContractTags says that the slice is a CLR array.
func (Array[T]) ContractTags() string { return `array:""` }

type (
	Color int32
	Perm  int32
	Day   int32
	Grade int32
	Small uint8
	Huge  int64

	SortDirection int32
)

func (Color) Enum() ([]string, []int64, bool) {
	return []string{"Red", "Green", "Blue"}, []int64{0, 1, 5}, false
}
func (Color) ContractTags() string { return `clr:"Codec"` }

func (Perm) Enum() ([]string, []int64, bool) {
	return []string{"None", "Read", "Write", "Exec"}, []int64{0, 1, 2, 4}, true
}
func (Perm) ContractTags() string { return `clr:"Codec"` }

func (Day) Enum() ([]string, []int64, bool) {
	return []string{"Sunday", "Monday", "Tuesday"}, []int64{0, 1, 2}, false
}
func (Day) EnumMembers() []string { return []string{"SUN", "mon day", ""} }
func (Day) ContractTags() string  { return `clr:"Codec"` }

func (Grade) Enum() ([]string, []int64, bool) {
	return []string{"A", "B", "C"}, []int64{0, 1, 2}, false
}
func (Grade) EnumMembers() []string { return []string{"first-class", "", "-"} }
func (Grade) ContractTags() string  { return `clr:"Codec" contract:""` }

func (Small) Enum() ([]string, []int64, bool) {
	return []string{"Zero", "One", "Max"}, []int64{0, 1, 255}, false
}
func (Small) ContractTags() string { return `clr:"Codec"` }

func (Huge) Enum() ([]string, []int64, bool) {
	return []string{"Neg", "Zero", "Max"}, []int64{-1 << 63, 0, 1<<63 - 1}, false
}
func (Huge) ContractTags() string { return `clr:"Codec"` }

func (SortDirection) Enum() ([]string, []int64, bool) {
	return []string{"Ascending", "Descending"}, []int64{0, 1}, false
}
func (SortDirection) ContractTags() string { return `clr:"Application.Interfaces.Resources"` }

type (
	StringList []*string
	NameMap    Dict[*string, *string]
	TagList    []*string
	Lookup     Dict[*string, int32]
)

func (TagList) ContractTags() string {
	return `contract:"" name:"Tags" item:"tag" xmlns:"http://example.org/explicit"`
}

func (Lookup) ContractTags() string {
	return `contract:"" name:"Lookup" item:"entry" key:"k" value:"v" xmlns:"http://example.org/explicit"`
}

type GetterOnly struct {
	_          struct{} `clr:"Codec" assembly:"Codec"`
	Id         int32
	Computed   *string `dto:"getter,noxml"`
	PrivateSet int32   `dto:"privateset"`
	GetList    []int32 `dto:"gettext"`
}

func (c *GetterOnly) SetDefaults() {
	c.Computed, c.PrivateSet, c.GetList = text("c0"), 9, []int32{}
}

type WithFields struct {
	_             struct{} `clr:"Codec" assembly:"Codec"`
	Prop          int32
	Field         int32 `dto:"notext,isfield"`
	ReadOnlyField int32 `dto:"notext,noxml,noplain,nosystem"`
}

func (c *WithFields) SetDefaults() { c.ReadOnlyField = 4 }

type Conditional struct {
	_  struct{} `clr:"Codec" assembly:"Codec"`
	Id int32
	A  *string
}

func (c *Conditional) ShouldSerializeA() bool { return c.Id > 1 }

type ConditionalDyn struct {
	_  struct{} `clr:"Codec" assembly:"Codec"`
	Id int32
	A  *string
	B  *string
}

func (c *ConditionalDyn) ShouldSerialize(name string) *bool {
	if name == "B" {
		return new(bool)
	}
	return nil
}

type Ser struct {
	_        struct{} `clr:"Codec" assembly:"Codec"`
	Id       int32    `dto:"field=<Id>k__BackingField"`
	M_name   *string  `dto:"clr=name,notext,isfield"`
	M_secret int32    `dto:"clr=secret,notext,noplain,nosystem"`
}

func (c *Ser) SetDefaults() { c.M_secret = 3 }

type NoDefaultCtor struct {
	_  struct{} `clr:"Codec" assembly:"Codec" noctor:""`
	Id int32
}

type Rec struct {
	_    struct{} `clr:"Codec" assembly:"Codec" noctor:""`
	Id   int32
	Name *string
}

type (
	OuterInner struct {
		_  struct{} `clr:"Codec" assembly:"Codec" name:"Outer+Inner"`
		Id int32
	}
	Outer struct {
		_  struct{} `clr:"Codec" assembly:"Codec"`
		In *OuterInner
	}
)

type Point struct {
	_ struct{} `clr:"Codec" assembly:"Codec" struct:""`
	X int32
	Y int32
}

func (p *Point) String() string {
	return strconv.Itoa(int(p.X)) + "x" + strconv.Itoa(int(p.Y))
}

type (
	ValueTuple[A, B any] struct {
		_     struct{} `clr:"System" name:"ValueTuple" struct:""`
		_     [0]A     `arg:""`
		_     [0]B     `arg:""`
		Item1 A        `dto:"nosystem"`
		Item2 B        `dto:"nosystem"`
	}
	ValueTupleHolder struct {
		_  struct{} `clr:"Codec" assembly:"Codec"`
		Vt ValueTuple[int32, *string]
	}
)

func (t *ValueTuple[A, B]) String() string {
	return fmt.Sprintf("(%s, %s)", tupleText(t.Item1), tupleText(t.Item2))
}

func tupleText(item any) string {
	if s, ok := item.(*string); ok {
		if s == nil {
			return ""
		}
		return *s
	}
	return fmt.Sprint(item)
}

type (
	IShape struct {
		_     struct{} `clr:"Codec" assembly:"Codec" abstract:""`
		Sides int32    `dto:"getter,noxml"`
	}
	Shape  = codec.Of[IShape]
	Square struct {
		_ struct{} `clr:"Codec" assembly:"Codec"`
		IShape
		Sides int32 `dto:"getter,noxml"`
		Edge  float64
	}
)

func (c *Square) SetDefaults() { c.Sides, c.IShape.Sides = 4, 4 }

type (
	PutOperationUnTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces"`
	}
	PutOperationTenanted struct {
		_ struct{} `clr:"Infrastructure.Api.Interfaces"`
		PutOperationUnTenanted
		OrganisationId *string
	}
	GetOperationTenanted struct {
		_              struct{} `clr:"Infrastructure.Api.Interfaces"`
		OrganisationId *string
		Embed          *string
	}
)

func text(s string) *string   { return &s }
func number32(n int32) *int32 { return &n }

var _ codec.Codec = codec.JSON(codec.TextOptions{})
