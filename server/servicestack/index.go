package servicestack

import (
	"slices"
	"strings"

	"github.com/causeway-gateway/causeway/server"
)

// An indexed operation, as /api lists it.
type listed struct {
	_ struct{} `clr:"ServiceStack"`

	Name    string
	Returns string
	Links   []entryLink
}

type entryLink struct {
	_ struct{} `entry:""`

	Key   string
	Value string
}

// index lists the host's operations by their names.
func (d *Dialect) index(x *server.Exchange) any {
	var all []listed
	seen := map[string]bool{}
	for i := range d.host.Operations {
		op := &d.host.Operations[i]
		if seen[op.Name] {
			continue
		}
		seen[op.Name] = true
		all = append(all, listed{Name: op.Name, Links: []entryLink{{"api", base(x) + "/api/" + op.Name}}})
	}
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.Name, b.Name) })
	return &struct{ Other []listed }{all}
}
