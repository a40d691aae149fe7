package codec

import "strings"

// Scope is o with the changes that a ?jsconfig= list asks for: comma-separated name or name:value, in any case and without blanks.
// Names and values that ServiceStack does not know are ignored; a switch is off where its value is false or 0.
func (o TextOptions) Scope(jsconfig string) TextOptions {
	for item := range strings.SplitSeq(jsconfig, ",") {
		name, value, _ := strings.Cut(strings.ToLower(item), ":")
		if o.scopeSpelling(name, value) || o.scopeValue(name, value) {
			continue
		}
		if flag := o.scopeFlag(name); flag != nil {
			*flag = value != "false" && value != "0"
		}
	}
	return o
}

func (o *TextOptions) scopeValue(name, value string) bool {
	switch name {
	case "dh", "datehandler":
		o.scopeDates(value)
	case "tc", "textcase":
		o.scopeCase(value)
	case "tsh", "timespanhandler":
		switch value {
		case "sf", "standardformat":
			o.StandardSpans = true
		case "df", "durationformat":
			o.StandardSpans = false
		}
	case "pc", "propertyconvention":
		o.LenientNames = value == "l" || value == "lenient"
	case "ide", "includedefaultenums":
		o.ExcludeDefaultEnums = value == "false" || value == "0"
	default:
		return false
	}
	return true
}

// scopeSpelling applies the switches that each name one spelling. Off, they change nothing.
func (o *TextOptions) scopeSpelling(name, value string) bool {
	spelling := map[string]Case{
		"eccn": CamelCase, "emitcamelcasenames": CamelCase,
		"epcn": PascalCase, "emitpascalcasenames": PascalCase,
		"elun": SnakeCase, "emitlowercaseunderscorenames": SnakeCase,
	}
	c, known := spelling[name]
	if known && value != "false" && value != "0" {
		o.Case = c
	}
	return known
}

func (o *TextOptions) scopeCase(value string) {
	switch value {
	case "d", "default":
		o.Case = PascalCase
	case "pc", "pascalcase":
		o.Case = PascalCase
	case "cc", "camelcase":
		o.Case = CamelCase
	case "sc", "snakecase":
		o.Case = SnakeCase
	}
}

func (o *TextOptions) scopeDates(value string) {
	switch value {
	case "to", "timestampoffset":
		o.Dates = TimestampOffset
	case "dcjsc", "dcjscompatible":
		o.Dates = DCJSCompatible
	case "iso8601":
		o.Dates = ISO8601
	case "iso8601do", "iso8601dateonly":
		o.Dates = ISO8601DateOnly
	case "iso8601dt", "iso8601datetime":
		o.Dates = ISO8601DateTime
	case "rfc1123":
		o.Dates = RFC1123
	case "ut", "unixtime":
		o.Dates = UnixTime
	case "utm", "unixtimems":
		o.Dates = UnixTimeMs
	}
}

func (o *TextOptions) scopeFlag(name string) *bool {
	switch name {
	case "edv", "excludedefaultvalues":
		return &o.ExcludeDefaults
	case "inv", "includenullvalues":
		return &o.IncludeNulls
	case "invid", "includenullvaluesindictionaries":
		return &o.IncludeNullsInMaps
	case "teai", "treatenumasinteger":
		return &o.EnumsAsNumbers
	case "sdtc", "skipdatetimeconversion":
		return &o.SkipDateConversion
	case "au", "assumeutc":
		return &o.AssumeUTC
	case "auu", "alwaysuseutc":
		return &o.AlwaysUTC
	case "auo", "appendutcoffset":
		return &o.AppendUTCOffset
	case "i", "pp", "indent":
		return &o.Indent
	case "eti", "excludetypeinfo":
		return &o.ExcludeTypes
	case "iti", "includetypeinfo":
		return &o.IncludeTypes
	case "tode", "toe", "throwondeserializationerror", "throwonerror":
		return &o.Strict
	case "cotisd", "convertobjecttypesintostringdictionary":
		return &o.StringDictionaries
	case "ttpptv", "trytoparseprimitivetypevalues": // ttpnt has no effect
		return &o.ParsePrimitives
	}
	return nil
}
