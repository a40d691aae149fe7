package codec

import (
	"time"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A Case is how JSON, JSV and JSON Lines spell the names of members. Dictionary keys and enum texts are never re-cased,
// nor are names given by a member's own tag.
type Case = plan.Case

// The casings.
const (
	DeclaredCase = plan.Declared
	PascalCase   = plan.Pascal // the names as declared, which are in this case in .NET
	CamelCase    = plan.Camel
	SnakeCase    = plan.Snake
)

// A DateHandler is how ServiceStack.Text writes times. Reading accepts all of them.
type DateHandler uint8

// The date handlers, with what they make of 2001-02-03 04:05:06.007 UTC.
const (
	TimestampOffset DateHandler = iota // "\/Date(981173106007)\/", with +hhmm for local times and -0000 for unspecified ones
	DCJSCompatible                     // the same, unspecified times with the server's offset
	ISO8601                            // "2001-02-03T04:05:06.0070000Z"
	ISO8601DateOnly                    // "2001-02-03"
	ISO8601DateTime                    // "2001-02-03 04:05:06"
	RFC1123                            // "Sat, 03 Feb 2001 04:05:06 GMT"
	UnixTime                           // 981173106
	UnixTimeMs                         // 981173106007
)

// TextOptions are ServiceStack.Text's settings for JSON, JSV, JSON Lines and CSV. The zero value holds its defaults:
// names as declared, TimestampOffset dates, nulls omitted.
type TextOptions struct {
	Case         Case
	Dates        DateHandler
	DateFormat   string         // a .NET custom date format of JSV; wins over Dates
	Location     *time.Location // the server's zone; nil is UTC
	MaxDepth     int            // of nested objects and lists, read and written; 0 is 64
	LenientNames bool           // a name that no member has is looked up again without - and _

	IncludeNulls        bool
	IncludeNullsInMaps  bool
	ExcludeDefaults     bool // members that hold their default value are left out
	ExcludeDefaultEnums bool // and so are enums, which ExcludeDefaults keeps
	EnumsAsNumbers      bool
	StandardSpans       bool // TimeSpan as 00:01:30, not PT1M30S
	SkipDateConversion  bool // unspecified times stay as they are
	AssumeUTC           bool // unspecified times are UTC
	AlwaysUTC           bool // times that are read become UTC
	AppendUTCOffset     bool // UTC times get +0000
	Indent              bool // JSON over several lines
	EscapeUnicode       bool
	EscapeHTML          bool
	SystemCompatible    bool // ids with dashes
	ExcludeTypes        bool // no __type
	IncludeTypes        bool // __type on every class
	Strict              bool // a value that a member cannot take is an error, not ignored
	StringDictionaries  bool // objects read into an untyped member become string maps
	ParsePrimitives     bool // so do numbers and booleans there
}

func (o *TextOptions) location() *time.Location {
	if o.Location == nil {
		return time.UTC
	}
	return o.Location
}

func (o *TextOptions) depth() int {
	if o.MaxDepth == 0 {
		return 64
	}
	return o.MaxDepth
}
