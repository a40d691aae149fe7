package codec

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// netDate reads ISO 8601, /Date(ms)/ and what DateTime.Parse takes.
func netDate(text string, o *TextOptions) (time.Time, bool) {
	if strings.HasPrefix(text, "/Date(") {
		offset, ok := offsetTimestamp(text, netMinutes)
		at := fromTicks(offset.Ticks-int64(offset.Offset)*60*ticksPerSecond, time.UTC)
		if strings.LastIndexAny(text, "+-") > len("/Date(") {
			at = o.toLocal(at)
		}
		return at, ok && strings.HasSuffix(text, ")/")
	}
	text = strings.TrimSpace(text)
	day, rest, midnight := strings.Cut(text, "T24:00:00") // the end of a day is the beginning of the next
	if midnight {
		text = day + "T00:00:00" + rest
	}
	at, zoned, ok := parseISO(text)
	if clock, minutes, numeric := cutISO(text); numeric {
		at, _, ok = parseISO(clock)
		ticks := utcTicks(at) - int64(minutes)*60*ticksPerSecond
		if ok && !validTicks(ticks) { // the calendar ends the server's clock
			ticks += int64(offsetAt(utcTicks(at), o.location())/60*60) * ticksPerSecond
			return o.toServer(fromTicks(min(max(ticks, 0), maxTicks), time.UTC)), true
		}
		at, zoned = fromTicks(ticks, time.UTC), true
	}
	if midnight {
		at = at.Add(24 * time.Hour)
		ok = ok && at.Year() < 10_000
	}
	if ok || midnight {
		return netTime(at, zoned, text, o), ok
	}
	return looseDate(text, o)
}

// netMinutes reads the offset in a /Date(ms+hhmm)/, of which Json.NET sees the hours alone.
func netMinutes(text string) (int, bool) {
	if len(text) < len("+hh") {
		return 0, false
	}
	hours, ok := atoi(text[1:3])
	if text[0] == '-' {
		hours = -hours
	}
	return hours * 60, ok
}

// cutISO takes the offset off the text of an isoMoment, if it has one. It may be of up to 99 hours and 99 minutes.
func cutISO(text string) (clock string, minutes int, ok bool) {
	sign := strings.LastIndexAny(text, "+-")
	if !isoMoment(text) || sign < len("2006-01-02T15:04:05") {
		return text, 0, false
	}
	offset := text[sign:]
	if len(offset) == len("+02") {
		offset += "00"
	}
	minutes, ok = parseMinutes(offset)
	return text[:sign], minutes, ok
}

func netTime(at time.Time, zoned bool, text string, o *TextOptions) time.Time {
	switch {
	case !zoned:
		return fromTicks(wallTicks(at), Unspecified)
	case text[len(text)-1] == 'Z' || text[len(text)-1] == 'z':
		return at
	}
	return o.toLocal(at)
}

// looseDate reads the forms of DateTime.Parse that are not ISO 8601.
func looseDate(text string, o *TextOptions) (time.Time, bool) {
	at, zoned, ok := looseMoment(text, o)
	switch {
	case !ok:
		return time.Time{}, false
	case !zoned:
		return fromTicks(wallTicks(at), Unspecified), true
	case strings.HasSuffix(text, "Z"), strings.HasSuffix(text, "z"), strings.HasSuffix(text, "GMT"):
		return at, true
	}
	return o.toLocal(at), true
}

// looseMoment is [looseDate] in UTC, or on a clock of no zone.
func looseMoment(text string, o *TextOptions) (at time.Time, zoned, ok bool) {
	clock, minutes, zone := cutZone(text)
	at, ok = looseClock(clock, o)
	ticks := wallTicks(at) - int64(minutes)*60*ticksPerSecond
	if ticks < 0 {
		ticks += ticksPerDay // all that counts of the day before the first is its time
	}
	return fromTicks(ticks, time.UTC), zone != "", ok && validTicks(ticks)
}

// netOffset reads a DateTimeOffset in the forms of [netDate].
func netOffset(text string, o *TextOptions) (DateTimeOffset, bool) {
	if strings.HasPrefix(text, "/Date(") {
		at, ok := offsetTimestamp(text, netMinutes)
		return at, ok && strings.HasSuffix(text, ")/") && max(at.Offset, -at.Offset) <= 14*60
	}
	text = strings.TrimSpace(text)
	day, rest, midnight := strings.Cut(text, "T24:00:00")
	if !midnight {
		return zonedMoment(text, o)
	}
	at, ok := zonedMoment(day+"T00:00:00"+rest, o)
	at.Ticks += ticksPerDay
	return at, ok && validTicks(at.Ticks) && validTicks(at.Ticks-int64(at.Offset)*60*ticksPerSecond)
}

// zonedMoment reads ISO 8601 and what DateTimeOffset.Parse takes.
func zonedMoment(text string, o *TextOptions) (DateTimeOffset, bool) {
	if clock, minutes, ok := cutISO(text); ok {
		at, _, ok := parseISO(clock)
		ticks := utcTicks(at)
		return DateTimeOffset{Ticks: ticks, Offset: minutes}, ok && max(minutes, -minutes) <= 14*60 && validTicks(ticks-int64(minutes)*60*ticksPerSecond)
	}
	if _, _, ok := parseISO(text); ok {
		return parseOffsetIn(text, o.Location)
	}
	return looseOffset(text, o)
}

// looseOffset is [looseDate] for a DateTimeOffset: without an offset the time is the server's.
func looseOffset(text string, o *TextOptions) (DateTimeOffset, bool) {
	clock, minutes, zone := cutZone(text)
	at, ok := looseClock(clock, o)
	ticks := wallTicks(at)
	if zone == "" {
		minutes = offsetAt(ticks, o.location()) / 60
	}
	ok = ok && max(minutes, -minutes) <= 14*60 && validTicks(ticks-int64(minutes)*60*ticksPerSecond)
	return DateTimeOffset{Ticks: ticks, Offset: minutes}, ok
}

// cutZone takes the zone off text: Z for UTC, an offset of up to 14 hours, or nothing. GMT is UTC but behind 2006-01-02T15:04:05.
func cutZone(text string) (clock string, minutes int, zone string) {
	_, _, joined := cutT(text)
	for _, utc := range []string{"Z", "z", "GMT"} {
		if clock, ok := strings.CutSuffix(text, utc); ok && (utc != "GMT" || !joined) {
			return strings.TrimSpace(clock), 0, "Z"
		}
	}
	sign := strings.LastIndexAny(text, "+-")
	if sign < 0 || !strings.Contains(text, ":") || len(text)-sign > len("+00:00") {
		return text, 0, ""
	}
	hour, minute, colon := strings.Cut(text[sign+1:], ":")
	if minute == "" && len(hour) > 2 {
		hour, minute = hour[:len(hour)-2], hour[len(hour)-2:]
	}
	if minute == "" && !colon {
		minute = "00"
	}
	h, good := atoi(hour)
	m, ok := atoi(minute)
	if !good || !ok || hour == "" || len(hour) > 2 || m > 59 || h*60+m > 14*60 {
		return text, 0, ""
	}
	if minutes = h*60 + m; text[sign] == '-' {
		minutes = -minutes
	}
	return strings.TrimSpace(text[:sign]), minutes, text[sign:]
}

// cutT cuts text around the T between a day and a time, which stands behind a digit: others are in names.
func cutT(text string) (day, clock string, ok bool) {
	for i := 1; i < len(text); i++ {
		if text[i] == 'T' && text[i-1] >= '0' && text[i-1] <= '9' {
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// looseClock reads a date, a time or both; what is not said is that of today, or the first of its month.
func looseClock(text string, o *TextOptions) (time.Time, bool) {
	if len(text) > longestDate {
		return time.Time{}, false
	}
	if colon := strings.IndexByte(text, ':'); colon > 0 && strings.LastIndexByte(text, ',') > colon {
		return time.Time{}, false // a second has a point
	}
	if _, clock, ok := cutT(text); ok && strings.Contains(clock, ":") {
		if _, rest, ok := parseClock(clock); !ok || rest != "" {
			return time.Time{}, false // all have two digits
		}
	}
	text = plainDay(namedDay(text))
	if at, ok := parseAny(text, looseLayouts()); ok {
		return at, true
	}
	if at, ok := parseAny(o.today("2006 ")+text, []string{"2006 Jan 2", "2006 January 2"}); ok {
		return at, true
	}
	day := "2006-01-02 "
	return parseAny(o.today(day)+text, []string{day + "15:4:5", day + "15:4", day + "3:4:5 PM", day + "3:4 PM", day + "3 PM"})
}

// plainDay writes three numbers in front of text, one of them a year of three or four digits, as 2001-02-03: whatever stands
// between them, the year is the first, or the last behind a month and a day.
func plainDay(text string) string {
	rest := strings.TrimLeft(text, " ")
	var n [3]int
	var year int
	for i := range n {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 || digits > 4 || digits > 2 && i == 1 {
			return text
		}
		if digits > 2 {
			year |= 1 << i
		}
		n[i], _ = atoi(rest[:digits])
		if rest = rest[digits:]; i == 2 {
			break
		}
		between := len(rest) - len(strings.TrimLeft(rest, " -/,"))
		if between == 0 || len(strings.Trim(rest[:between], " ")) > 1 {
			return text
		}
		rest = rest[between:]
	}
	switch year {
	case 4:
		n = [3]int{n[2], n[0], n[1]}
	case 1:
	default:
		return text
	}
	if !validDate(n[0], n[1], n[2]) || rest != "" && rest[0] != ' ' && rest[0] != 'T' {
		return text
	}
	if rest != "" {
		rest = " " + strings.TrimLeft(rest[1:], " ")
	}
	return fmt.Sprintf("%04d-%02d-%02d%s", n[0], n[1], n[2], rest)
}

// namedDay writes a day, the name of a month and a year of three or four digits in front of text, in any order, as 2001-02-03. The
// day of the week may stand before them, if it is that of the date.
func namedDay(text string) string {
	var day, month, year int
	var weekday string
	rest := text
	for day == 0 || month == 0 || year == 0 {
		rest = strings.TrimLeft(rest, " ,-/.")
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if n == 0 {
			n = len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsLetter))
		}
		word := rest[:n]
		rest = rest[n:]
		number, ok := atoi(word)
		switch named := monthOf(word); {
		case n == 0 || strings.HasPrefix(rest, ":"):
			return text
		case ok && n <= 2 && day == 0:
			day = number
		case ok && n > 2 && n <= 4 && year == 0:
			year = number
		case named > 0 && month == 0:
			month = named
		case !ok && weekday == "" && day+month+year == 0:
			weekday = word
		default:
			return text
		}
	}
	if rest = strings.TrimLeft(rest, ","); rest != "" && rest[0] != ' ' || !validDate(year, month, day) || !isWeekday(weekday, date(year, month, day)) {
		return text
	}
	return fmt.Sprintf("%04d-%02d-%02d%s", year, month, day, rest)
}

// monthOf is the month of a name of three letters or all, or 0.
func monthOf(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(name, m.String()) || strings.EqualFold(name, m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}

func isWeekday(name string, at time.Time) bool {
	day := at.Weekday().String()
	return name == "" || strings.EqualFold(name, day) || strings.EqualFold(name, day[:3])
}

// looseLayouts are the forms of a date behind [namedDay] and [plainDay], which leave few.
func looseLayouts() []string {
	return []string{
		"2006-01-02", "2006-01-02 15:4:5", "2006-01-02 15:4", "2006-01-02 3:4:5 PM", "2006-01-02 3:4:5PM", "2006-01-02 3:4 PM", "2006-01-02 3:4 pm",
		"2006-01-02 3:4PM", "2006-01-02 3 PM", "2006-01-02 3PM",
		"2006-01", "Jan 2006", "January 2006", "1/2/06", "1-2-06", "2-Jan-06", "1.2.2006", "2006.1.2",
	}
}

// parseAny reads text in the first layout that fits.
func parseAny(text string, layouts []string) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, text); err == nil && at.Year() > 0 {
			return at, true
		}
	}
	return time.Time{}, false
}
