package codec

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// parseTimes reads the kinds that have to do with time by ServiceStack.Text's rules.
func (o *TextOptions) parseTimes(t *plan.Type, v reflect.Value, text string) string {
	switch t.Kind {
	case plan.Time:
		at, ok := o.parseTime(text)
		if !ok {
			return "a date"
		}
		plan.Store(v, at)
	case plan.Offset:
		at, ok := parseOffsetTime(text)
		if !ok || strings.HasSuffix(text, "z") { // behind which the original says Z
			return "a date with an offset"
		}
		plan.Store(v, at)
	case plan.Span:
		n, ok := parseSpan(text)
		if !ok {
			return "a duration"
		}
		v.SetInt(n)
	case plan.Date:
		return o.parseDate(v, text)
	case plan.Clock:
		n, ok := parseSpan(text)
		if !ok || n < 0 || n >= ticksPerDay {
			return "a time of day"
		}
		v.SetInt(n)
	}
	return ""
}

func (o *TextOptions) parseDate(v reflect.Value, text string) string {
	at, ok := o.parseTime(text)
	if !ok || text == "" {
		return "a date"
	}
	v.SetInt(wallTicks(at) / ticksPerDay)
	return ""
}

// parseTime tries the forms in ServiceStack's order.
func (o *TextOptions) parseTime(text string) (time.Time, bool) {
	switch {
	case strings.TrimSpace(text) == "":
		return time.Time{}, true
	case len(text) == 20 && (text[19] == ' ' || text[10] == 't'):
		return time.Time{}, false
	case strings.HasPrefix(text, "/Date(") || strings.HasPrefix(text, `\/Date(`):
		return o.parseTimestamp(text)
	case o.Dates == UnixTime || o.Dates == UnixTimeMs:
		if at, ok := o.parseUnix(text); ok {
			return at, true
		}
	}
	if len(text) > 10 && text[10] == ' ' && text[len(text)-1] == 'Z' {
		text = text[:10] + "T" + text[11:]
	}
	size := len(text)
	text = strings.TrimSpace(text)
	at, zoned, ok := parseISO(text)
	switch n := len(text); {
	case !ok:
		return o.parseOdd(text, size)
	case zoned && o.SkipDateConversion && (n == 20 || text[n-1] == 'Z' && n >= 24 && n <= 28):
		return at, true // of other lengths DateTime.Parse makes the server's time
	case zoned || n == 10 || n == 19 || n == 23:
		return o.settle(at, zoned, n == 10), true
	}
	return o.settleOdd(at, false), true
}

// settle gives a time that was read the kind that ServiceStack gives it: a zoned one becomes the server's local time.
func (o *TextOptions) settle(at time.Time, zoned, dateOnly bool) time.Time {
	switch {
	case zoned && o.AlwaysUTC:
		return toUTC(at)
	case zoned:
		return o.toLocal(at)
	case o.AssumeUTC:
		return fromTicks(wallTicks(at), time.UTC)
	case o.AlwaysUTC && dateOnly:
		return at
	case o.AlwaysUTC:
		return toUTC(o.toServer(at))
	case dateOnly:
		return o.toServer(at)
	}
	return fromTicks(wallTicks(at), Unspecified)
}

// toLocal shows at on the server's clock, as Kind Local. As in .NET, offsets are of whole minutes, and the calendar ends the clock.
func (o *TextOptions) toLocal(at time.Time) time.Time {
	local := at.In(o.serverZone())
	_, offset := local.Zone()
	if offset%60 == 0 && validTicks(wallTicks(local)) {
		return local
	}
	ticks := utcTicks(at) + int64(offset/60*60)*ticksPerSecond
	return fromTicks(min(max(ticks, 0), maxTicks), o.serverZone())
}

// today shows the server's clock in a layout.
func (o *TextOptions) today(layout string) string {
	return time.Now().In(o.serverZone()).Format(layout)
}

// toUTC shows at in UTC, even where that is the beginning of the calendar.
func toUTC(at time.Time) time.Time { return fromTicks(utcTicks(at), time.UTC) }

// toServer takes the clock of at for the server's, as Kind Local.
func (o *TextOptions) toServer(at time.Time) time.Time {
	return fromTicks(wallTicks(at), o.serverZone())
}

// serverZone is the server's zone as one whose times are Local, even where it is UTC.
func (o *TextOptions) serverZone() *time.Location {
	if o.Location == nil || o.Location == time.UTC {
		return utcAsLocal
	}
	return o.Location
}

// utcAsLocal is UTC as the zone of a server: its times are Local.
//
//nolint:gochecknoglobals // an identity, never reassigned
var utcAsLocal = time.FixedZone("Local", 0)

func (o *TextOptions) parseUnix(text string) (time.Time, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > math.MaxInt64/1000 || n < math.MinInt64/1000 {
		return time.Time{}, false
	}
	if o.Dates == UnixTime {
		n *= 1000
	}
	return millis(n)
}

// millis is the UTC time n milliseconds after 1970.
func millis(n int64) (time.Time, bool) {
	if n > maxTicks/ticksPerMilli || n < -epochSeconds*1000 {
		return time.Time{}, false
	}
	ticks := n*ticksPerMilli + epochSeconds*ticksPerSecond
	return fromTicks(ticks, time.UTC), validTicks(ticks)
}

// parseTimestamp reads /Date(ms), /Date(ms+hhmm) and /Date(ms-0000).
func (o *TextOptions) parseTimestamp(text string) (time.Time, bool) {
	text = text[strings.IndexByte(text, '(')+1:]
	close := strings.IndexByte(text, ')')
	if close < 0 {
		return time.Time{}, false
	}
	text = text[:close]
	sign := strings.LastIndexAny(text, "+-")
	ms, offset := text, ""
	if sign > 0 {
		ms, offset = text[:sign], text[sign:]
	}
	n, err := strconv.ParseInt(strings.TrimSpace(ms), 10, 64)
	at, ok := millis(n)
	switch {
	case err != nil || !ok:
		return time.Time{}, false
	case offset == "":
		return at, true
	case o.AlwaysUTC && offset == "-0000":
		return at, true
	case offset == "-0000" || o.Dates == DCJSCompatible:
		return o.toLocal(at), true
	}
	minutes, ok := clockMinutes(offset)
	if !ok {
		return time.Time{}, false
	}
	shifted := at.Add(time.Duration(minutes) * time.Minute)
	if o.AlwaysUTC {
		return o.toServer(shifted).UTC(), true
	}
	return o.toServer(shifted), true
}

// parseMinutes reads +hhmm or +hh:mm.
func parseMinutes(text string) (int, bool) {
	body := strings.Replace(text[1:], ":", "", 1)
	n, err := strconv.Atoi(body)
	if err != nil || len(body) != 4 {
		return 0, false
	}
	n = n/100*60 + n%100
	if text[0] == '-' {
		n = -n
	}
	return n, true
}

// clockMinutes is parseMinutes of no more than 59 minutes behind the hours.
func clockMinutes(text string) (int, bool) {
	minutes, ok := parseMinutes(text)
	return minutes, ok && text[len(text)-2] < '6'
}

// parseISO reads yyyy-MM-dd with an optional time of day, fraction and zone. A time without a zone is in UTC.
func parseISO(text string) (at time.Time, zoned, ok bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return at, false, false
	}
	year, y := atoi(text[:4])
	month, m := atoi(text[5:7])
	day, d := atoi(text[8:10])
	if !y || !m || !d || !validDate(year, month, day) {
		return at, false, false
	}
	ticks := int64(daysOf(year, month, day)) * ticksPerDay
	rest := text[10:]
	if rest == "" {
		return fromTicks(ticks, time.UTC), false, true
	}
	if rest[0] != 'T' && rest[0] != ' ' && rest[0] != 't' {
		return at, false, false
	}
	clock, rest, ok := parseClock(rest[1:])
	if !ok {
		return at, false, false
	}
	return zone(ticks+clock, strings.TrimSpace(rest))
}

func zone(ticks int64, rest string) (at time.Time, zoned, ok bool) {
	switch {
	case rest == "":
		return fromTicks(ticks, time.UTC), false, true
	case rest == "Z" || rest == "z":
		return fromTicks(ticks, time.UTC), true, true
	case rest[0] == '+' || rest[0] == '-':
		minutes, ok := clockMinutes(rest)
		if len(rest) == 3 {
			minutes, ok = clockMinutes(rest + "00")
		}
		if ticks -= int64(minutes) * 60 * ticksPerSecond; !ok || !validTicks(ticks) || minutes > 14*60 || minutes < -14*60 {
			return at, false, false
		}
		return fromTicks(ticks, time.UTC), true, true
	}
	return at, false, false
}

// parseClock reads hh:mm[:ss[.fffffff]] in ticks, and returns what follows.
func parseClock(text string) (ticks int64, rest string, ok bool) {
	if len(text) < 5 || text[2] != ':' {
		return 0, text, false
	}
	hour, h := atoi(text[:2])
	minute, m := atoi(text[3:5])
	second, s := 0, true
	rest = text[5:]
	if len(rest) >= 3 && rest[0] == ':' {
		second, s = atoi(rest[1:3])
		rest = rest[3:]
	}
	if !h || !m || !s || hour > 23 || minute > 59 || second > 59 {
		return 0, text, false
	}
	ticks = int64(hour*3600+minute*60+second) * ticksPerSecond
	if rest == "" || rest[0] != '.' {
		return ticks, rest, true
	}
	fraction, n := parseFraction(rest[1:])
	return ticks + fraction, rest[1+n:], n > 0
}

// parseFraction reads the digits of a second, rounded to ticks, and returns how many there were.
func parseFraction(text string) (ticks int64, n int) {
	unit := int64(ticksPerSecond)
	for ; n < len(text) && text[n] >= '0' && text[n] <= '9'; n++ {
		unit /= 10
		if n == 7 && text[n] >= '5' {
			ticks++
		}
		ticks += int64(text[n]-'0') * unit
	}
	return ticks, n
}

// atoi reads a number of no more than 18 digits, which is above all that a date or its offset has.
func atoi(text string) (int, bool) {
	if len(text) > 18 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(text) > 0
}

func validDate(year, month, day int) bool {
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch {
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	case month != 2:
		return 31
	case leap(year):
		return 29
	}
	return 28
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysOf counts the days from 0001-01-01.
func daysOf(year, month, day int) int {
	before := year - 1
	days := before*365 + before/4 - before/100 + before/400 + (367*month-362)/12 + day - 1
	switch {
	case month <= 2:
		return days
	case leap(year):
		return days - 1
	}
	return days - 2
}
