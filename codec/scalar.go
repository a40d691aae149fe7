package codec

import (
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// The scalars of the CLR that Go has no type for.
type (
	// A TimeSpan is a System.TimeSpan: a count of 100 ns ticks.
	TimeSpan = plan.TimeSpan
	// A DateOnly is a System.DateOnly: days since 0001-01-01.
	DateOnly = plan.DateOnly
	// A TimeOnly is a System.TimeOnly: 100 ns ticks since midnight.
	TimeOnly = plan.TimeOnly
	// A DateTimeOffset is a System.DateTimeOffset: local wall clock and its distance from UTC.
	DateTimeOffset = plan.DateTimeOffset
	// A Char is a System.Char: one UTF-16 code unit.
	Char = plan.Char
	// A URI is a System.Uri by its original text; the empty one is null.
	URI = plan.URI
	// A TypeRef is a System.Type by its full name; written, never read.
	TypeRef = plan.TypeName
	// A Failure is a System.Exception by its message; written, never read.
	Failure = plan.Failure
	// An Of is a member declared as class T that may hold a class derived from it.
	Of[T any] = plan.Of[T]
)

// Unspecified is the location of a [time.Time] whose CLR Kind is Unspecified. [time.UTC] is Utc, every other location
// is Local, and the zero time is DateTime.MinValue, Unspecified.
//
//nolint:gochecknoglobals // an identity, never reassigned
var Unspecified = plan.Unspecified

const (
	ticksPerMilli  = 10_000
	ticksPerSecond = 10_000_000
	ticksPerDay    = 24 * 60 * 60 * ticksPerSecond
	epochSeconds   = 62_135_596_800 // from 0001-01-01 to 1970-01-01
	maxTicks       = 3_155_378_975_999_999_999
)

type dateKind uint8

const (
	unspecifiedTime dateKind = iota
	utcTime
	localTime
)

func kindOf(t time.Time) dateKind {
	switch loc := t.Location(); {
	case loc == Unspecified:
		return unspecifiedTime
	case loc == time.UTC:
		if t == (time.Time{}) { //nolint:staticcheck // the zero value itself, not an instant
			return unspecifiedTime
		}
		return utcTime
	case loc != time.Local && loc.String() == "UTC":
		return utcTime
	}
	return localTime
}

// wallTicks are the ticks of the clock that t shows.
func wallTicks(t time.Time) int64 {
	_, offset := t.Zone()
	return (t.Unix()+int64(offset)+epochSeconds)*ticksPerSecond + int64(t.Nanosecond()/100)
}

func utcTicks(t time.Time) int64 {
	return (t.Unix()+epochSeconds)*ticksPerSecond + int64(t.Nanosecond()/100)
}

// fromTicks is the time whose clock shows ticks in loc.
func fromTicks(ticks int64, loc *time.Location) time.Time {
	seconds, rest := ticks/ticksPerSecond, ticks%ticksPerSecond
	t := time.Unix(seconds-epochSeconds, rest*100).UTC()
	if loc == time.UTC && ticks == 0 {
		return t.In(minimumUTC)
	}
	if loc == time.UTC {
		return t
	}
	if loc == Unspecified {
		return t.In(loc)
	}
	at := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), loc)
	if missing := ticks - wallTicks(at); missing > 0 { // a clock that summer time skips: .NET counts on in winter time
		at = at.Add(time.Duration(missing * 100))
	}
	return at
}

// offsetAt is the offset from UTC, in seconds, of a clock in loc that shows ticks; where summer time skips it, that of winter.
func offsetAt(ticks int64, loc *time.Location) int {
	at := fromTicks(ticks, loc)
	if skipped := wallTicks(at) - ticks; skipped != 0 {
		at = at.Add(-time.Duration(skipped * 100))
	}
	_, offset := at.Zone()
	return offset
}

// minimumUTC is the location of DateTime.MinValue in UTC, which would else be the zero time, that is Unspecified.
//
//nolint:gochecknoglobals // an identity, never reassigned
var minimumUTC = time.FixedZone("UTC", 0)

func validTicks(ticks int64) bool { return ticks >= 0 && ticks <= maxTicks }
