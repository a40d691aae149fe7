package webapi

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// What a form may hold. The first two are the original's limits; the third is how long the names of all values may be together, since a thousand
// values 256 deep would take a gigabyte.
const (
	formValues = 1000
	formDepth  = 256
	formSteps  = 8 * formValues
)

// A node is what a form holds under one name: texts, and what is nested below it.
type node struct {
	texts   []string
	names   []string
	members []*node
	byName  map[string]*node // by folded name
}

// bindForm binds a form: names in any case, members of members as A.B or A[B], items as A, A[] or A[0]. It reads the form as JSON, so that one plan
// of the request serves all.
func (d *Dialect) bindForm(x *server.Exchange, body []byte) {
	l := local(x)
	root, ok := parseForm(body)
	if !ok {
		l.body.AddCause(parameter, "The form has too many values, or nests them too deeply.")
		l.null = true
		return
	}
	shape, _ := codec.ShapeAt(x.DTO)
	if simple := shape == codec.Scalar || shape == codec.Whole; len(root.names) == 0 || simple && root.text() == "" {
		d.bindNoForm(x, root)
		return
	}
	err := d.JSON.Decode(root.json(d.JSON, nil, x.DTO, nil), x.DTO)
	for _, problem := range problems(err) {
		if e, ok := errors.AsType[*codec.Error](problem); ok {
			l.blameForm(root, e)
		}
	}
}

// bindNoForm binds a form that has nothing for the parameter: it stays as it is, but a value that is there and empty is null, which is a fault of its own.
func (d *Dialect) bindNoForm(x *server.Exchange, root *node) {
	l := local(x)
	l.null = !d.plans[x.Op].value
	if root.byName[""] != nil && len(root.names) > 0 {
		l.null = true
		kind := "String"
		if shape, _ := codec.ShapeAt(x.DTO); shape == codec.Whole {
			kind = "Int32"
		}
		l.body.Add(parameter+"."+kind, "A value is required but was not present in the request.")
	}
}

// blameForm tells what a form has for a member that cannot take it, or that it has nothing for one that cannot do without.
func (l *exchange) blameForm(root *node, e *codec.Error) {
	if name, missing := strings.CutPrefix(e.Expected, "the required member "); missing {
		key := name
		if e.Path != "" {
			key = e.Path + "." + name
		}
		l.body.Add(bodyKey(key), "The "+name+" property is required.")
		return
	}
	text, name := root.find(path(e.Path)), e.Path[strings.LastIndex(e.Path, ".")+1:]
	switch {
	case strings.TrimSpace(text) == "":
		l.body.Add(bodyKey(e.Path), "A value is required.")
	case name == "":
		l.body.Add(parameter, notValid(text, "Int32"))
	default:
		l.body.Add(bodyKey(e.Path), notValid(text, name))
	}
}

// parseForm reads a form into a tree; ok is false where it is beyond what a form may hold.
func parseForm(body []byte) (root *node, ok bool) {
	root = &node{}
	if bytes.Count(body, []byte("&")) >= formValues {
		return root, false
	}
	all := 0
	for _, p := range parseQuery(string(body)) {
		steps := path(p.Name)
		if all += len(steps); len(steps) > formDepth || all > formSteps {
			return root, false
		}
		root.add(steps, p.Value)
	}
	return root, true
}

// path splits the name of a form's value: A[0].B is A, 0 and B.
func path(name string) []string {
	return strings.Split(strings.TrimPrefix(strings.NewReplacer("[", ".", "]", "").Replace(name), "."), ".")
}

// add puts a text at a path.
func (n *node) add(path []string, text string) {
	for _, name := range path {
		n = n.member(name)
	}
	n.texts = append(n.texts, text)
}

func (n *node) member(name string) *node {
	folded := strings.ToLower(name)
	if known := n.byName[folded]; known != nil {
		return known
	}
	m := &node{}
	n.names, n.members = append(n.names, name), append(n.members, m)
	if n.byName == nil {
		n.byName = make(map[string]*node)
	}
	n.byName[folded] = m
	return m
}

// text is the bare value of a form, "=abc".
func (n *node) text() string { return n.find([]string{""}) }

// find returns the first text at a path, or nothing. Of a list of texts an index finds one.
func (n *node) find(path []string) string {
	for i, name := range path {
		m := n.byName[strings.ToLower(name)]
		if at, err := strconv.Atoi(name); m == nil && err == nil && i == len(path)-1 && at < len(n.texts) {
			return n.texts[at]
		}
		if n = m; n == nil {
			return ""
		}
	}
	if len(n.texts) == 0 {
		return ""
	}
	return n.texts[0]
}

// json appends the node as the JSON that the member at a path of the DTO is read from. What is empty is null.
func (n *node) json(c codec.Codec, dst []byte, dto any, at []string) []byte {
	shape, _ := codec.ShapeAt(dto, at...)
	texts := n.texts
	if bare := n.byName[""]; bare != nil && len(at) == 0 {
		texts = bare.texts
	}
	switch {
	case shape == codec.Listed:
		return n.list(c, dst, dto, at, texts)
	case shape == codec.Nested || len(texts) == 0:
		return n.object(c, dst, dto, at)
	case strings.TrimSpace(texts[0]) == "":
		return append(dst, "null"...)
	case shape == codec.Whole:
		if text, ok := parseInt32(texts[0]); ok {
			return append(dst, text...)
		}
	}
	return quote(c, dst, texts[0])
}

// list appends the texts, else what is indexed from 0 on.
func (n *node) list(c codec.Codec, dst []byte, dto any, at, texts []string) []byte {
	dst = append(dst, '[')
	for i := 0; ; i++ {
		item := n.byName[strconv.Itoa(i)]
		switch {
		case i < len(texts):
			item = &node{texts: texts[i : i+1]}
		case item == nil || len(texts) > 0:
			return append(dst, ']')
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item.json(c, dst, dto, append(at[:len(at):len(at)], strconv.Itoa(i)))
	}
}

func (n *node) object(c codec.Codec, dst []byte, dto any, at []string) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for i, m := range n.members {
		below := append(at[:len(at):len(at)], n.names[i])
		_, name := codec.ShapeAt(dto, below...)
		if name == "" {
			continue // no member is called so, whatever JSON calls it
		}
		if len(dst) > start {
			dst = append(dst, ',')
		}
		dst = append(quote(c, dst, name), ':')
		dst = m.json(c, dst, dto, below)
	}
	return append(dst, '}')
}

// quote appends a text as JSON. To the codecs an empty string is null, here it is not.
func quote(c codec.Codec, dst []byte, text string) []byte {
	if text == "" {
		return append(dst, `""`...)
	}
	dst, _ = c.Append(dst, text) // a text can always be written
	return dst
}
