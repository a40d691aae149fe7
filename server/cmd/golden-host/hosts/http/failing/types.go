// Package failing recreates the recorded hosts http/errors, errors-inner, errors-map and errors-nowrite:
// one set of operations that fail in every way, under four configurations.
package failing

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// Fail is a request of the recorded hosts, as are the other types here.
type Fail struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type FailResponse struct {
	_ struct{} `clr:"Err"`

	Other          string
	Count          int32
	ResponseStatus *dto.ResponseStatus
}

type FailNoStatus struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type FailNoStatusResponse struct {
	_ struct{} `clr:"Err"`

	Other string
	Count int32
}

type FailVoid struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type FailList struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type FailCustom struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type CustomResult struct {
	_ struct{} `clr:"Err"`

	Other          string
	ResponseStatus *dto.ResponseStatus
}

type FailContract struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type FailContractResponse struct {
	_ struct{} `clr:"Err" contract:""`

	Other          string              `dto:"name=other_name,order=1"`
	ResponseStatus *dto.ResponseStatus `dto:"order=2"`
}

type FailFilter struct {
	_ struct{} `clr:"Err"`

	Kind string
}

type Bind struct {
	_ struct{} `clr:"Err"`

	Id    int32
	B     uint8
	S     int16
	U     uint32
	L     *int64
	D     float64
	M     decimal.Decimal
	F     bool
	C     codec.Char
	T     time.Time
	G     uuid.UUID
	Ids   []int32
	Day   DayOfWeek
	Inner *Inner
	Text  *string
}

type Inner struct {
	_ struct{} `clr:"Err"`

	N int32
	S *string
}

type DayOfWeek int32

func (DayOfWeek) Enum() (names []string, values []int64, flags bool) {
	return []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}, []int64{0, 1, 2, 3, 4, 5, 6}, false
}

func (DayOfWeek) ContractTags() string { return `clr:"System"` }

type Restricted struct {
	_ struct{} `clr:"Err"`
}

type Late struct {
	_ struct{} `clr:"Err"`
}

type LateResponse struct {
	_ struct{} `clr:"Err"`

	ResponseStatus *dto.ResponseStatus
}
