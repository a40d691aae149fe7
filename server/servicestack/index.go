package servicestack

import (
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// An operationList is what /api answers: the host's operations by tag. Causeway's operations have no tags.
type operationList []taggedOperations

type taggedOperations struct {
	_ struct{} `entry:""`

	Key   string
	Value []operationEntry
}

type operationEntry struct {
	_ struct{} `clr:"ServiceStack"`

	Name    string
	Returns string
	Links   []operationLink
}

type operationLink struct {
	_ struct{} `entry:""`

	Key, Value string
}

// index lists the host's operations by their names.
func (d *Dialect) index(x *server.Exchange) operationList {
	var list []operationEntry
	for i := range d.host.Operations {
		op := &d.host.Operations[i]
		if slices.ContainsFunc(list, func(e operationEntry) bool { return e.Name == op.Name }) {
			continue
		}
		list = append(list, d.listed(x, op))
	}
	slices.SortFunc(list, func(a, b operationEntry) int { return strings.Compare(a.Name, b.Name) })
	return operationList{{Key: "other", Value: list}}
}

func (d *Dialect) listed(x *server.Exchange, op *services.Operation) operationEntry {
	e := operationEntry{Name: op.Name, Returns: op.Answer, Links: []operationLink{
		{Key: "api", Value: base(x) + "/api/" + op.Name},
		{Key: "ui", Value: base(x) + "/ui/" + op.Name},
	}}
	if res := op.NewResponse(); res != nil && e.Returns == "" {
		e.Returns = simpleName(codec.TypeName(res))
	}
	return e
}
