package codec

import (
	"strings"
	"time"
)

// longestDate is a limit to the bytes of a date that is not ISO 8601, of which each layout that does not fit makes a copy.
const longestDate = 128

// parseOdd reads the dates that are not ISO 8601: digits only, day or month first, and the forms of DateTime.Parse that
// clients have been seen to send. Size is the length of text with its blanks.
func (o *TextOptions) parseOdd(text string, size int) (time.Time, bool) {
	if n := len(text); n > longestDate || n == len("2006-01-02T15:04:05Z") || n >= 24 && n <= 28 && text[n-1] == 'Z' {
		return time.Time{}, false // the original takes them for nothing else
	}
	if size == len("20060102") && !strings.ContainsAny(text, "-/") {
		n, ok := atoi(text)
		if ok = ok && validDate(n/10000, n/100%100, n%100); !ok {
			return time.Time{}, false // nor this
		}
		return fromTicks(wallTicks(date(n/10000, n/100%100, n%100)), Unspecified), true
	}
	if at, ok := o.parseParts(text, size); ok {
		return at, true
	}
	if at, ok := o.parseLoose(text); ok {
		return at, true
	}
	return o.parseManually(text)
}

// parseLoose reads the forms of DateTime.Parse.
func (o *TextOptions) parseLoose(text string) (time.Time, bool) {
	at, zoned, ok := looseMoment(text, o)
	if n := len(text); !zoned && (n == 19 || n == 23) {
		return o.settle(at, false, false), ok
	}
	return o.settleOdd(at, zoned), ok
}

// parseManually takes a date and a time apart, as the original does where DateTime.Parse does not help: parts of the time
// that are no numbers count as nothing, and an offset is subtracted without a look at the server's zone.
func (o *TextOptions) parseManually(text string) (time.Time, bool) {
	n, utc := len(text), strings.HasSuffix(text, "Z")
	if n < len("2006-01-02") || n == 19 || n == 20 || n == 23 && !utc || utc && n >= 24 && n <= 28 {
		return time.Time{}, false // lengths of which the original expects one form each
	}
	day, clock, ok := strings.Cut(strings.TrimSuffix(text, "Z"), "T")
	if strings.Contains(clock, "T") {
		return time.Time{}, false
	}
	if !ok {
		day, clock, _ = strings.Cut(day, " ")
	}
	ticks, ok := manualDay(day)
	clockTicks, good := manualClock(clock)
	if ticks += clockTicks; !ok || !good || !validTicks(ticks) {
		return time.Time{}, false
	}
	switch {
	case o.AssumeUTC || o.AlwaysUTC:
		return fromTicks(ticks, time.UTC), true
	case o.SkipDateConversion && utc:
		return o.toLocal(fromTicks(ticks, time.UTC)), true
	}
	return o.toServer(fromTicks(ticks, time.UTC)), true
}

func manualDay(text string) (int64, bool) {
	parts := strings.SplitN(strings.ReplaceAll(text, "/", "-"), "-", 4)
	if len(parts) < 3 {
		return 0, false
	}
	year, y := atoi(strings.TrimSpace(parts[0]))
	month, m := atoi(strings.TrimSpace(parts[1]))
	day, d := atoi(strings.TrimSpace(parts[2]))
	if !y || !m || !d || !validDate(year, month, day) {
		return 0, false
	}
	return int64(daysOf(year, month, day)) * ticksPerDay, true
}

// manualClock is the time of day without its offset, in ticks. Of a time that has not three parts nothing is left.
func manualClock(text string) (int64, bool) {
	clock, offset, plus := strings.Cut(text, "+")
	minus := false
	if !plus {
		clock, offset, minus = strings.Cut(text, "-")
	}
	shift, ok := int64(0), true
	if plus || minus {
		shift, ok = manualOffset(offset)
	}
	if minus {
		shift = -shift
	}
	parts := strings.Split(clock, ":")
	if len(parts) != 3 || !ok {
		return -shift, ok
	}
	second, fraction, _ := strings.Cut(parts[2], ".")
	ticks, used := parseFraction(fraction[:min(len(fraction), 7)])
	for i, part := range []string{parts[0], parts[1], second} {
		n, _ := atoi(strings.TrimSpace(part))
		if n > 59 || i == 0 && n > 23 {
			return 0, false
		}
		ticks += int64(n) * []int64{3600, 60, 1}[i] * ticksPerSecond
	}
	return ticks - shift, used == min(len(fraction), 7)
}

// manualOffset reads hh:mm or hhmm in ticks.
func manualOffset(text string) (int64, bool) {
	hours, minutes, ok := strings.Cut(text, ":")
	if !ok && len(text) >= 2 {
		hours, minutes = text[:2], text[2:]
	}
	h, good := atoi(strings.TrimSpace(hours))
	m, ok := atoi(strings.TrimSpace(minutes))
	return int64(h*60+m) * 60 * ticksPerSecond, good && ok
}

// settleOdd is settle for what DateTime.Parse reads: without a zone it is the server's time.
func (o *TextOptions) settleOdd(at time.Time, zoned bool) time.Time {
	switch {
	case zoned || o.AssumeUTC:
		return o.settle(at, true, false)
	case o.AlwaysUTC:
		return toUTC(o.toServer(at))
	case o.SkipDateConversion:
		return o.settle(at, false, false)
	}
	return o.toServer(at)
}

// parseParts reads three numbers of ten characters with - or / between: the year first, or the day where the year is last.
func (o *TextOptions) parseParts(text string, size int) (time.Time, bool) {
	parts := strings.SplitN(strings.ReplaceAll(text, "/", "-"), "-", 4)
	if size != len("2006-01-02") || len(parts) != 3 {
		return time.Time{}, false
	}
	var n [3]int
	for i, part := range parts {
		k, ok := atoi(part)
		if !ok {
			return time.Time{}, false
		}
		n[i] = k
	}
	switch {
	case len(parts[0]) == 4 && validDate(n[0], n[1], n[2]):
		return o.settle(date(n[0], n[1], n[2]), false, true), true
	case len(parts[2]) == 4 && validDate(n[2], n[1], n[0]):
		return o.settle(date(n[2], n[1], n[0]), false, true), true
	}
	return time.Time{}, false
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
