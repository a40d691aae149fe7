package auth

import (
	"encoding/base64"
	"strings"
)

// The parts of a token, decoded.
type parts struct {
	signed                     string // the text that the signature is over
	header, payload, signature []byte
	strange                    bool // written as the standard does not allow: padding, line ends, bits that say nothing
}

// takeApart decodes a token of three parts. What is strange about them is forgiven here, as ServiceStack forgives it.
func takeApart(token string) (p parts, refused *Refusal) {
	first, rest, _ := strings.Cut(token, ".")
	second, third, ok := strings.Cut(rest, ".")
	if !ok || strings.Contains(third, ".") {
		return parts{}, &Refusal{Why: Unformed}
	}
	p.signed = token[:len(token)-len(third)-1]
	var readable [3]bool
	p.header, readable[0] = p.decode(first)
	p.payload, readable[1] = p.decode(second)
	p.signature, readable[2] = p.decode(third)
	if readable != [...]bool{true, true, true} {
		return parts{}, unreadable(third, first, second)
	}
	return p, nil
}

// unreadable tells what is wrong with the first part that cannot be read. The original reads the signature first.
func unreadable(texts ...string) *Refusal {
	for _, text := range texts {
		if len(text)%4 == 1 {
			return &Refusal{Why: OddLength}
		}
		if _, ok := new(parts).decode(text); !ok {
			break
		}
	}
	return &Refusal{Why: Unreadable}
}

var base64Strict = base64.RawURLEncoding.Strict()

// decode reads base64url. Go's decoder passes over line ends, also where it is strict.
func (p *parts) decode(text string) (data []byte, ok bool) {
	bare := strings.TrimRight(text, "=")
	p.strange = p.strange || bare != text || strings.ContainsAny(text, "\r\n")
	if data, err := base64Strict.DecodeString(bare); err == nil {
		return data, true
	}
	p.strange = true
	data, err := base64.RawURLEncoding.DecodeString(bare)
	return data, err == nil
}

// A header is what is read of one: nothing but typ, alg, kid and whether there is a crit.
type header struct {
	typ, alg, kid string
	sound         bool // false: it is one that is not taken, whatever the signature
}

// readHeader reads a header. Without alg it is none.
func (t *Tokens) readHeader(data []byte) header {
	members, ok := readObject(data)
	if !ok || len(members) > maxMembers {
		return header{}
	}
	h := header{sound: members.find("crit") == "" && (t.options.Lenient || !members.twice())}
	h.typ, h.alg, h.kid = h.text(members, "typ"), h.text(members, "alg"), h.text(members, "kid")
	return h
}

func (h *header) text(members object, name string) string {
	v := members.find(name)
	switch {
	case strings.HasPrefix(v, `"`):
		return unquote(v)
	case isNumber(v): // the id of a key is written as one that looks like it
		return v
	case v != "" && v != "null":
		h.sound = false
	}
	return ""
}
