package codec

import (
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A spelling foresees which name a document of JSON or JSV says next, and in which case: most name members in the order in
// which they would be written, as the host spells them or, from clients in .NET, as they are declared.
type spelling struct {
	names plan.Case
	jsv   bool
}

// foreseen is the member whose name text begins with, if it is one of those that come next in the class, and the length of
// the name: with its quotes in JSON, with its colon in JSV.
func (p *spelling) foreseen(c *plan.Class, text string, likely *int) (m *plan.Member, n int) {
	for k := *likely; k < len(c.Members) && k < *likely+3; k++ {
		m := c.Members[k]
		if name := p.of(m); strings.HasPrefix(text, name) && m.Readable() {
			*likely = k + 1
			return m, len(name)
		}
	}
	if p.names == plan.Declared {
		return nil, 0
	}
	declared := spelling{plan.Declared, p.jsv}
	if m, n = declared.foreseen(c, text, likely); m != nil {
		*p = declared
	}
	return m, n
}

func (p *spelling) of(m *plan.Member) string {
	if p.jsv {
		return m.Names[p.names].JSV[len(","):]
	}
	name := m.Names[p.names].JSON
	return name[len(",") : len(name)-len(":")]
}

// member finds the member called name in any case.
func (o *TextOptions) member(c *plan.Class, name string, likely *int) *plan.Member {
	for i := *likely; i < len(c.Members) && i < *likely+3; i++ {
		if m := c.Members[i]; m.Names[o.Case].Text == name && m.Readable() {
			*likely = i + 1
			return m
		}
	}
	if o.LenientNames || o.Case == SnakeCase {
		return c.FindLenient(name)
	}
	return c.Find(name)
}
