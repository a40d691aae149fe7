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

// The messages of the recorded host.
type (
	Hello struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Name string
		Age  int32
	}

	HelloResponse struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Result         *string
		ResponseStatus *dto.ResponseStatus
	}

	Color int32
)

// Enum tells the names and values of a Color.
func (Color) Enum() (names []string, values []int64, flags bool) {
	return []string{"None", "Red", "DarkBlue"}, []int64{0, 1, 2}, false
}

// ContractTags tells where .NET declares Color.
func (Color) ContractTags() string { return `clr:"App"` }

// The messages of the recorded host.
type (
	Sub struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		A int32
		B string
	}

	Echo struct {
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

	Files struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Path string
	}

	Thing struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Id int32
	}

	Ping struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`
	}

	Str struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`
	}

	Bytes struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`
	}

	OnlyGet struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`
	}

	Make struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Name string
	}

	CsvThing struct {
		_ struct{} `clr:"App" assembly:"http-oracle"`

		Id int32
	}

	Entry struct {
		_ struct{} `entry:""`

		Key   string
		Value *string
	}
)
