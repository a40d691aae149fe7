package server

import (
	"bytes"
	"encoding/binary"
	"math/bits"
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

// isValue reports whether b may be a field value.
func isValue(b []byte) bool {
	end := valueEnd(b)
	return end == len(b) || inValue.all(b[end:]) // behind a tab
}

// valueEnd is where the first byte of b stands that is a control character, a tab or DEL. It looks at eight bytes at a time for what most
// values have none of.
func valueEnd(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	end := 0
	for ; len(b)-end >= 8; end += 8 {
		eight := binary.LittleEndian.Uint64(b[end:])
		del := eight ^ 0x7f*ones
		if odd := ((eight-' '*ones)&^eight | (del-ones)&^del) & tops; odd != 0 {
			return end + bits.TrailingZeros64(odd)>>3
		}
	}
	for end < len(b) && b[end] >= ' ' && b[end] != 0x7f {
		end++
	}
	return end
}

// requestLine returns the status of the answer to a request line that is refused, or 0.
func (h *head) requestLine(line []byte) (status int) {
	method, rest, _ := bytes.Cut(line, []byte(" "))
	target, version, _ := bytes.Cut(rest, []byte(" "))
	path, _, _ := bytes.Cut(target, []byte("?"))
	if len(method) >= maxMethod || !inToken.all(method) || !inTarget.all(target) || bytes.Contains(path, []byte("%00")) {
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

// plain takes the header lines at the beginning of p that are whole, good, and frame nothing, and returns how many bytes they are. Most lines
// are so, and need no second look; the first one that is not is left to [head.header].
func (h *head) plain(p []byte) (used int) {
	for h.fields < maxFields {
		line := p[used:]
		end := tokenEnd(line)
		if end == 0 || end > maxFraming || end == len(line) || line[end] != ':' || framingOf(line[:end]) != "" {
			return used
		}
		end += valueEnd(line[end:])
		if len(line)-end < 2 || line[end] != '\r' || line[end+1] != '\n' || h.size+end+2 > maxHead {
			return used
		}
		h.fields++
		h.size += end + 2
		used += end + 2
	}
	return used
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
	end := tokenEnd(line)
	if end == 0 || end == len(line) || line[end] != ':' {
		return nil, nil, false
	}
	value = trimBlanks(line[end+1:])
	return line[:end], value, isValue(value)
}

// tokenEnd is where the token at the beginning of b ends.
func tokenEnd(b []byte) int {
	end := 0
	for end < len(b) && classes[b[end]]&inToken != 0 {
		end++
	}
	return end
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
