package webapi

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
)

// What a form may hold, as the original limits it.
const (
	formValues = 1000
	formDepth  = 256
)

// A node is a value of a form on its way into a request: a text, or members by name. Lists are nodes whose names are numbers or empty.
type node struct {
	text    string
	leaf    bool
	names   []string
	members []*node
	byName  map[string]*node // by folded name
}

// bindForm binds a form: names in any case, members of members as A.B or A[B], items as A[] or A[0]. It reads the form as JSON, so that one plan
// of the request serves all.
func (d *Dialect) bindForm(x *server.Exchange, body []byte) {
	l := local(x)
	root, ok := parseForm(body)
	if !ok {
		l.body.AddCause(parameter, "The form has too many values, or nests them too deeply.")
		l.null = true
		return
	}
	if len(root.names) == 1 && root.names[0] == "" { // "=abc", a bare value
		root = root.members[0]
	}
	err := d.JSON.Decode(root.json(d.JSON, nil), x.DTO)
	for _, problem := range problems(err) {
		e, ok := errors.AsType[*codec.Error](problem)
		if !ok || e.Path == "" { // a member that is missing, which rules tell
			continue
		}
		l.body.Add(memberKey(problem), notValid(root.find(path(e.Path)), e.Path[strings.LastIndex(e.Path, ".")+1:]))
	}
}

// parseForm reads a form into a tree; ok is false where it is beyond what a form may hold.
func parseForm(body []byte) (root *node, ok bool) {
	root = &node{}
	if bytes.Count(body, []byte("&")) >= formValues {
		return root, false
	}
	for _, p := range parseQuery(string(body)) {
		steps := path(p.Name)
		if len(steps) > formDepth {
			return root, false
		}
		root.add(steps, p.Value)
	}
	return root, true
}

// path splits the name of a form's value: A[B].C[] is A, B, C and an empty name.
func path(name string) []string {
	return strings.Split(strings.NewReplacer("[", ".", "]", "").Replace(name), ".")
}

// add puts a text at a path. Of a path that comes again the first text counts.
func (n *node) add(path []string, text string) {
	switch {
	case len(path) > 0:
		n.member(path[0]).add(path[1:], text)
	case !n.leaf:
		n.text, n.leaf = text, true
	}
}

func (n *node) member(name string) *node {
	folded := strings.ToLower(name)
	if known := n.byName[folded]; known != nil && name != "" {
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

// find returns the text at a path, or nothing.
func (n *node) find(path []string) string {
	for _, name := range path {
		if n = n.byName[strings.ToLower(name)]; n == nil {
			return ""
		}
	}
	return n.text
}

// list reports whether the names are those of items.
func (n *node) list() bool {
	return len(n.names) > 0 && !slices.ContainsFunc(n.names, func(name string) bool {
		_, err := strconv.Atoi(name)
		return name != "" && err != nil
	})
}

// json appends the node as JSON.
func (n *node) json(c codec.Codec, dst []byte) []byte {
	if n.leaf {
		return quote(c, dst, n.text)
	}
	brackets := "{}"
	if n.list() {
		brackets = "[]"
	}
	dst = append(dst, brackets[0])
	for i, m := range n.members {
		if i > 0 {
			dst = append(dst, ',')
		}
		if !n.list() {
			dst = append(quote(c, dst, n.names[i]), ':')
		}
		dst = m.json(c, dst)
	}
	return append(dst, brackets[1])
}

// quote appends a text as JSON. To the codecs an empty string is null, here it is not.
func quote(c codec.Codec, dst []byte, text string) []byte {
	if text == "" {
		return append(dst, `""`...)
	}
	dst, _ = c.Append(dst, text) // a text can always be written
	return dst
}
