package server

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"
)

// A head is what the scanner must know of one request's head.
type head struct {
	old       bool // HTTP/1.0
	hosts     int
	lengths   int
	length    int64
	encodings int
	fields    int
	size      int // of the header lines
}

// maxFields is the most header lines that a head may have. With the trailer lines behind its body there may be twice as many.
const maxFields = 100

// maxRequestLine is the length of a request line that is refused, as the original's.
const maxRequestLine = 8 << 10

// maxFraming is the most bytes that a header name may have, and a line that frames the message.
const maxFraming = 1 << 10

// maxMethod is the length of a method that is refused.
const maxMethod = 32

// A class says where a byte may stand.
type class uint8

const (
	inToken   class = 1 << iota // in a method or a field name
	inTarget                    // in a request target
	inValue                     // in a field value
	inAddress                   // in a Host
	isHex
)

// classes are those of RFC 9110 and 9112. In a target they are wider, as clients are: [] and {} stand in the paths of ServiceStack.
// Fragments and bytes outside ASCII do not.
var classes = func() (table [256]class) {
	allow := func(bytes string, c class) {
		for _, b := range []byte(bytes) {
			table[b] |= c
		}
	}
	const alnum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	allow(alnum+"!#$%&'*+-.^_`|~", inToken)
	allow(alnum+"-._~:/?[]@!$&'()*+,;=%{}|\\\"<>^`", inTarget)
	allow(alnum+"-._:[]", inAddress)
	allow("0123456789ABCDEFabcdef", isHex)
	for b := range table {
		if b == '\t' || b >= ' ' && b != 0x7f {
			table[b] |= inValue
		}
	}
	return table
}()

// all reports whether b is of the class, and not empty.
func (c class) all(b []byte) bool {
	for _, x := range b {
		if classes[x]&c == 0 {
			return false
		}
	}
	return len(b) > 0
}

// isValue reports whether b may be a field value. It looks at eight bytes at a time for what most values have none of.
func isValue(b []byte) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	rest := b
	for ; len(rest) >= 8; rest = rest[8:] {
		eight := binary.LittleEndian.Uint64(rest)
		del := eight ^ 0x7f*ones
		if (eight-' '*ones)&^eight&tops != 0 || (del-ones)&^del&tops != 0 {
			return inValue.all(b) // a tab, or none
		}
	}
	return len(rest) == 0 || inValue.all(rest)
}

// requestLine returns the status of the answer to a request line that is refused, or 0.
func (h *head) requestLine(line []byte) (status int) {
	method, rest, _ := bytes.Cut(line, []byte(" "))
	target, version, _ := bytes.Cut(rest, []byte(" "))
	if len(method) >= maxMethod || !inToken.all(method) || !inTarget.all(target) || bytes.Contains(target, []byte("%00")) {
		return http.StatusBadRequest
	}
	if target[0] != '/' && (string(target) != "*" || string(method) != "OPTIONS") {
		return http.StatusBadRequest
	}
	h.old = string(version) == "HTTP/1.0"
	return h.version(string(version))
}

func (h *head) version(text string) (status int) {
	switch {
	case h.old, text == "HTTP/1.1":
		return 0
	case len(text) == len("HTTP/1.1") && strings.HasPrefix(text, "HTTP/") && text[6] == '.':
		return http.StatusHTTPVersionNotSupported
	}
	return http.StatusBadRequest
}

// header returns the status of the answer to a header line that is refused, or 0.
func (h *head) header(line []byte) (status int) {
	name, value, ok := field(line)
	framing := framingOf(name)
	if !ok || len(name) > maxFraming || framing != "" && len(line) > maxFraming {
		return http.StatusBadRequest
	}
	h.size += len(line) + len("\r\n")
	if h.fields++; h.fields > maxFields {
		return http.StatusRequestHeaderFieldsTooLarge
	}
	switch framing {
	case "host":
		h.hosts++
		ok = inAddress.all(value)
	case "content-length":
		h.lengths++
		h.length, ok = length(value)
	case "transfer-encoding":
		h.encodings++
		ok = bytes.EqualFold(value, []byte("chunked"))
	}
	return badUnless(ok)
}

// trailer judges a line behind a chunked body. What frames a message has no place there.
func (h *head) trailer(line []byte) bool {
	name, _, ok := field(line)
	h.fields++
	return ok && h.fields <= 2*maxFields && framingOf(name) == ""
}

// framingOf returns the name in lower case of a field that says where a message ends or whom it is for, or "".
func framingOf(name []byte) (framing string) {
	switch len(name) {
	case len("host"):
		framing = "host"
	case len("content-length"):
		framing = "content-length"
	case len("transfer-encoding"):
		framing = "transfer-encoding"
	}
	if framing == "" || !isName(name, framing) {
		return ""
	}
	return framing
}

// whole judges the head at its end.
func (h *head) whole() bool {
	framings := h.lengths + h.encodings
	return (h.hosts == 1 || h.old && h.hosts == 0) && framings <= 1 && (!h.old || h.encodings == 0)
}

// field takes a header line apart. A folded line and a blank before the colon are no field names.
func field(line []byte) (name, value []byte, ok bool) {
	end := 0
	for end < len(line) && classes[line[end]]&inToken != 0 {
		end++
	}
	if end == 0 || end == len(line) || line[end] != ':' {
		return nil, nil, false
	}
	value = trimBlanks(line[end+1:])
	return line[:end], value, isValue(value)
}

// trimBlanks is bytes.Trim for the two blanks that HTTP knows, and several times as fast.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// isName reports whether a field name of the same length is the given one, in any case and with underscores for dashes: some servers make
// no difference.
func isName(name []byte, lower string) bool {
	for i, b := range name {
		if b == '_' {
			b = '-'
		}
		if b|0x20 != lower[i] {
			return false
		}
	}
	return true
}

// length reads a Content-Length: digits and nothing else, at most eighteen.
func length(value []byte) (n int64, ok bool) {
	for _, b := range value {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = 10*n + int64(b-'0')
	}
	return n, 0 < len(value) && len(value) <= 18
}

// chunkSize reads the line before a chunk: up to eight hexadecimal digits, and extensions, which mean nothing.
func chunkSize(line []byte) (int64, bool) {
	digits, extensions, extended := bytes.Cut(line, []byte(";"))
	if len(digits) > 8 || !isHex.all(digits) || extended && (len(extensions) > 256 || !inValue.all(extensions)) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(digits), 16, 64)
	return n, err == nil
}
