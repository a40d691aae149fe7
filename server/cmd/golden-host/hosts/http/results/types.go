// Package results recreates the recorded host http/results: every kind of answer that a handler can give.
package results

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// Res is a request of the recorded host, as are the other types here.
type Res struct {
	_ struct{} `clr:"Results"`

	Kind string
}

type Row struct {
	_ struct{} `clr:"Results" assembly:"http-oracle"`

	Id    int32
	Name  *string
	Tags  []string
	Child *Row
}

type RowsResponse struct {
	_ struct{} `clr:"Results"`

	Results        []Row
	Total          int32
	ResponseStatus *dto.ResponseStatus
}

type Level int32

func (Level) Enum() (names []string, values []int64, flags bool) {
	return []string{"Low", "High"}, []int64{0, 1}, false
}

func (Level) ContractTags() string { return `clr:"Results"` }

type TypedRes struct {
	_ struct{} `clr:"Results"`

	Kind string
}

type Compress struct {
	_ struct{} `clr:"Results"`

	N int32
}

type Cached struct {
	_ struct{} `clr:"Results"`

	Id string
}

type CachedMaxAge struct {
	_ struct{} `clr:"Results"`

	Id string
}

type Optimized struct {
	_ struct{} `clr:"Results"`

	N int32
}

type Header struct {
	_ struct{} `clr:"Results"`

	Kind string
}

type TaskVoid struct {
	_ struct{} `clr:"Results"`
}

type RawBody struct {
	_ struct{} `clr:"Results"`

	Q    string
	Body []byte `dto:"ignore"` // as it was sent; a filter fills it in
}

type SetThing struct {
	_ struct{} `clr:"Results"`

	Id int32
}

type anonymous struct {
	_ struct{} `clr:""`

	First  int32
	Second string `dto:"name=second"`
}

type pair struct {
	_ struct{} `clr:"System.Collections.Generic" name:"KeyValuePairOfstringint" contract:""`

	Key   string `dto:"name=key"`
	Value int32  `dto:"name=value"`
}

type tuple struct {
	_ struct{} `clr:"System" name:"ValueTupleOfintstring"`

	Item1 int32
	Item2 string
}

type texts []struct {
	_ struct{} `entry:""`

	Key, Value string
}

type values []struct {
	_ struct{} `entry:""`

	Key   string
	Value any
}
