package codec

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// parseXML reads text into v by the rules of .NET's XmlConvert. It returns what was expected when the text does not fit.
func parseXML(t *plan.Type, v reflect.Value, text string, loc *time.Location) string {
	switch t.Kind {
	case plan.Address:
		if !validURI(text) && strings.Contains(text, "://") {
			return "an address"
		}
		v.SetString(text)
		return ""
	case plan.String:
		v.SetString(text)
		return ""
	case plan.Enum:
		if t.Enum.Flags && strings.ContainsAny(text, "\t\r\n") {
			return "names with blanks between"
		}
		return parseXMLEnum(t, v, text, t.Enum.Contract)
	case plan.Text:
		if unmarshalText(v, text) != nil {
			return "a value of type " + t.Go.Name()
		}
		return ""
	}
	text = trimXML(text)
	switch t.Kind {
	case plan.Bool:
		return parseXMLBool(v, text)
	case plan.Int:
		return xmlInt(t, v, text)
	case plan.Uint, plan.Character:
		return xmlUint(t, v, text)
	case plan.Float:
		return xmlFloat(t, v, text)
	case plan.Decimal:
		return xmlDecimal(v, text)
	}
	return parseXMLOther(t, v, text, loc)
}

func parseXMLOther(t *plan.Type, v reflect.Value, text string, loc *time.Location) string {
	switch t.Kind {
	case plan.GUID:
		return xmlGUID(v, text)
	case plan.Bytes:
		data, ok := decodeBase64(text)
		if !ok {
			return "base64"
		}
		v.SetBytes(data)
	case plan.Time:
		at, ok := xmlTime(text, loc)
		if !ok {
			return "a date and time"
		}
		plan.Store(v, at)
	case plan.Span:
		ticks, ok := xmlSpan(text)
		if !ok {
			return "a duration"
		}
		v.SetInt(ticks)
	case plan.Date:
		return xmlDate(v, text)
	case plan.Clock:
		ticks, rest, ok := parseClock(text)
		if !ok || rest != "" {
			return "a time of day"
		}
		v.SetInt(ticks)
	}
	return ""
}

func parseXMLBool(v reflect.Value, text string) string {
	switch text {
	case "true", "1":
		v.SetBool(true)
	case "false", "0":
		v.SetBool(false)
	default:
		return "true or false"
	}
	return ""
}

func xmlInt(t *plan.Type, v reflect.Value, text string) string {
	n, err := strconv.ParseInt(text, 10, t.Bits)
	if err != nil {
		return "a whole number of " + strconv.Itoa(t.Bits) + " bits"
	}
	v.SetInt(n)
	return ""
}

func xmlUint(t *plan.Type, v reflect.Value, text string) string {
	bits := t.Bits
	if t.Kind == plan.Character {
		bits = 16
	}
	if bits == 64 {
		text = anyNumber(text)
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(text, "+"), 10, bits)
	if err != nil && strings.Trim(text, "0") == "-" && len(text) > 1 {
		n, err = 0, nil
	}
	if err != nil {
		return "a whole number from 0, of " + strconv.Itoa(bits) + " bits"
	}
	v.SetUint(n)
	return ""
}

// anyNumber is a whole number in digits: an unsignedLong may have commas, a fraction of zeros and an exponent.
func anyNumber(text string) string {
	if strings.Trim(text, "0123456789") == "" || strings.Trim(text, "0123456789+-.,eE") != "" {
		return text
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(text, ",", ""))
	if err != nil || d.Exponent() > 20 || !d.IsInteger() {
		return text
	}
	return d.String()
}

func xmlFloat(t *plan.Type, v reflect.Value, text string) string {
	if f, ok := plainFloat(text); ok && t.Bits == 64 {
		v.SetFloat(f)
		return ""
	}
	switch text {
	case "INF":
		v.SetFloat(math.Inf(1))
		return ""
	case "-INF":
		v.SetFloat(math.Inf(-1))
		return ""
	}
	if f, ok := floatWord(text); ok {
		v.SetFloat(f)
		return ""
	}
	if strings.IndexByte(text, ',') < 0 {
		return parseFloat(t, v, text)
	}
	return "a number"
}

func xmlDecimal(v reflect.Value, text string) string {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && strings.IndexByte("+-.", c) < 0 {
			return "a decimal number"
		}
	}
	d, ok := decimal.Decimal{}, false
	if text != "" {
		d, ok = clrDecimal(text)
	}
	if !ok {
		return "a decimal number"
	}
	plan.Store(v, d)
	return ""
}

func xmlGUID(v reflect.Value, text string) string {
	if strings.HasPrefix(text, "{0x") {
		text = groupedGUID(text)
	}
	if n := len(text); n == 38 && (text[0] == '{' && text[37] == '}' || text[0] == '(' && text[37] == ')') {
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

// groupedGUID makes 32 digits of {0x01234567,0x89ab,0xcdef,{0x01,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}, or nothing.
func groupedGUID(text string) string {
	widths := []int{8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2}
	head, tail, ok := strings.Cut(strings.TrimPrefix(text, "{"), ",{")
	tail, closed := strings.CutSuffix(tail, "}}")
	groups := strings.Split(head+","+tail, ",")
	if !ok || !closed || len(groups) != len(widths) || strings.Count(head, ",") != 2 {
		return ""
	}
	var digits strings.Builder
	for i, group := range groups {
		group, ok := strings.CutPrefix(group, "0x")
		if !ok || len(group) == 0 || len(group) > widths[i] {
			return ""
		}
		digits.WriteString(strings.Repeat("0", widths[i]-len(group)) + group)
	}
	return digits.String()
}

// parseXMLEnum wants the exact name; names of flags are separated by blanks, and none of them is zero.
func parseXMLEnum(t *plan.Type, v reflect.Value, text string, members bool) string {
	names := t.Enum.Names
	if members {
		names = t.Enum.Texts
	}
	expected := "one of " + strings.Join(names, ", ")
	if !t.Enum.Flags {
		n, ok := exactName(names, t.Enum.Values, text)
		if !ok || members && slices.Contains(t.Enum.Unmarked, text) || !setEnum(t, v, n) {
			return expected
		}
		return ""
	}
	var sum int64
	for word := range strings.FieldsSeq(text) {
		n, ok := exactName(names, t.Enum.Values, word)
		if !ok {
			return expected
		}
		sum |= n
	}
	setEnum(t, v, sum)
	return ""
}

func exactName(names []string, values []int64, text string) (int64, bool) {
	for i, name := range names {
		if name == text {
			return values[i], true
		}
	}
	return 0, false
}

// xmlTime reads xsd:dateTime and the shorter forms that XmlConvert takes: a date, a month, a year, a day or a month of this year, a time of today. With
// an offset the time is the server's, Kind Local.
func xmlTime(text string, loc *time.Location) (time.Time, bool) {
	o := TextOptions{Location: loc}
	ticks, rest, ok := xmlMoment(text, &o)
	switch {
	case !ok:
		return time.Time{}, false
	case rest == "":
		return fromTicks(ticks, Unspecified), validTicks(ticks)
	case rest == "Z" || rest == "z":
		return fromTicks(ticks, time.UTC), validTicks(ticks)
	case len(rest) != 6 || rest[3] != ':' || rest[0] != '+' && rest[0] != '-':
		return time.Time{}, false
	}
	minutes, ok := parseMinutes(rest)
	if !ok {
		return time.Time{}, false
	}
	return o.toLocal(fromTicks(ticks, time.UTC).Add(-time.Duration(minutes) * time.Minute)), true
}

// xmlMoment reads the day and the time that text begins with, in ticks, and returns what follows.
func xmlMoment(text string, o *TextOptions) (int64, string, bool) {
	if day, ok := strings.CutPrefix(text, "---"); ok {
		text = o.today("2006") + "-01-" + day
	} else if len(text) == len("--01") && text[:2] == "--" {
		text = o.today("2006") + text[1:]
	} else if len(text) >= len("00:00:00") && text[2] == ':' {
		text = o.today("2006-01-02T") + text
	}
	ticks, rest, ok := xmlDay(text)
	if !ok || rest == "" || rest[0] != 'T' {
		return ticks, rest, ok
	}
	clock, after, ok := parseClock(rest[1:])
	return ticks + clock, after, ok && len(rest) >= len("T00:00:00") && rest[6] == ':'
}

// xmlDay reads the date that text begins with, in ticks, and returns what follows.
func xmlDay(text string) (int64, string, bool) {
	year, month, day, n := 0, 1, 1, 0
	var ok bool
	if month, ok := strings.CutPrefix(text, "--"); ok {
		text = "1904-" + month // no year: a leap year, as in .NET
	}
	switch {
	case len(text) >= 10 && text[4] == '-' && text[7] == '-':
		month, _ = atoi(text[5:7])
		day, _ = atoi(text[8:10])
		n = 10
	case len(text) >= 7 && text[4] == '-':
		month, _ = atoi(text[5:7])
		n = 7
	case len(text) >= 4:
		n = 4
	default:
		return 0, text, false
	}
	if year, ok = atoi(text[:4]); !ok || !validDate(year, month, day) {
		return 0, text, false
	}
	return int64(daysOf(year, month, day)) * ticksPerDay, text[n:], true
}

func xmlDate(v reflect.Value, text string) string {
	ticks, rest, ok := xmlDay(text)
	if !ok || rest != "" {
		return "a date"
	}
	v.SetInt(ticks / ticksPerDay)
	return ""
}

// xmlSpan reads an XSD duration. A year has 365 days and a month 30, but twelve of them are a year.
func xmlSpan(text string) (int64, bool) {
	body, negative := strings.CutPrefix(text, "-")
	if len(body) < 3 || body[0] != 'P' {
		return 0, false
	}
	days, clock, timed := strings.Cut(body[1:], "T")
	if timed && clock == "" {
		return 0, false
	}
	const day = ticksPerDay
	behind := strings.LastIndexAny(days, "YM") + 1
	months, single := days[:behind], days[behind:]
	var n, total uint64
	ok := units(months, "YM", []uint64{12, 1}, &n)
	total = (n/12*365 + n%12*30) * day
	ok = ok && n < 1<<32 && units(single, "D", []uint64{day}, &total) &&
		units(clock, "HMS", []uint64{3600 * ticksPerSecond, 60 * ticksPerSecond, ticksPerSecond}, &total)
	if !ok {
		return 0, false
	}
	if negative {
		return -int64(total), total <= 1<<63
	}
	return int64(total), total < 1<<63
}

// units adds up numbers with a unit each, the units in the order given, the last one with a fraction.
func units(text, letters string, ticks []uint64, total *uint64) bool {
	for i := range len(letters) {
		end := strings.IndexByte(text, letters[i])
		if end < 0 {
			continue
		}
		whole, fraction, dotted := strings.Cut(text[:end], ".")
		if whole == "" && fraction == "" || dotted && letters[i] != 'S' {
			return false
		}
		n, err := strconv.ParseUint("0"+whole, 10, 32)
		if err != nil || n > math.MaxInt64/ticks[i] {
			return false
		}
		if _, used := parseFraction(fraction); used != len(fraction) {
			return false
		}
		part, _ := parseFraction(fraction[:min(len(fraction), 7)]) // what is below a tick is cut off
		if *total += n*ticks[i] + uint64(part); *total > 1<<63 {
			return false
		}
		text = text[end+1:]
	}
	return text == ""
}
