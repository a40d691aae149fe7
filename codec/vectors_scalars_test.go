package codec_test

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// Classes of the recorded serializer vectors, as goldens/codec/types.md declares them in C#: scalars, lists and maps.

type VBool struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V bool
}

type VByte struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V uint8
}

type VSByte struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V int8
}

type VShort struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V int16
}

type VUShort struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V uint16
}

type VInt struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V int32
}

type VUInt struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V uint32
}

type VLong struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V int64
}

type VULong struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V uint64
}

type VFloat struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V float32
}

type VDouble struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V float64
}

type VDecimal struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V decimal.Decimal
}

type VChar struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V codec.Char
}

type VString struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V *string
}

type VGuid struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V uuid.UUID
}

type VDateTime struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V time.Time
}

type VDateTimeOffset struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V codec.DateTimeOffset
}

type VDateOnly struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V codec.DateOnly
}

type VTimeOnly struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V codec.TimeOnly
}

type VTimeSpan struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V codec.TimeSpan
}

type VBytes struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V []byte
}

type VUri struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V *codec.URI
}

type VColor struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Color
}

type VPerm struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Perm
}

type VDay struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Day
}

type VGrade struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Grade
}

type VSmall struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Small
}

type VHuge struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	V Huge
}

type Scalars struct {
	_              struct{} `clr:"Codec" assembly:"Codec"`
	Bool           bool
	Byte           uint8
	SByte          int8
	Short          int16
	UShort         uint16
	Int            int32
	UInt           uint32
	Long           int64
	ULong          uint64
	Float          float32
	Double         float64
	Decimal        decimal.Decimal
	Char           codec.Char
	String         *string
	Guid           uuid.UUID
	DateTime       time.Time
	DateTimeOffset codec.DateTimeOffset
	TimeSpan       codec.TimeSpan
	Bytes          []byte
	Color          Color
	Perm           Perm
	Day            Day
}

type Nullables struct {
	_              struct{} `clr:"Codec" assembly:"Codec"`
	Bool           *bool
	Byte           *uint8
	SByte          *int8
	Short          *int16
	UShort         *uint16
	Int            *int32
	UInt           *uint32
	Long           *int64
	ULong          *uint64
	Float          *float32
	Double         *float64
	Decimal        *decimal.Decimal
	Char           *codec.Char
	Guid           *uuid.UUID
	DateTime       *time.Time
	DateTimeOffset *codec.DateTimeOffset
	TimeSpan       *codec.TimeSpan
	Color          *Color
	Perm           *Perm
	Day            *Day
}

type NullableDateOnlyTimeOnly struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	D *codec.DateOnly
	T *codec.TimeOnly
}

type Empty struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
}

type Item struct {
	_    struct{} `clr:"Codec" assembly:"Codec"`
	Id   int32
	Name *string
}

type Holder struct {
	_     struct{} `clr:"Codec" assembly:"Codec"`
	Inner *Item
	After *string
}

type Node struct {
	_        struct{} `clr:"Codec" assembly:"Codec"`
	Name     *string
	Next     *Node
	Children []*Node
}

type Lists struct {
	_           struct{} `clr:"Codec" assembly:"Codec"`
	Strings     []*string
	StringArray Array[*string] `dto:"array"`
	Ints        []int32
	IntArray    Array[int32] `dto:"array"`
	Set         Set[*string]
	Items       []*Item
	ItemArray   Array[*Item] `dto:"array"`
	Nested      [][]int32
	Jagged      Array[Array[int32]] `dto:"array"`
}

type ScalarLists struct {
	_        struct{} `clr:"Codec" assembly:"Codec"`
	Bools    []bool
	Longs    []int64
	Doubles  []float64
	Decimals []decimal.Decimal
	Guids    []uuid.UUID
	Dates    []time.Time
	Spans    []codec.TimeSpan
	Colors   []Color
	Perms    []Perm
	Blobs    [][]byte
	Chars    []codec.Char
}

type NullableLists struct {
	_       struct{} `clr:"Codec" assembly:"Codec"`
	Ints    []*int32
	Bools   []*bool
	Doubles []*float64
	Guids   []*uuid.UUID
	Dates   []*time.Time
	Spans   []*codec.TimeSpan
	Colors  []*Color
	Nested  [][]*string
	Maps    []Dict[*string, *string]
}

type InterfaceLists struct {
	_           struct{} `clr:"Codec" assembly:"Codec"`
	IList       IList[*string]
	ICollection IList[int32]
	IEnumerable IList[*string]
	Collection  []*string
	Queue       Queue[int32]
	Stack       Stack[int32]
	SortedSet   SortedSet[*string]
}

type Matrix struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	M [][]float64
}

type Maps struct {
	_       struct{} `clr:"Codec" assembly:"Codec"`
	StrStr  Dict[*string, *string]
	IntInt  Dict[int32, int32]
	StrItem Dict[*string, *Item]
	StrList Dict[*string, []*string]
	StrNInt Dict[*string, *int32]
	StrMap  Dict[*string, Dict[*string, *string]]
}

type KeyMaps struct {
	_        struct{} `clr:"Codec" assembly:"Codec"`
	ByGuid   Dict[uuid.UUID, *string]
	ByDate   Dict[time.Time, *string]
	ByColor  Dict[Color, *string]
	ByPerm   Dict[Perm, *string]
	ByBool   Dict[bool, *string]
	ByDouble Dict[float64, *string]
	ByChar   Dict[codec.Char, *string]
	BySpan   Dict[codec.TimeSpan, *string]
	Sorted   Sorted[*string, int32]
	Iface    Dict[*string, *string]
}

type ItemKeyMap struct {
	_      struct{} `clr:"Codec" assembly:"Codec"`
	ByItem Dict[*Item, *string]
}

type Pairs struct {
	_    struct{} `clr:"Codec" assembly:"Codec"`
	Kvp  Kvp[*string, int32]
	Tup  *Tuple[int32, *string]
	Kvps []Kvp[*string, *string]
}

type Ignores struct {
	_          struct{} `clr:"Codec" assembly:"Codec"`
	Id         int32
	Hidden     *string `dto:"notext,noxml,nosystem"`
	JsonHidden *string `dto:"notext,nosystem"`
	XmlHidden  *string `dto:"noplain"`
	Shown      *string
}

type Naming struct {
	_            struct{} `clr:"Codec" assembly:"Codec"`
	URL          int32
	IDNumber     int32
	X            int32
	M_iPhone     int32 `dto:"clr=iPhone"`
	ImdbId       int32
	ABc          int32
	M_snake_case int32 `dto:"clr=snake_case"`
	A1B2         int32
	M_Été        int32 `dto:"clr=Été"`
	M_under      int32 `dto:"clr=_under"`
}

type PointHolder struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	P Point
	N *Point
}

type Odd struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	T codec.TypeRef
	E *codec.Failure
}
