package main

import (
	"crypto/sha256"
	varint "encoding/binary" // another test calls the program that it runs binary
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A state is every record of a store as it lies on disk, unique values too: its key, and its revision with a hash of its sealed bytes.
type state map[string]string

// records reads all records, below everything that the program itself reads them with.
func (h *harness) records() state {
	h.t.Helper()
	s := state{}
	var after []byte
	for {
		entries, err := h.engine.Range(h.t.Context(), nil, after, 1000)
		if err != nil {
			h.t.Fatalf("read the store: %v", err)
		}
		if len(entries) == 0 {
			return s
		}
		for _, e := range entries {
			s[string(e.Key)] = fmt.Sprint(e.Rev, sha256.Sum256(e.Value))
		}
		after = entries[len(entries)-1].Key
	}
}

// changed returns the keys that are not as they were, in order.
func (s state) changed(now state) []string {
	keys := map[string]bool{}
	for key, was := range s {
		keys[key] = now[key] != was
	}
	for key := range now {
		if _, known := s[key]; !known {
			keys[key] = true
		}
	}
	maps.DeleteFunc(keys, func(_ string, changed bool) bool { return !changed })
	return slices.Sorted(maps.Keys(keys))
}

// placeOf reads a record's key: the tenant and the collection that it lies in, and what is left.
func placeOf(key string) (tenant, collection, own string) {
	var parts [4]string // system, tenant, collection, kind
	for i := range parts {
		n, size := varint.Uvarint([]byte(key))
		parts[i], key = key[size:size+int(n)], key[size+int(n):]
	}
	return parts[1], parts[2], key
}

// owners says whose each record is: those that come to be or change while somebody is added are his tenant's. What is written for several
// tenants, such as a sequence, is nobody's.
type owners map[string]string

const everybody = "everybody"

func (o owners) learn(tenant string, keys []string) {
	for _, key := range keys {
		if known, ok := o[key]; ok && known != tenant {
			o[key] = everybody
			continue
		}
		o[key] = tenant
	}
}

// trespasses returns the records that somebody of a tenant must not have written, and learns which new ones are his tenant's. The trail is
// everybody's; a new count of attempts is the caller's own, so that there may be but one.
func (o owners) trespasses(tenant string, before, now state) (foreign []string) {
	counts := 0
	for _, key := range before.changed(now) {
		in, collection, own := placeOf(key)
		_, old := before[key]
		var mine bool
		switch {
		case collection == "trail" || collection == "trail-heads" || decoy(collection, own):
			continue
		case in != "":
			mine = in == tenant
		case o[key] != "" || old:
			mine = o[key] == tenant || o[key] == everybody
		case collection == "attempts":
			counts++
			mine = counts == 1
		default:
			mine = collection == "outbox" || strings.Contains(own, "-"+tenant)
		}
		if !mine {
			foreign = append(foreign, fmt.Sprintf("%s %s %q of %q", in, collection, own, o[key]))
		}
		if !old {
			o[key] = tenant
		}
	}
	return foreign
}

// decoy reports whether a record is written only for the time that it takes. The secrets of these systems have no unique values, decoys have.
func decoy(collection, own string) bool {
	return collection == "secrets" && (strings.HasPrefix(own, "decoy/") || strings.HasPrefix(own, "\bnameless"))
}
