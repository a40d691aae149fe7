package codec

import (
	"strconv"
	"strings"
	"time"
)

// parseOffsetTime reads a DateTimeOffset: ISO 8601, /Date(ms+hhmm)/ and what DateTimeOffset.Parse takes.
func parseOffsetTime(text string) (DateTimeOffset, bool) {
	blank := strings.HasSuffix(text, " ")
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return DateTimeOffset{}, true
	case blank && strings.HasSuffix(text, "Z"):
		return DateTimeOffset{}, false // the original says Z behind it
	}
	if strings.HasPrefix(text, "/Date(") || strings.HasPrefix(text, `\/Date(`) {
		at, ok := offsetTimestamp(text, clockMinutes)
		return at, ok && max(at.Offset, -at.Offset) <= 14*60
	}
	at, zoned, ok := parseISO(text)
	if !ok {
		return oddOffset(text)
	}
	minutes := 0
	if last := text[len(text)-1]; zoned && last != 'Z' && last != 'z' {
		sign := strings.LastIndexAny(text, "+-")
		if minutes, _ = parseMinutes(text[sign:]); len(text)-sign == 3 {
			minutes, _ = parseMinutes(text[sign:] + "00")
		}
	}
	return DateTimeOffset{Ticks: utcTicks(at) + int64(minutes)*60*ticksPerSecond, Offset: minutes}, true
}

// oddOffset reads what is not ISO 8601 as DateTimeOffset.Parse does. Where no offset is said, the original says Z, which fits
// behind a time or a whole date that ends in a digit.
func oddOffset(text string) (DateTimeOffset, bool) {
	if len(text) > longestDate {
		return DateTimeOffset{}, false
	}
	if strings.LastIndexAny(text, "+-") >= 10 || strings.HasSuffix(text, "Z") {
		return looseOffset(text, &TextOptions{})
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/., ", r) })
	if last := text[len(text)-1]; last < '0' || last > '9' || len(parts) < 3 && !strings.Contains(text, ":") {
		return DateTimeOffset{}, false
	}
	return looseOffset(text+"Z", &TextOptions{})
}

// parseOffsetIn is parseOffsetTime for a reader that takes a time without an offset for the server's.
func parseOffsetIn(text string, loc *time.Location) (DateTimeOffset, bool) {
	at, zoned, ok := parseISO(strings.TrimSpace(text))
	if !ok || zoned {
		return parseOffsetTime(text)
	}
	o := TextOptions{Location: loc}
	ticks := wallTicks(at)
	return DateTimeOffset{Ticks: ticks, Offset: offsetAt(ticks, o.location()) / 60}, true
}

func offsetTimestamp(text string, zone func(string) (int, bool)) (DateTimeOffset, bool) {
	text = text[strings.IndexByte(text, '(')+1:]
	text, _, ok := strings.Cut(text, ")")
	ms, minutes := text, 0
	if sign := strings.LastIndexAny(text, "+-"); sign > 0 {
		ms = text[:sign]
		if minutes, ok = zone(text[sign:]); !ok {
			return DateTimeOffset{}, false
		}
	}
	n, err := strconv.ParseInt(ms, 10, 64)
	at, valid := millis(n)
	return DateTimeOffset{Ticks: utcTicks(at) + int64(minutes)*60*ticksPerSecond, Offset: minutes}, ok && err == nil && valid
}
