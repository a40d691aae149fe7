package codec

import (
	"bytes"
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// appendInt writes n. Most numbers are small, which strconv does not make use of.
func appendInt(dst []byte, n int64) []byte {
	digit := func(unit int64) byte { return byte('0' + n/unit%10) }
	switch {
	case n < 0 || n >= 10_000:
		return strconv.AppendInt(dst, n, 10)
	case n >= 1000:
		return append(dst, digit(1000), digit(100), digit(10), digit(1))
	case n >= 100:
		return append(dst, digit(100), digit(10), digit(1))
	case n >= 10:
		return append(dst, digit(10), digit(1))
	}
	return append(dst, digit(1))
}

// appendFloat writes f as .NET does: the shortest digits that read back, plain between 1E-05 and 1E+15 digits wide, else
// scientific with at least two digits of exponent after exp, which is E or e.
func appendFloat(dst []byte, f float64, bits int, exp byte) []byte {
	if size := math.Abs(f); 1e-4 <= size && size < 1e8 { // plain in both widths
		if bits == 64 && f == math.Trunc(f) {
			return appendInt(dst, int64(f))
		}
		if n := math.RoundToEven(f * 1000); bits == 64 && n/1000 == f {
			return appendThousandths(dst, int64(n))
		}
		return strconv.AppendFloat(dst, f, 'f', -1, bits)
	}
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	case f == 0:
		if math.Signbit(f) {
			dst = append(dst, '-')
		}
		return append(dst, '0')
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, bits)
	return layoutFloat(dst, start, f, bits, exp)
}

// appendThousandths writes n/1000, which is no whole number. Of the numbers with up to fifteen digits only one is nearest to a float64, so none is shorter.
func appendThousandths(dst []byte, n int64) []byte {
	if n < 0 {
		dst, n = append(dst, '-'), -n
	}
	dst = appendInt(dst, n/1000)
	rest := n % 1000
	dst = append(dst, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	return bytes.TrimRight(dst, "0")
}

// layoutFloat decides between the plain and the scientific form of the e-form at dst[start:].
func layoutFloat(dst []byte, start int, f float64, bits int, exp byte) []byte {
	e := len(dst) - 1
	for dst[e] != 'e' {
		e--
	}
	power, _ := strconv.Atoi(string(dst[e+1:]))
	wide := 17
	if bits == 32 {
		wide = 9
	}
	if power < wide && power >= -4 {
		return strconv.AppendFloat(dst[:start], f, 'f', -1, bits)
	}
	dst[e] = exp
	return dst
}

// appendDouble is a double of JSON and JSV, whose exponent is E but for the two extreme values.
func appendDouble(dst []byte, f float64) []byte {
	if f == math.MaxFloat64 || f == -math.MaxFloat64 {
		return appendFloat(dst, f, 64, 'e')
	}
	return appendFloat(dst, f, 64, 'E')
}

// appendDecimal keeps the scale: 1.10 stays 1.10.
func appendDecimal(dst []byte, d decimal.Decimal) []byte {
	scale := -d.Exponent()
	if scale < 0 {
		scale = 0
	}
	return append(dst, d.StringFixed(scale)...)
}

// appendSingle is a float of JSV, whose exponent is E but for the two extreme values.
func appendSingle(dst []byte, f float64) []byte {
	if f == math.MaxFloat32 || f == -math.MaxFloat32 {
		return appendFloat(dst, f, 32, 'e')
	}
	return appendFloat(dst, f, 32, 'E')
}
