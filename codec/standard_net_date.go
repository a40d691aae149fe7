package codec

import (
	"strings"
	"time"
)

// netDate reads ISO 8601, /Date(ms)/ and what DateTime.Parse takes.
func netDate(text string, o *TextOptions) (time.Time, bool) {
	if strings.HasPrefix(text, "/Date(") {
		offset, ok := offsetTimestamp(text)
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
	if midnight {
		at = at.Add(24 * time.Hour)
		ok = ok && at.Year() < 10_000
	}
	if ok || midnight {
		return netTime(at, zoned, text, o), ok
	}
	return looseDate(text, o)
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
		at, ok := offsetTimestamp(text)
		return at, ok && strings.HasSuffix(text, ")/")
	}
	text = strings.TrimSpace(text)
	if day, rest, ok := strings.Cut(text, "T24:00:00"); ok {
		at, ok := netOffset(day+"T00:00:00"+rest, o)
		at.Ticks += ticksPerDay
		return at, ok && validTicks(at.Ticks) && validTicks(at.Ticks-int64(at.Offset)*60*ticksPerSecond)
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

// cutZone takes the zone off text: Z for UTC, an offset, or nothing.
func cutZone(text string) (clock string, minutes int, zone string) {
	for _, utc := range []string{"Z", "z", "GMT"} {
		if clock, ok := strings.CutSuffix(text, utc); ok && (utc != "GMT" || !strings.Contains(clock, "T")) {
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
	if !good || !ok || hour == "" || len(hour) > 2 {
		return text, 0, ""
	}
	if minutes = h*60 + m; text[sign] == '-' {
		minutes = -minutes
	}
	return strings.TrimSpace(text[:sign]), minutes, text[sign:]
}

// looseClock reads a date, a time or both; what is not said is that of today, or the first of its month.
func looseClock(text string, o *TextOptions) (time.Time, bool) {
	colon, comma := strings.IndexByte(text, ':'), strings.LastIndexByte(text, ',')
	if sign := strings.IndexByte(text, 'T'); colon > 0 && (comma > colon || sign == len("2006-01-02") && colon-sign != len("T15")) {
		return time.Time{}, false // a second has a point, an hour two digits
	}
	full := append(oddLayouts(), "2006-1-2T15:04:05", "Jan 2006", "January 2006", "January 2, 2006 3:04:05 PM", "Monday, 2 January 2006", "1-2-06")
	if at, ok := parseAny(text, full); ok {
		return at, true
	}
	if at, ok := parseAny(o.today("2006 ")+text, []string{"2006 Jan 2", "2006 January 2"}); ok {
		return at, true
	}
	day := "2006-01-02 "
	return parseAny(o.today(day)+text, []string{day + "15:4:5", day + "15:4", day + "3:4:5 PM", day + "3:4 PM", day + "3 PM"})
}

// parseAny reads text in the first layout that fits. A day of the week has to be that of the date.
func parseAny(text string, layouts []string) (time.Time, bool) {
	for _, layout := range layouts {
		at, err := time.Parse(layout, text)
		if err == nil && at.Year() > 0 && (!strings.HasPrefix(layout, "Mon") || strings.HasPrefix(text, at.Weekday().String()[:3])) {
			return at, true
		}
	}
	return time.Time{}, false
}
