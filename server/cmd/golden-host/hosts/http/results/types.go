// Package results recreates the recorded host http/results: every kind of answer that a handler can give.
package results

import (
	"fmt"

	dto "github.com/causeway-gateway/causeway/dto/servicestack"
)

// The messages of the recorded host.
type (
	Res struct {
		_ struct{} `clr:"Results"`

		Kind string
	}

	Row struct {
		_ struct{} `clr:"Results" assembly:"http-oracle"`

		Id    int32
		Name  *string
		Tags  []string
		Child *Row
	}

	RowsResponse struct {
		_ struct{} `clr:"Results"`

		Results        []Row
		Total          int32
		ResponseStatus *dto.ResponseStatus
	}

	Level int32
)

// Enum tells the names and values of a Level.
func (Level) Enum() (names []string, values []int64, flags bool) {
	return []string{"Low", "High"}, []int64{0, 1}, false
}

// ContractTags tells where .NET declares Level.
func (Level) ContractTags() string { return `clr:"Results"` }

// The messages of the recorded host.
type (
	TypedRes struct {
		_ struct{} `clr:"Results"`

		Kind string
	}

	Compress struct {
		_ struct{} `clr:"Results"`

		N int32
	}

	Cached struct {
		_ struct{} `clr:"Results"`

		Id string
	}

	CachedMaxAge struct {
		_ struct{} `clr:"Results"`

		Id string
	}

	Optimized struct {
		_ struct{} `clr:"Results"`

		N int32
	}

	Header struct {
		_ struct{} `clr:"Results"`

		Kind string
	}

	TaskVoid struct {
		_ struct{} `clr:"Results"`
	}

	RawBody struct {
		_ struct{} `clr:"Results"`

		Q    string
		Body []byte `dto:"ignore"` // as it was sent; a filter fills it in
	}

	SetThing struct {
		_ struct{} `clr:"Results"`

		Id int32
	}

	anonymous struct {
		_ struct{} `clr:""`

		First  int32
		Second string `dto:"name=second"`
	}

	pair struct {
		_ struct{} `clr:"System.Collections.Generic" name:"KeyValuePairOfstringint" contract:"" pair:""`

		Key   string `dto:"name=key"`
		Value int32  `dto:"name=value"`
	}

	// A tuple is one of .NET's structs, which all formats but XML write as its text.
	tuple struct {
		_ struct{} `clr:"System" name:"ValueTupleOfintstring" struct:""`

		Item1 int32
		Item2 string
	}

	// A memory is another, and its text says only how much of it there is.
	memory struct {
		_ struct{} `clr:"System" name:"MemoryOfunsignedByte" struct:""`

		bytes []byte
	}

	texts []struct {
		_ struct{} `entry:""`

		Key, Value string
	}

	values []struct {
		_ struct{} `entry:""`

		Key   string
		Value any
	}
)

// String is what ToString of .NET's tuples gives.
func (t *tuple) String() string { return fmt.Sprintf("(%d, %s)", t.Item1, t.Item2) }

// String is what ToString of .NET's memory gives.
func (m *memory) String() string { return fmt.Sprintf("System.Memory<Byte>[%d]", len(m.bytes)) }
