package webapi

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/causeway-gateway/causeway/codec"
)

// An HTTPError is the body of a failure: named values in the order in which they are sent. In XML it is an Error element.
type HTTPError []Member

// A Member is one named value of an [HTTPError]: nil, a string, a bool, an int, a []string (a list of messages, joined by blanks in XML) or an HTTPError.
type Member struct {
	Name  string
	Value any
}

// Message returns the HTTPError that says no more than a text.
func Message(format string, args ...any) HTTPError {
	return HTTPError{{"Message", fmt.Sprintf(format, args...)}}
}

// An Exception is the body of a failure of the server. Only a host with [Dialect.Details] tells more than that there was one.
type Exception struct {
	Class   string // "System.InvalidOperationException"
	Message string
	At      string // where it was thrown; empty where it was not
	Inner   *Exception
}

func (e *Exception) httpError(details bool) HTTPError {
	if !details {
		return Message(hidden)
	}
	return append(Message(hidden), e.members()...)
}

func (e *Exception) members() HTTPError {
	m := HTTPError{{"ExceptionMessage", e.Message}, {"ExceptionType", e.Class}, {"StackTrace", nil}}
	if e.At != "" {
		m[2].Value = e.At
	}
	if e.Inner != nil {
		m = append(m, Member{"InnerException", e.Inner.httpError(true)})
	}
	return m
}

// errNoName means that XML has no element for an empty name.
var errNoName = errors.New("webapi: an element needs a name")

// appendJSON appends the error as a JSON object.
func (e HTTPError) appendJSON(dst []byte, c codec.Codec) (_ []byte, err error) {
	dst = append(dst, '{')
	for i, m := range e {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(quote(c, dst, m.Name), ':')
		switch v := m.Value.(type) {
		case HTTPError:
			dst, err = v.appendJSON(dst, c)
		case string:
			dst = quote(c, dst, v)
		default:
			dst, err = c.Append(dst, v)
		}
		if err != nil {
			return nil, err
		}
	}
	return append(dst, '}'), nil
}

// appendXML appends the error as an element.
func (e HTTPError) appendXML(dst []byte, name string) (_ []byte, err error) {
	dst = append(append(append(dst, '<'), name...), '>')
	for _, m := range e {
		if m.Name == "" {
			return nil, errNoName
		}
		child := encodeName(m.Name)
		if nested, ok := m.Value.(HTTPError); ok {
			if dst, err = nested.appendXML(dst, child); err != nil {
				return nil, err
			}
			continue
		}
		dst = appendElement(dst, child, m.Value)
	}
	return append(append(append(dst, "</"...), name...), '>'), nil
}

func appendElement(dst []byte, name string, value any) []byte {
	dst = append(append(dst, '<'), name...)
	text := xmlText(value)
	if text == "" {
		return append(dst, " />"...)
	}
	dst = appendText(append(dst, '>'), text)
	return append(append(append(dst, "</"...), name...), '>')
}

func xmlText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, " ")
	case bool:
		return strconv.FormatBool(v)
	}
	return fmt.Sprint(value)
}

// appendText escapes text as the original's writer does: control characters become references, which XML 1.0 does not allow and its readers took.
func appendText(dst []byte, text string) []byte {
	for _, c := range strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n") {
		switch {
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c < ' ' && c != '\n' && c != '\t', c == 0xfffe, c == 0xffff:
			dst = fmt.Appendf(dst, "&#x%X;", c)
		default:
			dst = append(dst, string(c)...)
		}
	}
	return dst
}

// encodeName makes any text an element's name, as XmlConvert.EncodeLocalName does: [ is _x005B_.
func encodeName(text string) string {
	var b strings.Builder
	for i, c := range text {
		switch {
		case c == '_' && escapes(text[i:]), !nameRune(c, i == 0):
			fmt.Fprintf(&b, "_x%04X_", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// escapes reports whether text begins with what would be read as an escape.
func escapes(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(text[2:6], 16, 16)
	return err == nil
}

func nameRune(c rune, first bool) bool {
	if unicode.IsLetter(c) || c == '_' {
		return true
	}
	return !first && (unicode.IsDigit(c) || unicode.In(c, unicode.Mn, unicode.Mc) || c == '-' || c == '.')
}
