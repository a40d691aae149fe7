package codec

import (
	"strconv"
	"time"
)

// appendJSONTime writes t as the date handler says, with the quotes where there are any.
func (o *TextOptions) appendJSONTime(dst []byte, t time.Time) []byte {
	if o.SystemCompatible {
		return append(appendXMLTime(append(dst, '"'), t, o.Location), '"')
	}
	switch o.Dates {
	case ISO8601:
		return append(o.appendRoundTrip(append(dst, '"'), t), '"')
	case ISO8601DateOnly:
		return append(appendDate(append(dst, '"'), o.normal(t)), '"')
	case ISO8601DateTime:
		dst = append(appendDate(append(dst, '"'), o.normal(t)), ' ')
		return append(appendClock(dst, o.normal(t)), '"')
	case RFC1123:
		return append(o.instant(t).UTC().AppendFormat(append(dst, '"'), "Mon, 02 Jan 2006 15:04:05 GMT"), '"')
	case UnixTime, UnixTimeMs:
		return o.appendUnix(dst, t)
	}
	return o.appendTimestamp(dst, t)
}

// normal applies the settings that change the kind of a time.
func (o *TextOptions) normal(t time.Time) time.Time {
	kind := kindOf(t)
	if kind == unspecifiedTime && o.AssumeUTC {
		return fromTicks(wallTicks(t), time.UTC)
	}
	if kind == localTime {
		return o.local(t)
	}
	return t
}

// zoned is the normal t and its kind.
func (o *TextOptions) zoned(t time.Time) (time.Time, dateKind) {
	kind := kindOf(t)
	if kind == utcTime {
		return t, kind
	}
	t = o.normal(t)
	return t, kindOf(t)
}

// local shows a local time on the server's clock.
func (o *TextOptions) local(t time.Time) time.Time {
	if t.Location() == time.Local && o.Location != nil {
		return t.In(o.Location)
	}
	return t
}

// instant is t, with an unspecified time taken for the server's own.
func (o *TextOptions) instant(t time.Time) time.Time {
	if kindOf(t) != unspecifiedTime {
		return t
	}
	ticks := wallTicks(t)
	if o.AssumeUTC || o.Location == nil || ticks == 0 {
		return fromTicks(ticks, time.UTC)
	}
	return fromTicks(ticks, o.Location)
}

func (o *TextOptions) appendUnix(dst []byte, t time.Time) []byte {
	ticks := utcTicks(o.instant(t)) - epochSeconds*ticksPerSecond
	if o.Dates == UnixTime {
		return strconv.AppendInt(dst, ticks/ticksPerSecond, 10)
	}
	return strconv.AppendInt(dst, unixMillis(ticks), 10)
}

// unixMillis is the whole part of ticks in milliseconds as .NET has them, a float64: far from 1970 the last tick can
// round up. Nothing lies before the first millisecond or behind the last.
func unixMillis(ticks int64) int64 {
	return min(max(int64(float64(ticks)/ticksPerMilli), -epochSeconds*1000), maxTicks/ticksPerMilli-epochSeconds*1000)
}

// appendTimestamp writes \/Date(ms)\/ with the suffix that says what kind of time it was.
func (o *TextOptions) appendTimestamp(dst []byte, t time.Time) []byte {
	kind := kindOf(t)
	at := o.instant(t)
	dst = append(dst, `"\/Date(`...)
	dst = strconv.AppendInt(dst, unixMillis(utcTicks(at)-epochSeconds*ticksPerSecond), 10)
	switch {
	case kind == utcTime || o.AssumeUTC && kind == unspecifiedTime:
		if o.AppendUTCOffset {
			dst = append(dst, "+0000"...)
		}
	case kind == unspecifiedTime && o.Dates != DCJSCompatible:
		dst = append(dst, "-0000"...)
	default:
		_, offset := o.local(at).Zone()
		if kind == unspecifiedTime {
			offset = offsetAt(wallTicks(t), o.location())
		}
		dst = appendOffset(dst, offset/60, false)
	}
	return append(dst, `)\/"`...)
}

// appendOffset writes minutes as +hhmm or +hh:mm.
func appendOffset(dst []byte, minutes int, colon bool) []byte {
	sign := byte('+')
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	dst = appendTwo(append(dst, sign), minutes/60)
	if colon {
		dst = append(dst, ':')
	}
	return appendTwo(dst, minutes%60)
}

func appendTwo(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }

func appendYear(dst []byte, year int) []byte {
	return appendTwo(appendTwo(dst, year/100), year%100)
}

func appendDate(dst []byte, t time.Time) []byte {
	year, month, day := t.Date()
	dst = append(appendYear(dst, year), '-')
	dst = append(appendTwo(dst, int(month)), '-')
	return appendTwo(dst, day)
}

func appendClock(dst []byte, t time.Time) []byte {
	hour, minute, second := t.Clock()
	dst = append(appendTwo(dst, hour), ':')
	dst = append(appendTwo(dst, minute), ':')
	return appendTwo(dst, second)
}

// The lengths of what putDateTime writes, and of the date in it.
const (
	dateTimeWidth = len("2001-02-03T04:05:06")
	dateWidth     = len("2001-02-03")
)

func appendDateTime(dst []byte, t time.Time) []byte {
	dst, at := extend(dst, dateTimeWidth)
	putDateTime(dst[at:], t)
	return dst
}

func putDateTime(out []byte, t time.Time) {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	_ = out[dateTimeWidth-1]
	out[4], out[7], out[10], out[13], out[16] = '-', '-', 'T', ':', ':'
	putTwo(out, 0, year/100)
	putTwo(out, 2, year%100)
	putTwo(out, 5, int(month))
	putTwo(out, 8, day)
	putTwo(out, 11, hour)
	putTwo(out, 14, minute)
	putTwo(out, 17, second)
}

func putTwo(out []byte, i, n int) { out[i], out[i+1] = byte('0'+n/10), byte('0'+n%10) }

// appendFraction writes seven digits of a second.
func appendFraction(dst []byte, ticks int64) []byte {
	dst, at := extend(dst, 7)
	putFraction(dst[at:], int(ticks))
	return dst
}

func putFraction(out []byte, ticks int) {
	if ticks == 0 {
		copy(out, "0000000")
		return
	}
	putTwo(out, 0, ticks/100_000)
	putTwo(out, 2, ticks/1000%100)
	putTwo(out, 4, ticks/10%100)
	out[6] = byte('0' + ticks%10)
}

// appendRoundTrip is .NET's "o" format: always seven digits, and the zone by the kind.
func (o *TextOptions) appendRoundTrip(dst []byte, t time.Time) []byte {
	t, kind := o.zoned(t)
	dst, at := extend(dst, dateTimeWidth+len(".0000000"))
	out := dst[at:]
	putDateTime(out, t)
	out[dateTimeWidth] = '.'
	putFraction(out[dateTimeWidth+1:], t.Nanosecond()/100)
	return appendKind(dst, t, kind)
}

func appendZone(dst []byte, t time.Time) []byte { return appendKind(dst, t, kindOf(t)) }

// appendKind writes what says that t is of that kind.
func appendKind(dst []byte, t time.Time, kind dateKind) []byte {
	switch kind {
	case utcTime:
		return append(dst, 'Z')
	case localTime:
		_, offset := t.Zone()
		return appendOffset(dst, offset/60, true)
	}
	return dst
}

// appendXSDTime is ServiceStack's shortest XSD form, as in JSV and CSV: no time of day at midnight, no fraction where
// there is none, else seven digits of it.
func (o *TextOptions) appendXSDTime(dst []byte, t time.Time) []byte {
	switch {
	case o.DateFormat != "":
		return appendFormat(dst, t, o.DateFormat)
	case o.Dates == UnixTime || o.Dates == UnixTimeMs:
		return o.appendUnix(dst, t)
	}
	t, kind := o.zoned(t)
	fraction := int64(t.Nanosecond() / 100)
	dst, at := extend(dst, dateTimeWidth)
	out := dst[at:]
	putDateTime(out, t)
	if fraction == 0 && !o.SkipDateConversion && string(out[dateWidth:]) == "T00:00:00" {
		return dst[:at+dateWidth]
	}
	if fraction != 0 {
		dst = appendFraction(append(dst, '.'), fraction)
	}
	switch {
	case kind == utcTime:
		return append(dst, 'Z')
	case kind == unspecifiedTime && !o.SkipDateConversion:
		offset := offsetAt(wallTicks(t), o.location())
		return appendOffset(dst, offset/60, true)
	}
	return appendKind(dst, t, kind)
}

// appendOffsetTime is .NET's "o" format of a DateTimeOffset.
func appendOffsetTime(dst []byte, t DateTimeOffset) []byte {
	at := fromTicks(t.Ticks, Unspecified)
	dst = append(appendDateTime(dst, at), '.')
	dst = appendFraction(dst, t.Ticks%ticksPerSecond)
	return appendOffset(dst, t.Offset, true)
}

func (o *TextOptions) appendJSONOffset(dst []byte, t DateTimeOffset) []byte {
	if o.SystemCompatible {
		return append(appendNetOffset(append(dst, '"'), t), '"')
	}
	if o.Dates == ISO8601 {
		return append(appendOffsetTime(append(dst, '"'), t), '"')
	}
	utc := t.Ticks - int64(t.Offset)*60*ticksPerSecond
	dst = append(dst, `"\/Date(`...)
	dst = strconv.AppendInt(dst, (utc-epochSeconds*ticksPerSecond)/ticksPerMilli, 10)
	if t.Offset != 0 {
		dst = appendOffset(dst, t.Offset, false)
	}
	return append(dst, `)\/"`...)
}

func dateTime(d DateOnly) time.Time { return fromTicks(int64(d)*ticksPerDay, Unspecified) }

// appendFormat writes t in a .NET custom date format of the plain letters.
func appendFormat(dst []byte, t time.Time, format string) []byte {
	for i := 0; i < len(format); {
		n := i
		for n < len(format) && format[n] == format[i] {
			n++
		}
		dst = appendFormatPart(dst, t, format[i:n])
		i = n
	}
	return dst
}

func appendFormatPart(dst []byte, t time.Time, part string) []byte {
	switch part {
	case "yyyy":
		return appendYear(dst, t.Year())
	case "MM":
		return appendTwo(dst, int(t.Month()))
	case "dd":
		return appendTwo(dst, t.Day())
	case "HH":
		return appendTwo(dst, t.Hour())
	case "mm":
		return appendTwo(dst, t.Minute())
	case "ss":
		return appendTwo(dst, t.Second())
	case "fff":
		return append(dst, strconv.Itoa(1000 + t.Nanosecond()/1_000_000)[1:]...)
	}
	return append(dst, part...)
}
