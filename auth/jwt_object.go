package auth

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxMembers bounds the header, which is read before anything is known of the token. RFC 7515 names eleven members.
const maxMembers = 32

// An object is the members of a JSON object as they are written, in their order.
type object []member

// A member is a name and the JSON text of its value.
type member struct{ name, value string }

// readObject reads the members of an object in UTF-8, as RFC 7519 asks for.
func readObject(data []byte) (members object, ok bool) {
	if !json.Valid(data) || !utf8.Valid(data) {
		return nil, false
	}
	return splitObject(string(data))
}

// splitObject takes an object apart whose text is known to be JSON. Values are parts of the text.
func splitObject(text string) (members object, ok bool) {
	text = strings.Trim(text, blanks)
	if text == "" || text[0] != '{' {
		return nil, false
	}
	members = make(object, 0, 16)
	for rest := skip(text, 1); rest[0] != '}'; {
		end := stringEnd(rest)
		name := unquote(rest[:end])
		value := skip(skip(rest, end), 1) // the colon
		end = valueEnd(value)
		members = append(members, member{name, value[:end]})
		if rest = skip(value, end); rest[0] == ',' {
			rest = skip(rest, 1)
		}
	}
	return members, true
}

// elements takes a list apart whose text is known to be JSON.
func elements(text string) (values []string) {
	for rest := skip(text, 1); rest[0] != ']'; {
		end := valueEnd(rest)
		values = append(values, rest[:end])
		if rest = skip(rest, end); rest[0] == ',' {
			rest = skip(rest, 1)
		}
	}
	return values
}

const blanks = " \t\r\n"

// skip leaves out some bytes and the blanks behind them.
func skip(text string, bytes int) string {
	text = text[bytes:]
	for text != "" && strings.IndexByte(blanks, text[0]) >= 0 {
		text = text[1:]
	}
	return text
}

// valueEnd returns the length of the value that the text begins with.
func valueEnd(text string) int {
	switch text[0] {
	case '"':
		return stringEnd(text)
	case '{', '[':
		return nestedEnd(text)
	}
	if end := strings.IndexAny(text, ",]} \t\r\n"); end >= 0 {
		return end
	}
	return len(text)
}

func stringEnd(text string) int {
	i := 1
	for ; text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func nestedEnd(text string) int {
	depth := 0
	for i := 0; ; i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			i += stringEnd(text[i:]) - 1
		}
	}
}

// unquote returns what a JSON string says, as a part of its text where nothing is escaped.
func unquote(text string) string {
	inside := text[1 : len(text)-1]
	if strings.IndexByte(inside, '\\') < 0 {
		return inside
	}
	var s string
	_ = json.Unmarshal([]byte(text), &s) // the text is JSON
	return s
}

// twice reports whether a name is written more than once.
func (o object) twice() bool {
	for i, m := range o {
		if slices.ContainsFunc(o[:i], func(before member) bool { return before.name == m.name }) {
			return true
		}
	}
	return false
}

// find returns the text of the last member with a name; empty where there is none. Names are matched exactly: encoding/json would take SUB for sub.
func (o object) find(name string) string {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].name == name {
			return o[i].value
		}
	}
	return ""
}
