// Package negotiation recreates the recorded hosts http/negotiation, -json, -pascal, http/cors and http/cors-origins:
// one set of operations under five configurations.
package negotiation

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// Hello is a request of the recorded hosts, as are the other types here.
type Hello struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Name string
	Age  int32
}

type HelloResponse struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Result         *string
	ResponseStatus *dto.ResponseStatus
}

type Color int32

func (Color) Enum() (names []string, values []int64, flags bool) {
	return []string{"None", "Red", "DarkBlue"}, []int64{0, 1, 2}, false
}

func (Color) ContractTags() string { return `clr:"App"` }

type Sub struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	A int32
	B string
}

type Echo struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Name       *string
	Age        int32
	Flag       bool
	Tags       []*string
	Ids        []int32
	Sub        *Sub
	Map        []Entry
	Color      Color
	MaybeColor *Color
	Ratio      *float64
	Amount     *decimal.Decimal
	Big        *int64
	When       *time.Time
	Span       *codec.TimeSpan
	Uid        *uuid.UUID
}

type Files struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Path string
}

type Thing struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Id int32
}

type Ping struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`
}

type Str struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`
}

type Bytes struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`
}

type OnlyGet struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`
}

type Make struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Name string
}

type CsvThing struct {
	_ struct{} `clr:"App" assembly:"http-oracle"`

	Id int32
}

type Entry struct {
	_ struct{} `entry:""`

	Key   string
	Value *string
}
