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

// The messages of the recorded host.
type (
	Fail struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	FailResponse struct {
		_ struct{} `clr:"Err"`

		Other          string
		Count          int32
		ResponseStatus *dto.ResponseStatus
	}

	FailNoStatus struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	FailNoStatusResponse struct {
		_ struct{} `clr:"Err"`

		Other string
		Count int32
	}

	FailVoid struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	FailList struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	FailCustom struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	CustomResult struct {
		_ struct{} `clr:"Err"`

		Other          string
		ResponseStatus *dto.ResponseStatus
	}

	FailContract struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	FailContractResponse struct {
		_ struct{} `clr:"Err" contract:""`

		Other          string              `dto:"name=other_name,order=1"`
		ResponseStatus *dto.ResponseStatus `dto:"order=2"`
	}

	FailFilter struct {
		_ struct{} `clr:"Err"`

		Kind string
	}

	Bind struct {
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

	Inner struct {
		_ struct{} `clr:"Err"`

		N int32
		S *string
	}

	DayOfWeek int32
)

// Enum tells the names and values of a DayOfWeek.
func (DayOfWeek) Enum() (names []string, values []int64, flags bool) {
	return []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}, []int64{0, 1, 2, 3, 4, 5, 6}, false
}

// ContractTags tells where .NET declares DayOfWeek.
func (DayOfWeek) ContractTags() string { return `clr:"System"` }

// The messages of the recorded host.
type (
	Restricted struct {
		_ struct{} `clr:"Err"`
	}

	Late struct {
		_ struct{} `clr:"Err"`
	}

	LateResponse struct {
		_ struct{} `clr:"Err"`

		ResponseStatus *dto.ResponseStatus
	}
)
