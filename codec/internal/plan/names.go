package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spell puts a CLR name into case c.
func (c Case) Spell(name string) string {
	switch c {
	case Camel:
		return camel(name)
	case Snake:
		return snake(name)
	}
	return name
}

// camel lowers the leading capitals, but for one that a lower-case letter follows: IDNumber is idNumber, URL is url.
func camel(name string) string {
	out := []byte(name)
	for i := range out {
		upper := out[i] >= 'A' && out[i] <= 'Z'
		next := i+1 >= len(out) || out[i+1] >= 'A' && out[i+1] <= 'Z'
		if !upper || i > 0 && !next {
			break
		}
		out[i] += 'a' - 'A'
	}
	return string(out)
}

func snake(name string) string {
	var out strings.Builder
	for _, r := range camel(name) {
		if unicode.IsDigit(r) || unicode.IsLower(r) || r == '_' {
			out.WriteRune(r)
			continue
		}
		out.WriteByte('_')
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

func (c *Class) index() {
	c.folded = make(map[string]*Member, len(c.Members))
	c.byCLR = make(map[string]*Member, len(c.Members))
	for _, m := range c.Members {
		if m.WriteOnly || m.NotRead || m.NoText {
			continue
		}
		c.folded[strings.ToLower(m.Wire())] = m
		if !m.IsField {
			c.byCLR[strings.ToLower(m.CLR)] = m
		}
	}
}

func bareName(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(name)
}

// Find looks a wire name up in any case.
func (c *Class) Find(name string) *Member {
	var buf [64]byte
	if len(name) > len(buf) {
		return c.folded[strings.ToLower(name)]
	}
	for i := range len(name) {
		b := name[i]
		if b >= 0x80 {
			return c.folded[strings.ToLower(name)]
		}
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		buf[i] = b
	}
	return c.folded[string(buf[:len(name)])]
}

// FindLenient looks a wire name up in any case, and without its hyphens and underscores.
func (c *Class) FindLenient(name string) *Member {
	if m := c.Find(name); m != nil {
		return m
	}
	return c.Find(bareName(name))
}

// FindAny looks up a wire name or a CLR name in any case, as query strings and forms do.
func (c *Class) FindAny(name string) *Member {
	if m := c.Find(name); m != nil && !m.IsField {
		return m
	}
	return c.byCLR[strings.ToLower(name)]
}

// Named finds the member whose .NET, wire or Go name is name, in any case.
func (c *Class) Named(name string) *Member {
	if m := c.FindAny(name); m != nil {
		return m
	}
	for _, m := range c.Members {
		if strings.EqualFold(m.Field, name) || strings.EqualFold(m.Wire(), name) {
			return m
		}
	}
	return nil
}

// NetMembers are the members that Json.NET writes, by JsonProperty.Order.
func (c *Class) NetMembers() []*Member { return c.net }

// SystemMembers are the members that System.Text.Json writes.
func (c *Class) SystemMembers() []*Member { return c.system }

// SystemName is the member's name in System.Text.Json, which knows aliases of [DataContract] classes only.
func (m *Member) SystemName(c Case) string {
	if m.Alias != "" && m.Class != nil && m.Class.Contract {
		return m.Alias
	}
	name := m.CLR
	if r, size := utf8.DecodeRuneInString(name); c >= Camel && r >= utf8.RuneSelf {
		name = string(unicode.ToLower(r)) + name[size:]
	}
	return c.Spell(name)
}

// FindNet looks up a name as Json.NET does: exactly, else in any case.
func (c *Class) FindNet(name string) *Member {
	for _, m := range c.net {
		if m.JSONNet == name {
			return m
		}
	}
	for _, m := range c.net {
		if strings.EqualFold(m.JSONNet, name) {
			return m
		}
	}
	return nil
}

// FindNetCLR looks up a member of Json.NET's by its name in .NET, in any case.
func (c *Class) FindNetCLR(name string) *Member {
	for _, m := range c.net {
		if strings.EqualFold(m.CLR, name) {
			return m
		}
	}
	return nil
}

// FindSystem looks up a name in any case.
func (c *Class) FindSystem(name string, spelling Case) *Member {
	for _, m := range c.system {
		if strings.EqualFold(m.SystemName(spelling), name) {
			return m
		}
	}
	return nil
}
