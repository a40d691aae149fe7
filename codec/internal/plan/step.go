package plan

// LeadWidth is how long a [Lead] is at most.
const LeadWidth = 32

// A Lead is a short text that stands in front of a value. It lies in an array of one width, so that it is copied without a
// look at its length: behind Len come zeros.
type Lead struct {
	Bytes [LeadWidth]byte
	Len   int
}

// LeadOf is text as a lead. A text that is too long for one makes an empty lead.
func LeadOf(text string) Lead {
	var l Lead
	if len(text) <= LeadWidth {
		l.Len = copy(l.Bytes[:], text)
	}
	return l
}

// A Step is how a text format writes one member of a class. The steps of a class lie behind each other, in the order in
// which they are taken.
type Step struct {
	Lead   // ,"name":" in JSON, with the quote of a text; ,name: in JSV. Empty where it is too long: see Long
	Kind   Kind
	Text   bool // a string that is written whenever it is not null, behind a lead that is not empty
	Always bool // written whenever it is not null, unless options leave defaults out
	Number bool // such a member that cannot be null: a number or a truth value
	First  int  // the field; -1 where it is within another: see Member.Value
	Type   *Type
	Member *Member
	Long   string
}

// Steps are those of JSON or of JSV, with the names of members in case spelling.
func (c *Class) Steps(jsv bool, spelling Case) []Step {
	if jsv {
		return c.jsv[spelling]
	}
	return c.json[spelling]
}

func (c *Class) steps() {
	for spelling := range cases {
		if spelling == Pascal {
			c.json[Pascal], c.jsv[Pascal] = c.json[Declared], c.jsv[Declared]
			continue
		}
		c.json[spelling] = stepsOf(c.Members, func(m *Member) string { return m.Names[spelling].JSON + `"` })
		c.jsv[spelling] = stepsOf(c.Members, func(m *Member) string { return m.Names[spelling].JSV })
	}
}

func stepsOf(members []*Member, lead func(*Member) string) []Step {
	var steps []Step
	for _, m := range members {
		if m.NoText {
			continue
		}
		s := Step{Lead: LeadOf(lead(m)), Kind: m.Type.Kind, First: m.First, Type: m.Type, Member: m}
		if s.Len == 0 {
			s.Long = lead(m)
		}
		s.Text = s.Kind == String && m.Plainly && s.Len > 0
		s.Always = m.Plainly && !m.OmitDefault && s.Kind != Enum
		s.Number = s.Always && (s.Kind == Int || s.Kind == Uint || s.Kind == Float || s.Kind == Bool)
		steps = append(steps, s)
	}
	return steps
}
