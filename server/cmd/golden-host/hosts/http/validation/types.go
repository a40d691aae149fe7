// Package validation recreates the recorded host http/validation: every rule, by itself and nested.
package validation

import (
	"time"

	"github.com/shopspring/decimal"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// Shade is an enum of the recorded host; the other types here are its messages.
type Shade int32

// Enum tells the names and values of a Shade.
func (Shade) Enum() (names []string, values []int64, flags bool) {
	return []string{"Dark", "Light"}, []int64{1, 2}, false
}

// ContractTags tells where .NET declares Shade.
func (Shade) ContractTags() string { return `clr:"Valid"` }

// The messages of the recorded host.
type (
	Attrs struct {
		_ struct{} `clr:"Valid"`

		NotEmpty           *string
		NotNull            *string
		Empty              *string
		Null               *string
		EmailAddress       *string
		LengthRange        *string
		ExactLength        *string
		MinLength          *string
		MaxLength          *string
		GreaterThan        int32
		GreaterThanOrEqual int32
		LessThan           int32
		LessThanOrEqual    int32
		EqualText          *string
		NotEqualText       *string
		Inclusive          int32
		Exclusive          int32
		Regex              *string
		CreditCard         *string
		Scale              decimal.Decimal
		NotEmptyInt        int32
		NotEmptyList       []*string
		OwnText            *string
		Five               int32
	}

	OkResponse struct {
		_ struct{} `clr:"Valid"`

		Result         string
		ResponseStatus *dto.ResponseStatus
	}

	Fluent struct {
		_ struct{} `clr:"Valid"`

		FirstName        *string
		Must             *string
		AsyncMust        *string
		Email            *string
		Url              *string
		Shade            Shade
		MaybeShade       *Shade
		ShadeName        *string
		Age              int32
		MaybeAge         *int32
		Ratio            float64
		Price            decimal.Decimal
		When             *time.Time
		Code             *string
		Confirm          *string
		Cascade          *string
		Card             *string
		Custom           *string
		Conditional      *string
		Warned           *string
		Tags             []*string
		Children         []*Child
		One              *Child
		Map              counts
		URLPathOf2Things *string
	}

	counts []struct {
		_ struct{} `entry:""`

		Key   string
		Value int32
	}

	Child struct {
		_ struct{} `clr:"Valid"`

		Name *string
		Rank int32
	}

	Sets struct {
		_ struct{} `clr:"Valid"`

		Name *string
		Id   int32
	}

	Cond struct {
		_ struct{} `clr:"Valid"`

		Name *string
	}

	IsAuth struct {
		_ struct{} `clr:"Valid"`

		Name *string
	}

	HasRole struct {
		_ struct{} `clr:"Valid"`
	}

	ChildAttrs struct {
		_ struct{} `clr:"Valid"`

		One  *AttrChild
		Many []*AttrChild
		Name *string
	}

	AttrChild struct {
		_ struct{} `clr:"Valid"`

		Name *string
		Rank int32
	}

	Plain struct {
		_ struct{} `clr:"Valid"`

		Name *string
	}

	Manual struct {
		_ struct{} `clr:"Valid"`

		Kind string
	}
)
