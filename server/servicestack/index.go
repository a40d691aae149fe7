package servicestack

import (
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// An operationList is what /api answers: the host's operations by tag. Those of an Identity have the tag auth, all others have none.
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

// index lists the host's operations by their names, those with which one signs in apart. Two of these are not told of, as in the original.
func (d *Dialect) index(x *server.Exchange) operationList {
	ops := slices.Clone(d.host.Operations)
	slices.SortStableFunc(ops, func(a, b services.Operation) int { return strings.Compare(a.Name, b.Name) })
	ops = slices.CompactFunc(ops, func(a, b services.Operation) bool { return a.Name == b.Name })
	var list operationList
	for i := range ops {
		tag := "other"
		if d.Identity != nil && serviceOf(ops[i].Name) != "" {
			tag = "auth"
		}
		if tag == "auth" && (ops[i].Name == "AuthenticateLogout" || ops[i].Name == "ConvertSessionToToken") {
			continue
		}
		at := slices.IndexFunc(list, func(t taggedOperations) bool { return t.Key == tag })
		if at < 0 {
			at, list = len(list), append(list, taggedOperations{Key: tag})
		}
		list[at].Value = append(list[at].Value, d.listed(x, &ops[i]))
	}
	return list
}

func (d *Dialect) listed(x *server.Exchange, op *services.Operation) operationEntry {
	e := operationEntry{Name: op.Name, Returns: op.Answer, Links: []operationLink{
		{Key: "api", Value: base(x) + "/api/" + op.Name},
		{Key: "ui", Value: base(x) + "/ui/" + op.Name},
	}}
	if res := op.NewResponse(); res != nil && e.Returns == "" {
		e.Returns = answerName(codec.TypeName(res))
	}
	return e
}

// answerName is the name of an answer's type as C# spells it, without namespaces.
func answerName(typeName string) string {
	if item, ok := strings.CutPrefix(typeName, "List`1["); ok {
		return "List<" + answerName(strings.TrimSuffix(item, "]")) + ">"
	}
	return simpleName(typeName)
}
