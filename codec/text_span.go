package codec

import (
	"math"
	"strconv"
)

// appendSpan is ServiceStack's XSD duration. Its arithmetic is IEEE double, so long spans lose ticks, as there.
func appendSpan(dst []byte, ticks int64) []byte {
	seconds := float64(ticks) / ticksPerSecond
	if ticks >= math.MaxInt64-1 || ticks <= math.MinInt64+1 {
		if ticks < 0 {
			dst = append(dst, '-')
		}
		return append(dst, "P10675199DT2H48M5.4775391S"...)
	}
	if seconds < 0 {
		dst, seconds = append(dst, '-'), -seconds
	}
	whole := int64(seconds)
	fraction := seconds - float64(whole)
	days, hours, minutes := whole/86400, whole/3600%24, whole/60%60
	dst = append(dst, 'P')
	if days > 0 {
		dst = append(strconv.AppendInt(dst, days, 10), 'D')
	}
	rest := float64(whole%60) + fraction
	if days > 0 && hours == 0 && minutes == 0 && rest == 0 {
		return dst
	}
	return appendDurationTime(append(dst, 'T'), hours, minutes, rest, whole == 0 && fraction == 0)
}

func appendDurationTime(dst []byte, hours, minutes int64, seconds float64, zero bool) []byte {
	if hours > 0 {
		dst = append(strconv.AppendInt(dst, hours, 10), 'H')
	}
	if minutes > 0 {
		dst = append(strconv.AppendInt(dst, minutes, 10), 'M')
	}
	if seconds > 0 || zero {
		ticks := roundedTicks(seconds)
		dst = append(appendTrimmed(strconv.AppendInt(dst, ticks/ticksPerSecond, 10), ticks%ticksPerSecond), 'S')
	}
	return dst
}

// roundedTicks rounds as .NET's custom formats do: to fifteen digits first, and a half up.
func roundedTicks(seconds float64) int64 {
	var buf [32]byte
	text := strconv.AppendFloat(buf[:0], seconds, 'e', 14, 64)
	exponent, _ := strconv.Atoi(string(text[17:])) // behind d.dddddddddddddde
	digits, _ := strconv.ParseInt(string(text[:1])+string(text[2:16]), 10, 64)
	unit := int64(1)
	for range 7 - exponent {
		unit *= 10
	}
	return (digits + unit/2) / unit
}

// appendExactSpan is the XSD duration of XML: all ticks, in integer arithmetic.
func appendExactSpan(dst []byte, ticks int64) []byte {
	if ticks < 0 {
		dst = append(dst, '-')
	}
	n := magnitude(ticks)
	days, hours, minutes := n/ticksPerDay, n/(3600*ticksPerSecond)%24, n/(60*ticksPerSecond)%60
	seconds, fraction := n/ticksPerSecond%60, n%ticksPerSecond
	dst = append(dst, 'P')
	if days > 0 {
		dst = append(strconv.AppendUint(dst, days, 10), 'D')
	}
	if n != 0 && hours == 0 && minutes == 0 && seconds == 0 && fraction == 0 {
		return dst
	}
	dst = append(dst, 'T')
	if hours > 0 {
		dst = append(strconv.AppendUint(dst, hours, 10), 'H')
	}
	if minutes > 0 {
		dst = append(strconv.AppendUint(dst, minutes, 10), 'M')
	}
	if seconds > 0 || fraction > 0 || n == 0 {
		dst = append(appendTrimmed(strconv.AppendUint(dst, seconds, 10), int64(fraction)), 'S')
	}
	return dst
}

func magnitude(ticks int64) uint64 {
	if ticks < 0 {
		return -uint64(ticks)
	}
	return uint64(ticks)
}

// appendTrimmed writes .fffffff without its trailing zeros, or nothing.
func appendTrimmed(dst []byte, fraction int64) []byte {
	if fraction == 0 {
		return dst
	}
	dst = appendFraction(append(dst, '.'), fraction)
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// appendStandardSpan is .NET's "c" format: [-][d.]hh:mm:ss[.fffffff].
func appendStandardSpan(dst []byte, ticks int64) []byte {
	if ticks < 0 {
		dst = append(dst, '-')
	}
	n := magnitude(ticks)
	if days := n / ticksPerDay; days > 0 {
		dst = append(strconv.AppendUint(dst, days, 10), '.')
	}
	dst = append(appendTwo(dst, int(n/(3600*ticksPerSecond)%24)), ':')
	dst = append(appendTwo(dst, int(n/(60*ticksPerSecond)%60)), ':')
	dst = appendTwo(dst, int(n/ticksPerSecond%60))
	if fraction := n % ticksPerSecond; fraction != 0 {
		dst = appendFraction(append(dst, '.'), int64(fraction))
	}
	return dst
}
