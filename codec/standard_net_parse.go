package codec

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// read moves to the next token, and reports whether there is one.
func (r *netReader) read() (bool, error) {
	for {
		switch r.state {
		case inObject, inObjectStart:
			return r.readObject()
		case inPostValue:
			if done, err := r.readPostValue(false); done || err != nil {
				return done, err
			}
		case inFinished:
			return r.readBehind()
		default:
			return r.readValue()
		}
	}
}

// blank skips white space.
func (r *netReader) blank() {
	for r.pos < len(r.text) {
		switch c := r.text[r.pos]; {
		case c == ' ' || c == '\t' || c == 0:
			r.pos++
		case c == '\n' || c == '\r':
			r.newline()
		default:
			n := r.spaceAt(r.pos)
			if n == 0 {
				return
			}
			r.pos += n
		}
	}
}

// newline passes over the end of a line. At the very end of a document CR LF counts as two.
func (r *netReader) newline() {
	cr := r.text[r.pos] == '\r'
	r.pos++
	if cr && r.pos+1 < len(r.text) && r.text[r.pos] == '\n' {
		r.pos++
	}
	r.line, r.lineStart = r.line+1, r.pos
}

// spaceAt is the length of the white space at a place, or 0.
func (r *netReader) spaceAt(at int) int {
	if c, n := utf8.DecodeRuneInString(r.text[at:]); unicode.IsSpace(c) {
		return n
	}
	return 0
}

// peek is the byte at the reader, 0 at the end.
func (r *netReader) peek() byte {
	if r.pos < len(r.text) {
		return r.text[r.pos]
	}
	return 0
}

func (r *netReader) readBehind() (bool, error) {
	r.blank()
	switch {
	case r.pos >= len(r.text):
		r.as(netNone, "")
		return false, nil
	case r.peek() == '/':
		return true, r.comment(true)
	}
	return false, r.malformed("Additional text encountered after finished reading JSON content: %s.", r.char())
}

func (r *netReader) readObject() (bool, error) {
	r.blank()
	if r.pos >= len(r.text) {
		return false, nil
	}
	r.at = r.pos
	switch r.peek() {
	case '}':
		err := r.set(netEndObject, "")
		r.pos++
		return err == nil, err
	case '/':
		return true, r.comment(true)
	}
	return true, r.readProperty()
}

func (r *netReader) readProperty() (err error) {
	var name string
	switch c := r.peek(); {
	case c == '"' || c == '\'':
		r.pos++
		name, err = r.quoted(c)
	case r.identifier() > 0:
		name, err = r.unquoted()
	default:
		return r.malformed("Invalid property identifier character: %s.", r.char())
	}
	if err != nil {
		return err
	}
	if r.blank(); r.peek() != ':' {
		return r.malformed("Invalid character after parsing property name. Expected ':' but got: %s.", r.char())
	}
	r.pos++
	return r.set(netName, name)
}

// identifier is the length of the character of an unquoted name at the reader, or 0.
func (r *netReader) identifier() int {
	c, n := utf8.DecodeRuneInString(r.text[r.pos:])
	if c == '_' || c == '$' || unicode.IsLetter(c) || unicode.Is(unicode.Nd, c) {
		return n
	}
	return 0
}

func (r *netReader) unquoted() (string, error) {
	start := r.pos
	for r.pos < len(r.text) {
		if n := r.identifier(); n > 0 {
			r.pos += n
			continue
		}
		if c := r.peek(); c == 0 || c == ':' || r.spaceAt(r.pos) > 0 {
			return r.text[start:r.pos], nil
		}
		return "", r.malformed("Invalid JavaScript property identifier character: %s.", r.char())
	}
	return "", r.malformed("Unexpected end while parsing unquoted property name.")
}

// readPostValue reads what comes behind a value, and reports whether that is a token.
func (r *netReader) readPostValue(ignoreComments bool) (bool, error) {
	for {
		if r.blank(); r.pos >= len(r.text) {
			r.state = inFinished
			return false, nil
		}
		r.at = r.pos
		switch r.peek() {
		case '}':
			return true, r.bracket(netEndObject)
		case ']':
			return true, r.bracket(netEndArray)
		case ')':
			return true, r.bracket(netEndConstructor)
		case '/':
			if err := r.comment(!ignoreComments); err != nil || !ignoreComments {
				return true, err
			}
		case ',':
			r.pos++
			r.resume()
			return false, nil
		default:
			return false, r.malformed("After parsing a value an unexpected character was encountered: %s.", r.char())
		}
	}
}

// readValue reads a value of any kind.
func (r *netReader) readValue() (bool, error) {
	if r.blank(); r.pos >= len(r.text) {
		return false, nil
	}
	r.at = r.pos
	switch c := r.peek(); c {
	case '"', '\'':
		return true, r.string(c)
	case 't', 'f':
		return true, r.boolean()
	case 'n':
		return true, r.null()
	case 'u':
		return true, r.word("undefined", netUndefined, "undefined")
	case 'N':
		return true, r.word("NaN", netFloatToken, "NaN")
	case 'I':
		return true, r.word("Infinity", netFloatToken, "Infinity")
	case '-':
		if strings.HasPrefix(r.text[r.pos:], "-I") {
			return true, r.word("-Infinity", netFloatToken, "-Infinity")
		}
	case '/':
		return true, r.comment(true)
	case '{':
		return true, r.bracket(netStartObject)
	case '[':
		return true, r.bracket(netStartArray)
	case ']':
		return true, r.bracket(netEndArray)
	case ')':
		return true, r.bracket(netEndConstructor)
	case ',': // it is read again
		return true, r.set(netUndefined, "")
	}
	if !r.digit() {
		return false, r.unexpected(r.char())
	}
	return true, r.number(wantAny)
}

// bracket passes over one, which is a token.
func (r *netReader) bracket(token netToken) error {
	r.pos++
	return r.set(token, "")
}

// digit reports whether a number may begin at the reader.
func (r *netReader) digit() bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.pos:])
	return c == '-' || c == '.' || unicode.IsNumber(c)
}

func (r *netReader) unexpected(char string) error {
	return r.malformed(unexpectedCharacter, char)
}

const unexpectedCharacter = "Unexpected character encountered while parsing value: %s."

func (r *netReader) ended() error { return r.malformed("Unexpected end when reading JSON.") }

// match passes over a word, and reports whether nothing clings to it. Of another word it passes over what is alike.
func (r *netReader) match(word string) (bool, error) {
	if rest := r.text[r.pos:]; len(rest) < utf8.UTFMax*len(word) && utf8.RuneCountInString(rest) < len(word) {
		r.pos = len(r.text)
		return false, r.ended()
	}
	for i := range len(word) {
		if r.pos+i >= len(r.text) || r.text[r.pos+i] != word[i] {
			r.pos += i
			return false, nil
		}
	}
	r.pos += len(word)
	if r.pos >= len(r.text) {
		return true, nil
	}
	switch c := r.text[r.pos]; c {
	case '}', ']', ',', 0:
		return true, nil
	case '/':
		return r.pos+1 < len(r.text) && (r.text[r.pos+1] == '*' || r.text[r.pos+1] == '/'), nil
	case ')':
		return r.state == inConstructor || r.state == inConstructorStart, nil
	}
	return r.spaceAt(r.pos) > 0, nil
}

// word reads a word that stands for a value.
func (r *netReader) word(word string, t netToken, what string) error {
	ok, err := r.match(word)
	switch {
	case err != nil:
		return err
	case !ok:
		return r.malformed("Error parsing %s value.", what)
	}
	return r.set(t, word)
}

func (r *netReader) boolean() error {
	if r.peek() == 't' {
		return r.word("true", netBoolean, "boolean")
	}
	return r.word("false", netBoolean, "boolean")
}

// null reads null, or the "new" of a constructor.
func (r *netReader) null() error {
	if r.pos+1 >= len(r.text) {
		r.pos++
		return r.ended()
	}
	switch r.text[r.pos+1] {
	case 'u':
		return r.word("null", netNull, "null")
	case 'e':
		return r.constructor()
	}
	return r.unexpected(r.char())
}

func (r *netReader) constructor() error {
	ok, err := r.match("new")
	switch {
	case err != nil:
		return err
	case !ok:
		return r.malformed("Unexpected content while parsing JSON.")
	}
	r.blank()
	start := r.pos
	for r.pos < len(r.text) && r.identifier() > 0 && r.peek() != '_' && r.peek() != '$' {
		r.pos += r.identifier()
	}
	name := r.text[start:r.pos]
	switch {
	case r.pos >= len(r.text):
		return r.malformed("Unexpected end while parsing constructor.")
	case r.peek() != '(' && r.spaceAt(r.pos) == 0:
		return r.malformed("Unexpected character while parsing constructor: %s.", r.char())
	case name == "":
		return r.malformed("Empty constructor name.")
	}
	if r.blank(); r.peek() != '(' {
		return r.malformed("Unexpected character while parsing constructor: %s.", r.char())
	}
	r.pos++
	return r.set(netStartConstructor, name)
}

// comment reads a comment, and makes it the token if it is to be one.
func (r *netReader) comment(set bool) error {
	if r.pos++; r.pos+1 >= len(r.text) {
		return r.malformed("Unexpected end while parsing comment.")
	}
	c := r.peek()
	if c != '*' && c != '/' {
		return r.malformed("Error parsing comment. Expected: *, got %s.", r.char())
	}
	for r.pos++; ; {
		switch {
		case r.pos >= len(r.text) && c == '*':
			return r.malformed("Unexpected end while parsing comment.")
		case r.pos >= len(r.text), c == '/' && (r.peek() == '\n' || r.peek() == '\r'):
		case c == '*' && strings.HasPrefix(r.text[r.pos:], "*/"):
			r.pos += 2
		case r.peek() == '\n' || r.peek() == '\r':
			r.newline()
			continue
		default:
			r.pos++
			continue
		}
		if set {
			return r.set(netComment, "")
		}
		return nil
	}
}
