package clients

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// The messages of goldens/metadata/kinds.md: all kinds of members.
type (
	Plain   int32
	Bits    int32
	Sparse  int32
	Members int32
	AsInt   int32

	Point struct {
		_ struct{} `clr:"MyApp.Kinds" struct:""`

		X, Y int32
	}

	AllKinds struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Bool             bool
		Byte             uint8
		SByte            int8
		Short            int16
		UShort           uint16
		Int              int32
		UInt             uint32
		Long             int64
		ULong            uint64
		Float            float32
		Double           float64
		Decimal          decimal.Decimal
		Char             codec.Char
		String           *string
		Guid             uuid.UUID
		DateTime         time.Time
		DateTimeOffset   codec.DateTimeOffset
		TimeSpan         codec.TimeSpan
		DateOnly         codec.DateOnly
		TimeOnly         codec.TimeOnly
		Uri              codec.URI
		Bytes            []byte
		Plain            Plain
		Bits             Bits
		Sparse           Sparse
		Members          Members
		AsInt            AsInt
		Point            Point
		Object           any
		NullableInt      *int32
		NullableDateTime *time.Time
		NullablePlain    *Plain
		NullableGuid     *uuid.UUID
		URLValue         *string
		ID               *string
		X_underscore     *string `dto:"name=_underscore,clr=_underscore"`
		ReadOnly         string  `dto:"getter,noxml"`
		Ignored          *string `dto:"ignore"`
		Field            *string `dto:"notext,nocsv,isfield"`
	}

	Set[T any]   []T
	Queue[T any] []T
	Array[T any] []T

	Dict[K, V any] []Entry[K, V]

	Entry[K, V any] struct {
		_     struct{} `entry:""`
		Key   K
		Value V
	}

	Pair[K, V any] struct {
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
		_       struct{} `clr:"MyApp.Kinds"`
		_       [0]T     `arg:""`
		Results []T
		Total   int32
		First   T
	}

	Inner struct {
		_ struct{} `clr:"MyApp.Kinds" name:"Child.Inner"`

		Deep *string
	}

	Child struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Id     int32
		Name   *string
		Parent *Child
		In     *Inner
	}

	Collections struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Strings      []*string
		StringArray  Array[*string] `dto:"array"`
		IntArray     Array[int32]   `dto:"array"`
		NullableInts []*int32
		Set          Set[int32]
		IList        []*string
		Enumerable   []*string
		Children     []*Child
		Queue        Queue[int32]
		Map          Dict[*string, *string]
		IntMap       Dict[int32, *Child]
		MapOfLists   Dict[*string, []*Child]
		IMap         Dict[*string, int32]
		Nested       [][]int32
		Jagged       Array[Array[*Child]] `dto:"array"`
		Pair         Pair[*string, int32]
		Pairs        []Pair[*string, *string]
		Tuple        *Tuple[int32, *string]
		Paged        *Paged[*Child]
		Bag          Dict[*string, any]
	}

	CollectionsResponse struct {
		_ struct{} `clr:"MyApp.Kinds"`
		Paged[*Child]

		Pages          Dict[*string, *Paged[int32]]
		ResponseStatus *dto.ResponseStatus
	}

	Contract struct {
		_ struct{} `clr:"MyApp.Kinds" contract:"RenamedContract" xmlns:"http://example.org/contract"`

		Name      *string `dto:"name=the_name,order=2,required"`
		First     int32   `dto:"order=1,omitdefault"`
		Unordered *string
		Dash      *string `dto:"name=with-dash"`
		NotMember *string `dto:"ignore"`
	}

	ContractResponse struct {
		_ struct{} `clr:"MyApp.Kinds" contract:""`

		A              *string             `dto:"order=1"`
		ResponseStatus *dto.ResponseStatus `dto:"order=2"`
	}

	Animal struct {
		_ struct{} `clr:"MyApp.Kinds" abstract:""`

		Name *string
	}

	Dog struct {
		_ struct{} `clr:"MyApp.Kinds"`
		Animal

		Age int32
	}

	FindAnimals struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Name  *string
		Owner *string
		Meta  Dict[*string, *string]
	}

	GetBytes struct {
		_ struct{} `clr:"MyApp.Kinds"`
	}

	GetText struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Id int32
	}

	GetArray struct {
		_ struct{} `clr:"MyApp.Kinds"`
	}

	GetMap struct {
		_ struct{} `clr:"MyApp.Kinds"`
	}

	WithAttributes struct {
		_ struct{} `clr:"MyApp.Kinds"`

		Req     *string
		Len     *string
		Email   *string
		Between int32
		Query   int32
		Ui      *string
		Old     *string
	}

	Multi struct {
		_ struct{} `clr:"MyApp.Kinds"`

		A *string
		B int32
	}
)

// compute stands for getters.
func compute(v any) {
	if a, ok := v.(*AllKinds); ok {
		a.ReadOnly = "ro"
	}
}

// String is what .NET calls a struct that has no text of its own.
func (*Point) String() string { return "MyApp.Kinds.Point" }

// ContractTags is the namespace of Queue in .NET.
func (Queue[T]) ContractTags() string {
	return `contract:"" name:"Queue" xmlns:"http://schemas.datacontract.org/2004/07/System.Collections.Generic"`
}

// Enum says that Plain is an enum, as those of the other types do.
func (Plain) Enum() (names []string, values []int64, flags bool) {
	return []string{"None", "One", "Two"}, []int64{0, 1, 2}, false
}

// Enum says that Bits are flags.
func (Bits) Enum() (names []string, values []int64, flags bool) {
	return []string{"None", "A", "B", "C"}, []int64{0, 1, 2, 4}, true
}

// Enum says that Sparse is an enum.
func (Sparse) Enum() (names []string, values []int64, flags bool) {
	return []string{"Five", "Ten"}, []int64{5, 10}, false
}

// Enum says that Members is an enum.
func (Members) Enum() (names []string, values []int64, flags bool) {
	return []string{"First", "Second"}, []int64{0, 1}, false
}

// EnumMembers are its texts.
func (Members) EnumMembers() []string { return []string{"first-value", "second-value"} }

// Enum says that AsInt is an enum.
func (AsInt) Enum() (names []string, values []int64, flags bool) {
	return []string{"X", "Y"}, []int64{0, 1}, false
}
