// Package routing recreates the recorded hosts http/routes and http/routes-fallback: which operation takes which path.
package routing

import dto "github.com/causeway-gateway/causeway/dto/servicestack"

// The messages of the recorded host.
type (
	// A Hit tells which operation answered.
	Hit struct {
		_ struct{} `clr:"Routing"`

		Op   string
		Verb string
		A    string
		B    string
		C    string
	}

	Base struct {
		_ struct{} `clr:"Routing"`

		A    string
		B    string
		C    string
		Verb string `dto:"ignore"` // of the request; a filter fills it in
	}
)

func (b *Base) base() *Base { return b }

// The messages of the recorded host.
type (
	Var struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Lit struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Wild struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Verbs struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	VerbsPost struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	MatchA struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	MatchB struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Ext struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Odd struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Odd2 struct {
		_ struct{} `clr:"Routing"`
		Base
	}

	Fallback struct {
		_ struct{} `clr:"Routing"`

		Path string
		Q    string
		Verb string `dto:"ignore"`
	}

	FallbackHit struct {
		_ struct{} `clr:"Routing"`

		Path           string
		Q              string
		Verb           string
		ResponseStatus *dto.ResponseStatus
	}

	Known struct {
		_ struct{} `clr:"Routing"`

		Id int32
	}

	OnlyPost struct {
		_ struct{} `clr:"Routing"`

		Id int32
	}
)
