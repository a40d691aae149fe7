package codec

import (
	"slices"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// knows reports whether DataContract XML of a root may name t as the type of a value: a primitive, or a known type of a
// class that the root is made of.
func knows(root, t *plan.Type) bool {
	if t.Kind.Scalar() && t.Kind != plan.Enum && t.Kind != plan.Offset || emptyClass(t) {
		return true
	}
	return slices.ContainsFunc(knownTypes(root), func(k *plan.Type) bool { return k.XML.Name == t.XML.Name && k.XML.Namespace == t.XML.Namespace })
}

// emptyClass reports whether t stands for a plain new object().
func emptyClass(t *plan.Type) bool { return t.Kind == plan.Object && t.Go.NumField() == 0 }

// knownTypes lists the known types of all classes within t.
func knownTypes(t *plan.Type) []*plan.Type {
	var known []*plan.Type
	seen := map[*plan.Type]bool{}
	var walk func(*plan.Type)
	walk = func(t *plan.Type) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		walk(t.Elem)
		walk(t.Key)
		if t.Class == nil {
			return
		}
		known = append(known, t.Class.Known...)
		for _, m := range t.Class.Levels {
			walk(m.Type)
		}
		for _, k := range t.Class.Known {
			walk(k)
		}
	}
	walk(t)
	return known
}
