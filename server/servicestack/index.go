package servicestack

import (
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// An operationList is what /api answers: the host's operations by tag. Causeway's operations have no tags.
type operationList struct {
	_ struct{} `clr:"ServiceStack"`

	Other []operationEntry
}

type operationEntry struct {
	_ struct{} `clr:"ServiceStack"`

	Name    string
	Returns string
	Links   operationLinks
}

type operationLinks struct {
	_ struct{} `clr:"ServiceStack"`

	Api string
	Ui  string
}

// index lists the host's operations by their names.
func (d *Dialect) index(x *server.Exchange) *operationList {
	var list operationList
	for i := range d.host.Operations {
		op := &d.host.Operations[i]
		if slices.ContainsFunc(list.Other, func(e operationEntry) bool { return e.Name == op.Name }) {
			continue
		}
		list.Other = append(list.Other, d.listed(x, op))
	}
	slices.SortFunc(list.Other, func(a, b operationEntry) int { return strings.Compare(a.Name, b.Name) })
	return &list
}

func (d *Dialect) listed(x *server.Exchange, op *services.Operation) operationEntry {
	e := operationEntry{Name: op.Name, Returns: op.Answer, Links: operationLinks{Api: base(x) + "/api/" + op.Name, Ui: base(x) + "/ui/" + op.Name}}
	if res := op.NewResponse(); res != nil && e.Returns == "" {
		e.Returns = simpleName(codec.TypeName(res))
	}
	return e
}
