package codec

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A netWant is as what Json.NET's reader is asked to read a value.
type netWant uint8

const (
	wantAny netWant = iota
	wantInt64
	wantInt32
	wantDecimal
	wantDouble
	wantBool
	wantText
	wantTime
	wantOffset
	wantBytes
)

// wantOf is as what a value of type t is read.
func wantOf(t *plan.Type) netWant {
	switch t = t.Base(); t.Kind {
	case plan.Int:
		switch t.Bits {
		case 16, 32:
			return wantInt32
		case 64:
			return wantInt64
		}
	case plan.Uint:
		if t.Bits == 8 {
			return wantInt32
		}
	case plan.Decimal:
		return wantDecimal
	case plan.Float:
		return wantDouble
	case plan.Bool:
		return wantBool
	case plan.String:
		return wantText
	case plan.Time:
		return wantTime
	case plan.Offset:
		return wantOffset
	case plan.Bytes:
		return wantBytes
	}
	return wantAny
}

// readAs reads a value of the kind that is wanted, and reports whether there is a token.
func (r *netReader) readAs(want netWant) (bool, error) {
	if want <= wantInt64 {
		return r.readContent(want)
	}
	switch r.state {
	case inPostValue:
		if done, err := r.readPostValue(true); done || err != nil {
			return done, err
		}
	case inFinished:
		if _, err := r.readBehind(); err != nil {
			return false, err
		}
		r.as(netNone, "")
		return false, nil
	}
	for {
		if r.blank(); r.pos >= len(r.text) {
			r.as(netNone, "")
			return false, nil
		}
		r.at = r.pos
		switch r.peek() {
		case '/':
			if err := r.comment(false); err != nil {
				return false, err
			}
		case ',':
			return false, r.comma()
		default:
			err := want.expected(r.wanted(want))
			return r.token != netNone, err
		}
	}
}

// readContent reads a value of any kind, and passes over comments.
func (r *netReader) readContent(want netWant) (bool, error) {
	for {
		more, err := r.read()
		if err != nil || !more {
			return false, err
		}
		if want == wantInt64 && r.token == netUndefined {
			return false, r.malformed("An undefined token is not a valid System.Int64.")
		}
		if r.token != netComment && r.token != netNone {
			return true, nil
		}
	}
}

// comma is the fault of a comma that stands where a value is wanted. It is read again.
func (r *netReader) comma() error {
	r.pos++
	_ = r.set(netUndefined, "") // which opens nothing
	err := r.unexpected(",")
	r.pos--
	return err
}

// expected says in a fault what should have been there.
func (want netWant) expected(err error) error {
	f, ok := err.(*netFault) //nolint:errorlint // the reader's own
	if !ok || f.kind != ErrValue {
		return err
	}
	switch want {
	case wantInt32, wantDecimal, wantDouble:
		f.expected = "a number"
	case wantBool:
		f.expected = "true or false"
	case wantText:
		f.expected = "a string"
	case wantTime, wantOffset:
		f.expected = "a date"
	case wantBytes:
		f.expected = "base64"
	}
	return f
}

// wanted reads the value at the reader.
func (r *netReader) wanted(want netWant) error {
	c := r.peek()
	switch {
	case c == '"' || c == '\'':
		return r.wantedString(c, want)
	case c == 'n':
		return r.wantedNull()
	case c == ']':
		r.pos++
		if r.state == inArray || r.state == inArrayStart {
			return r.set(netEndArray, "")
		}
		return r.unexpected("]")
	case want == wantBytes && (c == '[' || c == '{'):
		return r.byteArray(c)
	case c == '-' || c == '.' || c >= '0' && c <= '9':
		return r.wantedNumber(want)
	case (c == 't' || c == 'f') && (want == wantText || want == wantBool):
		return r.wantedBoolean(want)
	case (c == 'N' || c == 'I') && want != wantBool && want != wantBytes:
		return r.wantedWord(map[byte]string{'N': "NaN", 'I': "Infinity"}[c], want)
	}
	char := r.char()
	r.pos += len(char)
	if strings.IndexByte("{[tf", c) >= 0 { // a value, but of another kind
		return r.fault(ErrValue, unexpectedCharacter, char)
	}
	return r.unexpected(char)
}

func (r *netReader) wantedNull() error {
	switch {
	case r.pos+1 >= len(r.text):
		r.pos = len(r.text)
		return r.ended()
	case r.text[r.pos+1] != 'u':
		r.pos++
		char := r.char()
		r.pos += len(char)
		return r.unexpected(char)
	}
	return r.null()
}

func (r *netReader) wantedNumber(want netWant) error {
	c := r.peek()
	switch {
	case want == wantBytes, c != '-' && (want == wantTime || want == wantOffset):
		r.pos++
		return r.fault(ErrValue, unexpectedCharacter, string(c))
	case c == '-' && want != wantBool && r.pos+1 < len(r.text) && r.text[r.pos+1] == 'I':
		return r.wantedWord("-Infinity", want)
	case want == wantBool:
		want = wantAny
	}
	return r.number(want)
}

// wantedWord reads the name of a number that has no digits.
func (r *netReader) wantedWord(word string, want netWant) error {
	ok, err := r.match(word)
	switch {
	case err != nil:
		return err
	case !ok:
		return r.malformed("Error parsing %s value.", word)
	case want == wantText:
		return r.set(netString, word)
	case want == wantDouble:
		return r.set(netFloatToken, word)
	}
	return r.malformed("Cannot read %s value.", word)
}

func (r *netReader) wantedBoolean(want netWant) error {
	word := "true"
	if r.peek() == 'f' {
		word = "false"
	}
	ok, err := r.match(word)
	switch {
	case err != nil:
		return err
	case !ok:
		return r.unexpected(r.char())
	case want == wantText:
		return r.set(netString, word)
	}
	return r.set(netBoolean, word)
}

// wantedString reads a string, and looks whether it is what is wanted.
func (r *netReader) wantedString(quote byte, want netWant) error {
	r.pos++
	text, err := r.quoted(quote)
	if err != nil {
		return err
	}
	r.postValue()
	r.count()
	if want == wantBytes {
		return r.base64(text)
	}
	r.as(netString, text)
	if want == wantText {
		return nil
	}
	if text == "" {
		r.as(netNull, "")
		return nil
	}
	what, ok := wantedText(text, want)
	if !ok {
		return r.fault(ErrValue, "Could not convert string to %s: %s.", what, text)
	}
	if want == wantInt32 {
		r.as(netInteger, strings.TrimPrefix(strings.TrimSpace(text), "+"))
	}
	return nil
}

// wantedText reports whether a text is what is wanted, and its name in messages.
func wantedText(text string, want netWant) (what string, ok bool) {
	switch want {
	case wantInt32:
		_, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
		return "integer", err == nil
	case wantDecimal:
		digits, ok := number(text)
		if ok {
			_, ok = clrDecimal(digits)
		}
		return "decimal", ok
	case wantDouble:
		_, ok := parsedFloat(text)
		return "double", ok
	case wantBool:
		word := strings.ToLower(strings.TrimSpace(text))
		return "boolean", word == "true" || word == "false"
	case wantOffset:
		_, ok := netOffset(text, &TextOptions{})
		return "DateTimeOffset", ok
	}
	_, ok = netDate(text, &TextOptions{})
	return "DateTime", ok
}

// base64 makes the string read last the bytes that it stands for. The reader has counted it, and yet stands before it where it fits none.
func (r *netReader) base64(text string) error {
	if id, err := uuid.Parse(text); err == nil && len(text) == 36 {
		r.as(netBytes, string(guidBytes(id)))
		return nil
	}
	data, ok := decodeBase64(text)
	if !ok {
		return &netFault{kind: ErrValue, offset: r.pos, text: "The input is not a valid Base-64 string as it contains a non-base 64 character, " +
			"more than two padding characters, or an illegal character among the padding characters."}
	}
	r.as(netBytes, string(data))
	return nil
}

// guidBytes are the bytes of a GUID as .NET keeps them.
func guidBytes(id uuid.UUID) []byte {
	return []byte{id[3], id[2], id[1], id[0], id[5], id[4], id[7], id[6], id[8], id[9], id[10], id[11], id[12], id[13], id[14], id[15]}
}

// byteArray reads a list of small numbers into bytes.
func (r *netReader) byteArray(open byte) error {
	r.pos++
	if open == '{' {
		if err := r.set(netStartObject, ""); err != nil {
			return err
		}
		if more, err := r.read(); err != nil || !more {
			return cmp.Or(err, r.ended())
		}
		return r.malformed("Error reading bytes. Unexpected token: StartObject.")
	}
	if err := r.set(netStartArray, ""); err != nil {
		return err
	}
	for data := []byte{}; ; {
		more, err := r.read()
		switch {
		case err != nil:
			return err
		case !more:
			return r.malformed("Unexpected end when reading bytes.")
		case r.token == netEndArray:
			r.as(netBytes, string(data))
			return nil
		case r.token == netComment:
			continue
		case r.token != netInteger:
			return r.malformed("Unexpected token when reading bytes: %v.", r.token)
		}
		n, err := strconv.ParseUint(r.value, 10, 8)
		if err != nil {
			return &netFault{kind: ErrValue, offset: r.at, text: "Value was either too large or too small for an unsigned byte."}
		}
		data = append(data, byte(n))
	}
}
