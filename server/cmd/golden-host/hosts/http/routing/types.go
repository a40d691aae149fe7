// Package routing recreates the recorded hosts http/routes and http/routes-fallback: which operation takes which path.
package routing

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// A Hit tells which operation answered; the other types here are the requests of the recorded hosts.
type Hit struct {
	_ struct{} `clr:"Routing"`

	Op   string
	Verb string
	A    string
	B    string
	C    string
}

type Base struct {
	_ struct{} `clr:"Routing"`

	A    string
	B    string
	C    string
	Verb string `dto:"ignore"` // of the request; a filter fills it in
}

func (b *Base) base() *Base { return b }

type Var struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Lit struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Wild struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Verbs struct {
	_ struct{} `clr:"Routing"`
	Base
}

type VerbsPost struct {
	_ struct{} `clr:"Routing"`
	Base
}

type MatchA struct {
	_ struct{} `clr:"Routing"`
	Base
}

type MatchB struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Ext struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Odd struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Odd2 struct {
	_ struct{} `clr:"Routing"`
	Base
}

type Fallback struct {
	_ struct{} `clr:"Routing"`

	Path string
	Q    string
	Verb string `dto:"ignore"`
}

type FallbackHit struct {
	_ struct{} `clr:"Routing"`

	Path           string
	Q              string
	Verb           string
	ResponseStatus *dto.ResponseStatus
}

type Known struct {
	_ struct{} `clr:"Routing"`

	Id int32
}

type OnlyPost struct {
	_ struct{} `clr:"Routing"`

	Id int32
}
