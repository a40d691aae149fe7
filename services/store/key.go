package store

import "encoding/binary"

// A key is a tuple: system, tenant, collection, kind, and the record's own key. All parts but the last have their length before them, so that no
// choice of names reaches another tuple's key (security.md Z08).
const (
	recordKind = "r"
	indexKind  = "i"
)

// tuple returns the prefix that all keys of the parts have in common.
func tuple(parts ...string) []byte {
	var b []byte
	for _, p := range parts {
		b = binary.AppendUvarint(b, uint64(len(p)))
		b = append(b, p...)
	}
	return b
}

func (s Scope) prefix(collection, kind string, tenanted bool, more ...string) []byte {
	tenant := ""
	if tenanted {
		tenant = s.Tenant
	}
	return tuple(append([]string{s.System, tenant, collection, kind}, more...)...)
}
