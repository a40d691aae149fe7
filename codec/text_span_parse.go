package codec

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseSpan reads an XSD duration, hh:mm:ss with days in front, or a number of seconds, in ticks.
func parseSpan(text string) (int64, bool) {
	if strings.HasPrefix(text, "P") || strings.HasPrefix(text, "-P") {
		return durationTicks(text)
	}
	switch text = strings.TrimSpace(text); {
	case text == "":
		return 0, false
	case strings.Contains(text, ":"):
		return standardTicks(text)
	}
	text, ok := number(text)
	seconds, err := strconv.ParseFloat(text, 64)
	ticks := seconds * ticksPerSecond // what is below a tick is cut off
	return int64(ticks), ok && err == nil && ticks > math.MinInt64 && ticks < math.MaxInt64
}

// durationTicks reads P[nD][T[nH][nM][nS]]; pieces that are no numbers count as nothing, and any character will do for the P.
func durationTicks(text string) (int64, bool) {
	switch text {
	case "-P10675199DT2H48M5.4775391S":
		return math.MinInt64, true
	case "P10675199DT2H48M5.4775391S":
		return math.MaxInt64, true
	}
	body, negative := strings.CutPrefix(text, "-")
	if body == "" {
		return 0, false
	}
	_, size := utf8.DecodeRuneInString(body)
	days, clock, _ := strings.Cut(body[size:], "T")
	var n [3]int64
	n[0], _ = wholePiece(days, "D")
	n[1], clock = wholePiece(clock, "H")
	n[2], clock = wholePiece(clock, "M")
	seconds, _, _ := strings.Cut(clock, "S")
	if !strings.Contains(clock, "S") {
		seconds = ""
	}
	whole, ticks, more := secondPiece(seconds)
	total := ((float64(n[0])*24+float64(n[1]))*60+float64(n[2]))*60 + float64(whole)
	if math.Abs(total) > math.MaxInt64/ticksPerSecond {
		return 0, false
	}
	ticks += (((n[0]*24+n[1])*60+n[2])*60 + whole) * ticksPerSecond
	if ticks < 0 && more {
		ticks++ // what is cut is cut towards zero
	}
	if negative {
		ticks = -ticks
	}
	return ticks, true
}

// wholePiece reads the number before a unit, and returns what follows the unit.
func wholePiece(text, unit string) (int64, string) {
	number, rest, ok := strings.Cut(text, unit)
	if !ok {
		return 0, text
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil {
		n = 0
	}
	return n, rest
}

// secondPiece reads seconds with a fraction, which is cut to ticks; more tells whether there was something to cut.
func secondPiece(text string) (whole, ticks int64, more bool) {
	digits, fraction, _ := strings.Cut(text, ".")
	if digits+fraction == "" || countDigits(digits) != len(digits) || countDigits(fraction) != len(fraction) {
		return 0, 0, false
	}
	whole, _ = strconv.ParseInt("0"+digits, 10, 64)
	ticks, _ = strconv.ParseInt((fraction + "0000000")[:7], 10, 64)
	return whole, ticks, len(fraction) > 7 && strings.Trim(fraction[7:], "0") != ""
}

// A spanForm is one form of a time span: what stands between its numbers, and what they are.
type spanForm struct{ between, units string }

// spanForms are the forms of TimeSpan.Parse in the order in which it tries them: those of the invariant culture, then those of the
// culture at hand, which has a colon behind the days.
func spanForms() []spanForm {
	return []spanForm{
		{"", "d"},
		{":", "hm"},
		{": :", "hms"}, {". :", "dhm"}, {": :.", "hmf"}, {": :", "dhm"},
		{": : .", "hmsf"}, {". : :", "dhms"}, {". : :.", "dhmf"}, {": : :", "dhms"}, {": : :.", "dhmf"},
		{". : : .", "dhmsf"}, {": : : .", "dhmsf"},
	}
}

// standardTicks reads [-][d.]hh:mm[:ss[.fffffff]] and its like, as TimeSpan.Parse does.
func standardTicks(text string) (int64, bool) {
	body, negative := strings.CutPrefix(strings.TrimSpace(text), "-")
	var numbers, between []string
	for rest := body; ; {
		n := countDigits(rest)
		if n == 0 || len(numbers) == len("dhmsf") {
			return 0, false
		}
		numbers, rest = append(numbers, rest[:n]), rest[n:]
		if rest == "" {
			break
		}
		if n = strings.IndexAny(rest, "0123456789"); n < 0 {
			return 0, false
		}
		between, rest = append(between, rest[:n]), rest[n:]
	}
	literals := strings.Join(between, " ")
	for _, form := range spanForms() {
		if form.between != literals || len(form.units) != len(numbers) {
			continue
		}
		if ticks, ok := form.ticks(numbers, negative); ok {
			return ticks, true
		}
	}
	return 0, false
}

// ticks is what the numbers of a form come to; each must be within its range.
func (f spanForm) ticks(numbers []string, negative bool) (int64, bool) {
	total, fraction := int64(0), int64(0)
	for i, unit := range []byte(f.units) {
		if unit == 'f' {
			n, ok := spanFraction(numbers[i])
			if !ok {
				return 0, false
			}
			fraction = n
			continue
		}
		at := strings.IndexByte("dhms", unit)
		n, err := strconv.ParseInt(numbers[i], 10, 64)
		if err != nil || n > []int64{10_675_199, 23, 59, 59}[at] {
			return 0, false
		}
		total += n * []int64{24 * 3600, 3600, 60, 1}[at]
	}
	if total > math.MaxInt64/ticksPerSecond {
		return 0, false
	}
	ticks := total*ticksPerSecond + fraction // one beyond the greatest is the least
	if negative {
		return -ticks, ticks >= 0 || ticks == math.MinInt64
	}
	return ticks, ticks >= 0
}

// spanFraction reads the fraction of a second. More than seven digits are rounded, but only behind a zero.
func spanFraction(digits string) (int64, bool) {
	number := strings.TrimLeft(digits, "0")
	if number == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(number, 10, 64)
	over := len(digits) - 7
	switch {
	case err != nil || n >= 1<<28 || over > 0 && len(number) == len(digits):
		return 0, false
	case over > len(number):
		return 0, true
	case over > 0:
		scale := powerOfTen(over)
		return (n + scale/2) / scale, true
	}
	return n * powerOfTen(-over), true
}

func powerOfTen(n int) int64 {
	power := int64(1)
	for range n {
		power *= 10
	}
	return power
}
