package codec

import (
	"encoding/base64"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// parseScalar reads text into v by ServiceStack.Text's rules, which JSON, JSV, CSV and forms share. It returns what was
// expected when the text does not fit, and then leaves v alone.
func (o *TextOptions) parseScalar(t *plan.Type, v reflect.Value, text string) (expected string) {
	switch t.Kind {
	case plan.String:
		v.SetString(text)
		return ""
	case plan.Bool:
		return parseBool(v, text)
	case plan.Int:
		return parseInt(t, v, text)
	case plan.Uint:
		return parseUint(t, v, text)
	case plan.Float:
		return parseFloat(t, v, text)
	case plan.Decimal:
		return parseDecimal(v, text)
	case plan.Enum:
		return parseEnum(t, v, text)
	case plan.Time, plan.Offset, plan.Date, plan.Clock, plan.Span:
		return o.parseTimes(t, v, text)
	}
	return parseOther(t, v, text)
}

func parseOther(t *plan.Type, v reflect.Value, text string) string {
	switch t.Kind {
	case plan.Character:
		v.SetUint(uint64(firstUnit(text)))
	case plan.GUID:
		return parseGUID(v, text)
	case plan.Bytes:
		return parseBytes(v, text)
	case plan.Address:
		if !strings.HasPrefix(text, "/") && !absoluteURI(strings.TrimSpace(text)) || !validURI(text) {
			return "an absolute address"
		}
		v.SetString(text)
	case plan.Text:
		if unmarshalText(v, text) != nil {
			return "a value of type " + t.Go.Name()
		}
	}
	return ""
}

func parseBool(v reflect.Value, text string) string {
	switch text {
	case "true", "True", "1", "t", "T", "y", "Y", "on":
		v.SetBool(true)
		return ""
	case "false", "False", "", "0", "f", "F", "n", "N", "off":
		v.SetBool(false)
		return ""
	}
	switch word := strings.ToLower(strings.TrimSpace(text)); word {
	case "true", "on":
		v.SetBool(true)
	case "false", "off":
		v.SetBool(false)
	default:
		return "true or false"
	}
	return ""
}

// digits are the digits of an integer with an optional minus: surrounding blanks and leading zeros are fine, a plus, a
// point or an exponent are not.
func digits(text string) (string, bool) {
	text = strings.TrimFunc(text, func(r rune) bool { return r <= ' ' || r == 0xA0 || r == 0x85 || r == 0x200B })
	body := strings.TrimPrefix(text, "-")
	if body == "" {
		return "", false
	}
	for i := range len(body) {
		if body[i] < '0' || body[i] > '9' {
			return "", false
		}
	}
	return text, true
}

func parseInt(t *plan.Type, v reflect.Value, text string) string {
	if text, ok := digits(text); ok && (len(text) <= 2 || text[:2] != "-0") { // a zero behind a minus stands alone
		if n, err := strconv.ParseInt(text, 10, t.Bits); err == nil {
			v.SetInt(n)
			return ""
		}
	}
	return "a whole number of " + strconv.Itoa(t.Bits) + " bits"
}

// parseItem reads an item of a List<int>, which may have a plus or zeros that no other number has.
func parseItem(list *plan.Type, v reflect.Value, text string, tok token) bool {
	if list.Go != intList || list.Array || tok.end < tok.start {
		return false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(text[tok.start:tok.end]), 10, list.Elem.Bits)
	if err == nil {
		v.SetInt(n)
	}
	return err == nil
}

func parseUint(t *plan.Type, v reflect.Value, text string) string {
	if text, ok := digits(text); ok {
		if n, err := strconv.ParseUint(text, 10, t.Bits); err == nil {
			v.SetUint(n)
			return ""
		}
	}
	return "a whole number from 0, of " + strconv.Itoa(t.Bits) + " bits"
}

// number is text as strconv understands it: blanks around it and thousands separators removed.
func number(text string) (string, bool) {
	text = strings.TrimFunc(text, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' })
	whole, _, _ := strings.Cut(text, ".")
	if strings.IndexByte(whole, ',') > 0 {
		text = strings.ReplaceAll(whole, ",", "") + text[len(whole):]
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && strings.IndexByte("+-.eE", c) < 0 {
			return text, false
		}
	}
	return text, text != ""
}

func parseFloat(t *plan.Type, v reflect.Value, text string) string {
	if f, ok := plainFloat(text); ok && t.Bits == 64 {
		v.SetFloat(f)
		return ""
	}
	if f, ok := floatWord(text); ok {
		v.SetFloat(f)
		return ""
	}
	if text, ok := number(text); ok {
		f, err := strconv.ParseFloat(text, t.Bits)
		if err == nil || math.IsInf(f, 0) {
			v.SetFloat(f)
			return ""
		}
	}
	return "a number"
}

// plainFloat reads up to fifteen digits, perhaps with a point among them. Their number and the power of ten are exact, so one division rounds right.
func plainFloat(text string) (f float64, ok bool) {
	digits := strings.TrimPrefix(text, "-")
	if len(digits) == 0 || len(digits) > 15 || digits[0] == '.' || digits[len(digits)-1] == '.' {
		return 0, false
	}
	n, unit := int64(0), int64(0) // unit is 0 up to the point, then how many parts of one are counted
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			n, unit = 10*n+int64(c-'0'), 10*unit
		case c == '.' && unit == 0:
			unit = 1
		default:
			return 0, false
		}
	}
	f = float64(n) / float64(max(unit, 1))
	if len(digits) < len(text) {
		f = -f
	}
	return f, true
}

func floatWord(text string) (float64, bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "nan", "-nan", "+nan":
		return math.NaN(), true
	case "infinity", "+infinity":
		return math.Inf(1), true
	case "-infinity":
		return math.Inf(-1), true
	}
	return 0, false
}

func parseDecimal(v reflect.Value, text string) string {
	if text, ok := number(text); ok {
		if d, ok := clrDecimal(text); ok {
			plan.Store(v, d)
			return ""
		}
	}
	return "a decimal number"
}

// clrDecimal keeps to the range and precision of System.Decimal: 96 bits and 28 decimals.
func clrDecimal(text string) (decimal.Decimal, bool) {
	if whole, fraction, ok := strings.Cut(text, "."); ok && countDigits(fraction) == len(fraction) && len(fraction) > 40 {
		text = whole + "." + fraction[:40]
	}
	if len(text) > 128 {
		return decimal.Decimal{}, false
	}
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		n, err := strconv.Atoi(text[i+1:])
		if err != nil || n > 64 {
			return decimal.Decimal{}, false
		}
		if n < -64 {
			return decimal.New(0, -28), true
		}
	}
	d, err := decimal.NewFromString(strings.TrimPrefix(text, "+"))
	if err != nil {
		return d, false
	}
	if d.Exponent() > 0 {
		d = decimal.NewFromBigInt(d.BigInt(), 0)
	}
	for scale := min(-d.Exponent(), 28); scale >= 0; scale-- {
		fit := d
		if -d.Exponent() > scale {
			fit = d.RoundBank(scale)
		}
		if fit.Coefficient().BitLen() <= 96 {
			return fit, true
		}
	}
	return d, false
}

func parseEnum(t *plan.Type, v reflect.Value, text string) string {
	if text == "" {
		return "one of " + strings.Join(t.Enum.Names, ", ")
	}
	if n, ok := t.Enum.Parse(text); ok && setEnum(t, v, n) {
		return ""
	}
	return "one of " + strings.Join(t.Enum.Names, ", ")
}

// firstUnit is the first UTF-16 code unit of text.
func firstUnit(text string) Char {
	if text == "" {
		return 0
	}
	if loneSurrogate(text) {
		return Char(0xD000 | uint16(text[1]&0x3F)<<6 | uint16(text[2]&0x3F))
	}
	r, _ := utf8.DecodeRuneInString(text)
	if r > maxUnit {
		return Char(0xD800 + (r-0x10000)>>10)
	}
	return Char(r)
}

func parseGUID(v reflect.Value, text string) string {
	text = strings.TrimSpace(text)
	if len(text) == 38 && (text[0] == '{' && text[37] == '}' || text[0] == '(' && text[37] == ')') {
		text = text[1:37]
	}
	if len(text) == 32 || len(text) == 36 {
		if id, err := uuid.Parse(text); err == nil {
			plan.Store(v, id)
			return ""
		}
	}
	return "a GUID"
}

func parseBytes(v reflect.Value, text string) string {
	if strings.HasPrefix(text, "[") {
		return parseByteList(v, strings.TrimSuffix(text[1:], "]"))
	}
	if data, ok := decodeBase64(text); ok && (text == "" || strings.TrimSpace(text) != "") {
		v.SetBytes(data)
		return ""
	}
	return "base64"
}

// decodeBase64 ignores white space, as .NET does.
func decodeBase64(text string) ([]byte, bool) {
	if strings.ContainsAny(text, " \t\r\n") {
		text = strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \t\r\n", r) {
				return -1
			}
			return r
		}, text)
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if data == nil {
		data = []byte{}
	}
	return data, err == nil
}

func parseByteList(v reflect.Value, text string) string {
	data := []byte{}
	if strings.TrimSpace(text) == "" {
		v.SetBytes(data)
		return ""
	}
	for item := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(item), 10, 8)
		if err != nil {
			return "a list of bytes"
		}
		data = append(data, byte(n))
	}
	v.SetBytes(data)
	return ""
}
