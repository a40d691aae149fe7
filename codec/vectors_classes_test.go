package codec_test

import (
	"time"

	"github.com/causeway-gateway/causeway/codec"
)

// Classes of the recorded serializer vectors, as goldens/codec/types.md declares them in C#: inheritance, contracts and polymorphism.

type BaseA struct {
	_    struct{} `clr:"Codec" assembly:"Codec"`
	M_b2 int32    `dto:"clr=b2"`
	B1   *string
}

type DerivedA struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	BaseA
	M_z int32   `dto:"clr=z"`
	M_a *string `dto:"clr=a"`
	Zed int32
}

type DerivedB struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	DerivedA
	M_q   int32 `dto:"clr=q"`
	Alpha *string
}

type VirtBase struct {
	_      struct{} `clr:"Codec" assembly:"Codec"`
	Over   *string
	Shadow *string
	Plain  *string
}

type VirtDerived struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	VirtBase
	Own    *string
	Over   *string `dto:"override"`
	Shadow *string
}

type BaseHolder struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	B codec.Of[BaseA]
	L []codec.Of[BaseA]
}

type DcPlain struct {
	_         struct{} `clr:"Codec" assembly:"Codec" contract:""`
	Id        int32
	Name      *string
	NotMember *string `dto:"nomember"`
	Priv      *string `dto:"private"`
	M_field   *string `dto:"clr=field,nocsv,isfield"`
}

func (c *DcPlain) SetDefaults() {
	c.Priv = text("p")
}

type DcNames struct {
	_      struct{} `clr:"Codec" assembly:"Codec" contract:""`
	Id     int32    `dto:"name=identifier"`
	Title  *string  `dto:"name=Some-Title"`
	Spaced *string  `dto:"name=a b"`
	First  *string  `dto:"name=1st"`
	Plain  *string
}

type DcOrder struct {
	_       struct{} `clr:"Codec" assembly:"Codec" contract:""`
	A       int32    `dto:"order=3"`
	B       int32    `dto:"order=1"`
	Z       int32
	C       int32 `dto:"order=2"`
	M_alpha int32 `dto:"clr=alpha"`
	Aa      int32 `dto:"order=2"`
}

type DcEmit struct {
	_     struct{}  `clr:"Codec" assembly:"Codec" contract:""`
	Zero  int32     `dto:"omitdefault"`
	Str   *string   `dto:"omitdefault"`
	Flag  bool      `dto:"omitdefault"`
	When  time.Time `dto:"omitdefault"`
	Color Color     `dto:"omitdefault"`
	N     *int32    `dto:"omitdefault"`
	L     []int32   `dto:"omitdefault"`
	Kept  int32
}

type DcRequired struct {
	_       struct{} `clr:"Codec" assembly:"Codec" contract:""`
	Must    int32    `dto:"required"`
	Opt     *string
	MustStr *string `dto:"order=2,required"`
}

type DcExplicit struct {
	_       struct{} `clr:"Codec" assembly:"Codec" contract:"Renamed" xmlns:"http://example.org/explicit"`
	Id      int32
	Foreign *Item
	Self    *DcExplicit
}

type DcEmptyNs struct {
	_       struct{} `clr:"Codec" assembly:"Codec" contract:"" xmlns:""`
	Id      int32
	Foreign *Item
	Tags    []*string
}

type DcBase struct {
	_      struct{} `clr:"Codec" assembly:"Codec" contract:""`
	BaseId int32
	Common *string
	Lost   *string `dto:"nomember"`
}

type DcDerived struct {
	_ struct{} `clr:"Codec" assembly:"Codec" contract:""`
	DcBase
	Own   *string
	First int32 `dto:"order=1"`
}

type DcUnmarkedDerived struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	DcBase
	Own *string
}

type DcOverPlain struct {
	_ struct{} `clr:"Codec" assembly:"Codec" contract:""`
	Item
	Own *string
}

type AliasNoDc struct {
	_       struct{} `clr:"Codec" assembly:"Codec"`
	Ordered int32    `dto:"order=9"`
	Id      int32
	Aliased *string `dto:"name=alias,xml=Aliased"`
}

type DcCtor struct {
	_ struct{} `clr:"Codec" assembly:"Codec" contract:""`
	A *string
	N int32
}

func (c *DcCtor) SetDefaults() {
	c.A, c.N = text("ctor"), 5
}

type RefNode struct {
	_    struct{} `clr:"Codec" assembly:"Codec" contract:"" reference:""`
	Id   int32
	Next *RefNode
}

type RefHolder struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	A *RefNode
	B *RefNode
}

type OwnCollections struct {
	_  struct{} `clr:"Codec" assembly:"Codec"`
	SL StringList
	NM NameMap
	TL TagList
	LU Lookup
}

type ItemPage struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	Paged[*Item]
	Cursor *string
}

type Wrapped struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	P *Paged[*Item]
	G *GenPair[int32, *string]
}

type Animal struct {
	_    struct{} `clr:"Codec" assembly:"Codec" abstract:""`
	Name *string
}

type Dog struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	Animal
	Age int32
}

type Cat struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	Animal
	Purrs bool
}

type ObjectHolder struct {
	_     struct{} `clr:"Codec" assembly:"Codec"`
	O     any
	After int32
}

type PolyHolder struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	A codec.Of[Animal]
	S Shape
	L []codec.Of[Animal]
}

type ObjectLists struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	L []any
	M Dict[*string, any]
}

type KnownHolder struct {
	_ struct{}   `clr:"Codec" assembly:"Codec"`
	_ *Dog       `known:""`
	_ *Cat       `known:""`
	_ *Item      `known:""`
	_ *Color     `known:""`
	_ *[]*string `known:""`
	O any
	A codec.Of[Animal]
	L []codec.Of[Animal]
}

type KBase struct {
	_ struct{}  `clr:"Codec" assembly:"Codec"`
	_ *KDerived `known:""`
	P int32
}

type KDerived struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	KBase
	Q *string
}

type KHolder struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	K codec.Of[KBase]
}
