package codec

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A netToken is what Json.NET's reader stands on.
type netToken uint8

const (
	netNone netToken = iota
	netStartObject
	netStartArray
	netStartConstructor
	netName
	netComment
	netInteger
	netFloatToken
	netString
	netBoolean
	netNull
	netUndefined
	netEndObject
	netEndArray
	netEndConstructor
	netBytes
)

func (t netToken) String() string {
	return [...]string{"None", "StartObject", "StartArray", "StartConstructor", "PropertyName", "Comment", "Integer", "Float", "String", "Boolean", "Null",
		"Undefined", "EndObject", "EndArray", "EndConstructor", "Bytes"}[t]
}

func (t netToken) starts() bool {
	return t == netStartObject || t == netStartArray || t == netStartConstructor
}

// A netState is what Json.NET's reader expects next. After a fault it goes on with whatever that was.
type netState uint8

const (
	inStart netState = iota
	inProperty
	inObjectStart
	inObject
	inArrayStart
	inArray
	inConstructorStart
	inConstructor
	inPostValue
	inFinished
)

// A netScope is an object, list or constructor that is open, and where in it the reader is.
type netScope struct {
	start netToken
	name  string
	index int
}

// A netReader reads the tokens of a document as Json.NET's JsonTextReader does, faults and what it makes of the rest included.
type netReader struct {
	text      string
	pos       int
	at        int // where the token begins
	line      int // from 1
	lineStart int
	state     netState
	token     netToken
	value     string // of a name or a scalar
	scopes    []netScope
	limit     int
	tooDeep   bool // noted already
	counted   int  // up to where the line has been counted,
	column    int  // and how many units of UTF-16 that were
}

// A netFault is what would be an exception.
type netFault struct {
	text     string // in the original's words
	kind     error
	offset   int
	expected string
}

func (f *netFault) Error() string { return f.text }

// fault is an exception with the place of the reader in its text.
func (r *netReader) fault(kind error, format string, args ...any) *netFault {
	return &netFault{text: r.told(fmt.Sprintf(format, args...)), kind: kind, offset: r.pos}
}

func (r *netReader) malformed(format string, args ...any) error {
	return r.fault(ErrMalformed, format, args...)
}

// told ends a text with the place of the reader.
func (r *netReader) told(text string) string {
	if !strings.HasSuffix(text, "\n") {
		if text = strings.TrimSpace(text); !strings.HasSuffix(text, ".") {
			text += "."
		}
		text += " "
	}
	line, column := r.line, r.measure()
	if r.state == inStart && column == 0 && r.token != netComment {
		line = 0
	}
	return fmt.Sprintf("%sPath '%s', line %d, position %d.", text, r.path(), line, column)
}

// measure counts the characters of the line in front of the reader, as .NET counts them. What it has counted it does not count again.
func (r *netReader) measure() int {
	at := min(r.pos, len(r.text))
	if r.counted < r.lineStart || r.counted > at {
		r.counted, r.column = r.lineStart, 0
	}
	for _, c := range r.text[r.counted:at] {
		r.column += utf16.RuneLen(c)
	}
	r.counted = at
	return r.column
}

// path is where the reader is, as Json.NET spells it.
func (r *netReader) path() string {
	scopes := r.scopes
	if r.state == inArrayStart || r.state == inObjectStart || r.state == inConstructorStart {
		scopes = scopes[:max(len(scopes)-1, 0)]
	}
	var path []byte
	for i := range scopes {
		switch s := &scopes[i]; {
		case s.start != netStartObject:
			path = append(path, index(s.index)...)
		case strings.ContainsAny(s.name, ". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029"):
			path = append(append(append(path, "['"...), quotedName(s.name)...), "']"...)
		case len(path) > 0:
			path = append(append(path, '.'), s.name...)
		default:
			path = append(path, s.name...)
		}
	}
	return string(path)
}

// quotedName is a name as it stands between the quotes of a path.
func quotedName(name string) string {
	return strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\f", `\f`, "\b", `\b`,
		"\u0085", `\u0085`, "\u2028", `\u2028`, "\u2029", `\u2029`).Replace(name)
}

// depth counts what is open around the token.
func (r *netReader) depth() int {
	if r.token.starts() {
		return max(len(r.scopes)-1, 0)
	}
	return len(r.scopes)
}

// position is the index in the list that is open at a depth.
func (r *netReader) position(depth int) int {
	if len(r.scopes) == 0 {
		return 0
	}
	return r.scopes[min(depth, len(r.scopes)-1)].index
}

// set makes t the token. It fails where t opens too much or closes what is not open.
func (r *netReader) set(t netToken, value string) error {
	r.token, r.value = t, value
	switch t {
	case netStartObject:
		r.state = inObjectStart
		return r.push(t)
	case netStartArray:
		r.state = inArrayStart
		return r.push(t)
	case netStartConstructor:
		r.state = inConstructorStart
		return r.push(t)
	case netEndObject, netEndArray, netEndConstructor:
		return r.end(t)
	case netName:
		r.state = inProperty
		r.scopes[len(r.scopes)-1].name = value
	case netNone, netComment:
	default:
		r.postValue()
		r.count()
	}
	return nil
}

// as makes t the token of the value that has been counted already.
func (r *netReader) as(t netToken, value string) { r.token, r.value = t, value }

// count moves the index of the list around a value.
func (r *netReader) count() {
	if n := len(r.scopes); n > 0 && r.scopes[n-1].start != netStartObject {
		r.scopes[n-1].index++
	}
}

func (r *netReader) postValue() {
	if r.state = inPostValue; len(r.scopes) == 0 {
		r.state = inFinished
	}
}

// deepest is how many times the limit a document may be deep where it is only passed over. Of one that goes on nothing more is read: Json.NET notes an
// error with a path as long as that.
const deepest = 4

func (r *netReader) push(t netToken) error {
	r.count()
	r.scopes = append(r.scopes, netScope{start: t, index: -1})
	if len(r.scopes) >= deepest*r.limit {
		r.pos = len(r.text)
	}
	if len(r.scopes) > r.limit && !r.tooDeep {
		r.tooDeep = true
		return r.fault(ErrDepth, "The reader's MaxDepth of %d has been exceeded.", r.limit)
	}
	return nil
}

func (r *netReader) end(t netToken) error {
	open := netNone
	if n := len(r.scopes); n > 0 {
		open = r.scopes[n-1].start
		r.scopes = r.scopes[:n-1]
	}
	if len(r.scopes) <= r.limit {
		r.tooDeep = false
	}
	if open != netStartObject+(t-netEndObject) {
		return r.malformed("JsonToken %v is not valid for closing JsonType %s.", t, strings.TrimPrefix(open.String(), "Start"))
	}
	r.postValue()
	return nil
}

// resume expects what comes behind a comma.
func (r *netReader) resume() {
	if len(r.scopes) == 0 {
		r.state = inFinished
		return
	}
	switch r.scopes[len(r.scopes)-1].start {
	case netStartObject:
		r.state = inObject
	case netStartArray:
		r.state = inArray
	default:
		r.state = inConstructor
	}
}

// skip passes over the value at hand.
func (r *netReader) skip() error {
	if r.token == netName {
		if _, err := r.read(); err != nil {
			return err
		}
	}
	if !r.token.starts() {
		return nil
	}
	for depth := r.depth(); ; {
		more, err := r.read()
		if err != nil || !more || depth >= r.depth() {
			return err
		}
	}
}

// char is the character at the reader as messages tell it.
func (r *netReader) char() string {
	if r.pos >= len(r.text) {
		return "\x00"
	}
	_, n := utf8.DecodeRuneInString(r.text[r.pos:])
	return r.text[r.pos : r.pos+n]
}
