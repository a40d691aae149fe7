package plan

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func (b *builder) object(t *Type) error {
	rt := t.Go
	if reflect.Zero(rt).CanInterface() {
		if base, ok := reflect.Zero(rt).Interface().(based); ok {
			t.Kind = Derived
			var err error
			t.Elem, err = b.of(base.Base())
			return err
		}
	}
	t.Kind = Object
	t.constructed = reflect.PointerTo(rt).Implements(reflect.TypeFor[interface{ SetDefaults() }]())
	t.Class = &Class{Name: plainName(rt)}
	if err := b.classTags(t); err != nil {
		return err
	}
	members, err := b.members(t, rt, nil, 0)
	if err != nil {
		return err
	}
	t.Class.arrange(members)
	return nil
}

// plainName is the Go name without type arguments.
func plainName(rt reflect.Type) string {
	name, _, _ := strings.Cut(rt.Name(), "[")
	return name
}

func (b *builder) classTags(t *Type) error {
	c := t.Class
	for i := range t.Go.NumField() {
		f := t.Go.Field(i)
		if f.Name != "_" {
			continue
		}
		c.tags(t, f.Tag)
		if _, ok := f.Tag.Lookup("arg"); ok {
			arg, err := b.of(f.Type.Elem())
			if err != nil {
				return err
			}
			c.Args = append(c.Args, arg)
		}
		if _, ok := f.Tag.Lookup("known"); ok {
			known, err := b.of(f.Type.Elem())
			if err != nil {
				return err
			}
			c.Known = append(c.Known, known)
		}
	}
	return nil
}

func (c *Class) tags(t *Type, tag reflect.StructTag) {
	if ns, ok := tag.Lookup("clr"); ok {
		c.Namespace = ns
	}
	if name, ok := tag.Lookup("name"); ok {
		c.Name = name
	}
	if name, ok := tag.Lookup("assembly"); ok {
		c.Assembly = name
	}
	if name, ok := tag.Lookup("contract"); ok {
		c.Contract, t.XML.Name = true, name
	}
	if ns, ok := tag.Lookup("xmlns"); ok {
		t.XML.Namespace, t.XML.explicit = ns, true
	}
	_, pair := tag.Lookup("pair")
	_, value := tag.Lookup("struct")
	_, ref := tag.Lookup("reference")
	if _, ok := tag.Lookup("noctor"); ok {
		c.NoConstructor = true
		c.NoContract = tag.Get("noctor") == ""
	}
	if _, ok := tag.Lookup("abstract"); ok {
		c.Abstract = true
	}
	_, csv := tag.Lookup("csv")
	c.FirstList = c.FirstList || c.Contract || csv
	t.Pair, t.Struct, c.Reference = t.Pair || pair, t.Struct || value, c.Reference || ref
	if root, ok := tag.Lookup("xmlroot"); ok {
		t.XML.Root = root
	}
	if ns, ok := tag.Lookup("xmlrootns"); ok {
		t.XML.RootNamespace = ns
	}
}

// members lists the members of rt, then those of its base class, with paths from the outermost struct.
func (b *builder) members(t *Type, rt reflect.Type, path []int, level int) ([]*Member, error) {
	var own, inherited []*Member
	owner, err := b.owner(t, rt, level)
	if err != nil {
		return nil, err
	}
	for i := range rt.NumField() {
		f := rt.Field(i)
		at := append(slices.Clone(path), i)
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct && !isScalarStruct(f.Type):
			if inherited, err = b.members(t, f.Type, at, level+1); err != nil {
				return nil, err
			}
		case f.Anonymous && f.Type.Kind() == reflect.Pointer && f.Type.Elem().Kind() == reflect.Struct && !skipped(f):
			return nil, fmt.Errorf("%s.%s: a base class is embedded by value, not as %s", rt, f.Name, f.Type)
		case f.Name == "_" || !f.IsExported() || skipped(f):
		default:
			m, err := b.member(f, owner)
			if err != nil {
				return nil, fmt.Errorf("%s.%s: %w", rt, f.Name, err)
			}
			m.Level, m.Path, m.First = level, at, -1
			if len(at) == 1 {
				m.First = i
			}
			own = append(own, m)
		}
	}
	return append(own, inherited...), nil
}

// skipped reports whether a field is no member at all.
func skipped(f reflect.StructField) bool {
	tag := f.Tag.Get("dto")
	return tag == "ignore" || tag == "-"
}

func isScalarStruct(rt reflect.Type) bool {
	t := Type{Go: rt}
	return t.scalar()
}

// owner is the class that declares the members of rt.
func (b *builder) owner(t *Type, rt reflect.Type, level int) (*Type, error) {
	if level == 0 {
		return t, nil
	}
	return b.of(rt)
}

func (b *builder) member(f reflect.StructField, owner *Type) (*Member, error) {
	t, err := b.of(f.Type)
	if err != nil {
		return nil, err
	}
	m := &Member{Type: t, Field: f.Name, CLR: f.Name, Order: -1, Rank: -1, PlainRank: -1}
	m.Class = owner.Class
	m.XML.Owner = owner
	for option := range strings.SplitSeq(f.Tag.Get("dto"), ",") {
		if err := m.option(option); err != nil {
			return nil, err
		}
	}
	if owner.Class != nil && !owner.Class.Contract {
		m.Order = -1
	}
	m.NoSystem = m.NoSystem || m.IsField
	m.NoXML = m.NoXML || m.PrivateSet
	m.name()
	return m, b.conditions(m, f, owner)
}

// option applies one word of a dto tag.
func (m *Member) option(option string) (err error) {
	key, value, _ := strings.Cut(option, "=")
	if flag := m.flag(key); flag != nil {
		*flag = true
		return nil
	}
	switch key {
	case "":
	case "clr":
		m.CLR = value
	case "name":
		m.Alias = value
	case "order":
		m.Order, err = strconv.Atoi(value)
	case "field":
		m.backing = value
	case "json":
		m.JSONNet = value
	case "xml":
		m.Plain = value
	case "item":
		m.Item = value
	case "rank":
		m.Rank, err = strconv.Atoi(value)
	case "xmlorder":
		m.PlainRank, err = strconv.Atoi(value)
	case "default":
		m.Default = value
	default:
		return fmt.Errorf("unknown option %q in the dto tag", option)
	}
	if err != nil {
		return fmt.Errorf("%q in the dto tag is no whole number", option)
	}
	return nil
}

func (m *Member) flag(key string) *bool {
	switch key {
	case "omitdefault":
		return &m.OmitDefault
	case "required":
		return &m.Required
	case "secret":
		return &m.Secret
	case "getter":
		return &m.WriteOnly
	case "gettext":
		return &m.NotRead
	case "private":
		return &m.Private
	case "privateset":
		return &m.PrivateSet
	case "isfield":
		return &m.IsField
	case "override":
		return &m.Override
	case "notext":
		return &m.NoText
	case "noxml":
		return &m.NoXML
	case "noplain":
		return &m.NoPlain
	case "nocsv":
		return &m.NoCSV
	case "nosystem":
		return &m.NoSystem
	case "nonet":
		return &m.NoNet
	case "nomember":
		return &m.NotMember
	case "attr":
		return &m.Attr
	case "array":
		return &m.Array
	case "flat":
		return &m.Flat
	}
	return nil
}

func (m *Member) name() {
	for c := range cases {
		text := m.Alias
		if text == "" {
			text = c.Spell(m.CLR)
		}
		m.Names[c] = Name{Text: text, JSON: "," + string(quoteName(text)) + ":", JSV: "," + text + ":"}
	}
	m.JSONNet = cmp.Or(m.JSONNet, m.Alias, m.CLR)
	if m.Class == nil || !m.Class.Contract {
		m.Plain = cmp.Or(m.Plain, m.Alias)
	}
	m.Plain = cmp.Or(m.Plain, m.CLR)
}

// quoteName keeps a name from breaking the document; .NET names never need the escapes.
func quoteName(name string) []byte {
	out := []byte{'"'}
	for i := range len(name) {
		if c := name[i]; c == '"' || c == '\\' {
			out = append(out, '\\')
		}
		out = append(out, name[i])
	}
	return append(out, '"')
}

// conditions finds ShouldSerializeX and ShouldSerialize on the class.
func (b *builder) conditions(m *Member, f reflect.StructField, owner *Type) error {
	rt := reflect.PointerTo(owner.Go)
	if method, ok := rt.MethodByName("ShouldSerialize" + f.Name); ok {
		if method.Type.NumOut() == 1 && method.Type.Out(0).Kind() == reflect.Bool {
			index := method.Index
			m.When = func(v reflect.Value) bool { return v.Addr().Method(index).Call(nil)[0].Bool() }
		}
	}
	if rt.Implements(reflect.TypeFor[chooser]()) {
		m.WhenNamed = func(v reflect.Value, name string) *bool {
			return v.Addr().Interface().(chooser).ShouldSerialize(name)
		}
	}
	m.Plainly = m.When == nil && m.WhenNamed == nil && !m.NoText
	return nil
}

type chooser interface{ ShouldSerialize(name string) *bool }

// arrange sorts members, which come derived class first, into the orders of the formats.
func (c *Class) arrange(members []*Member) {
	hide(members)
	for _, m := range members {
		if !m.Hidden && !(c.Contract && (m.NotMember || !m.Class.Contract)) {
			c.Members = append(c.Members, m)
		}
	}
	c.Rows = slices.Clone(c.Members)
	slices.SortStableFunc(c.Members, func(a, b *Member) int { return cmp.Compare(a.Order, b.Order) })
	c.Plain = inPlace(baseFirst(members), func(m *Member) bool { return true })
	slices.SortStableFunc(c.Plain, func(a, b *Member) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), boolCompare(b.IsField, a.IsField))
	})
	c.Levels = inPlace(baseFirst(members), func(m *Member) bool { return m.Override })
	slices.SortStableFunc(c.Levels, func(a, b *Member) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.Order, b.Order), cmp.Compare(EncodeName(a.xmlName()), EncodeName(b.xmlName())))
	})
	c.Levels = slices.DeleteFunc(c.Levels, func(m *Member) bool { return m.NoXML || m.NotMember && m.Class.Contract })
	c.Plain = slices.DeleteFunc(c.Plain, func(m *Member) bool { return m.NoPlain || m.Private })
	c.elements = slices.DeleteFunc(slices.Clone(c.Plain), func(m *Member) bool { return m.Attr })
	ranked := func(m *Member) bool { return m.PlainRank >= 0 }
	if slices.ContainsFunc(c.elements, ranked) {
		c.MixedRanks = slices.ContainsFunc(c.elements, func(m *Member) bool { return !ranked(m) })
		slices.SortStableFunc(c.elements, func(a, b *Member) int { return cmp.Compare(a.PlainRank, b.PlainRank) })
	}
	c.net = slices.DeleteFunc(slices.Clone(c.Members), func(m *Member) bool { return m.NoNet || m.Private })
	slices.SortStableFunc(c.net, func(a, b *Member) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Level, b.Level), boolCompare(b.IsField, a.IsField))
	})
	c.system = slices.DeleteFunc(slices.Clone(members), func(m *Member) bool { return m.NoSystem || m.Private || m.Hidden })
	slices.SortStableFunc(c.system, func(a, b *Member) int { return cmp.Compare(a.Order, b.Order) })
	c.Fields = !c.Contract && slices.ContainsFunc(members, func(m *Member) bool { return m.backing != "" })
	c.NoContract = c.NoContract || c.Contract && slices.ContainsFunc(members, func(m *Member) bool { return !m.Class.Contract })
	for _, m := range members {
		for _, flag := range members {
			if flag.CLR == m.CLR+"Specified" && flag.Type.Kind == Bool {
				m.Specified = flag
			}
		}
	}
	c.index()
}

// hide marks the members that a derived class declares again.
func hide(members []*Member) {
	seen := map[string]bool{}
	for _, m := range members {
		m.Hidden = seen[m.CLR]
		seen[m.CLR] = true
	}
}

// inPlace puts the members that hide another one, and that take says so of, where the hidden one stands.
func inPlace(members []*Member, take func(*Member) bool) []*Member {
	var out []*Member
	for _, m := range members {
		if at := slices.IndexFunc(out, func(o *Member) bool { return o.CLR == m.CLR }); at >= 0 && take(m) {
			moved := *m
			moved.Level, moved.Class, moved.XML.Owner = out[at].Level, out[at].Class, out[at].XML.Owner
			out[at] = &moved
			continue
		}
		out = append(out, m)
	}
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func baseFirst(members []*Member) []*Member {
	out := slices.Clone(members)
	slices.SortStableFunc(out, func(a, b *Member) int { return cmp.Compare(b.Level, a.Level) })
	return out
}

func (m *Member) xmlName() string {
	if m.Class != nil && m.Class.Contract && m.Alias != "" {
		return m.Alias
	}
	if m.backing != "" {
		return m.backing
	}
	return m.CLR
}
