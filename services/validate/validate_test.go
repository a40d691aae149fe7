package validate_test

import (
	"math"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/services/validate"
)

type request struct {
	Name            *string
	Plain           string
	Age             int32
	Maybe           *int32
	Latitude        *float64
	Price           decimal.Decimal
	When            time.Time
	Ratio           float32
	Tags            []string
	Names           []*string
	Id              uuid.UUID
	Owner           *uuid.UUID
	Shade           shade
	MaybeShade      *shade
	Colour          colour
	Password        string
	PasswordConfirm string
	Child           *child
	Children        []*child
	Parts           []child
}

var someID = uuid.MustParse("01234567-89ab-cdef-0123-456789abcdef")

type child struct{ Rank int32 }

func rankOf(c *child) string { return strconv.Itoa(int(c.Rank)) }

func name(r *request) *string { return r.Name }

func plain(r *request) string { return r.Plain }

func maybe(r *request) *int32 { return r.Maybe }

func age(r *request) int32 { return r.Age }

func password(r *request) string { return r.Password }

func price(r *request) decimal.Decimal { return r.Price }

// shade is an enum, colour a type that says how it is told.
type (
	shade  int32
	colour struct{ name string }
)

func (c colour) String() string { return c.name }

// fact is a failure as the tests write it: the value of a fact is "<null>" for a null.
type fact struct{ Key, Value string }

type told struct {
	Field, Code, Message string
	Meta                 []fact
}

func tell(failures []validate.Failure) (all []told) {
	for _, f := range failures {
		t := told{Field: f.Field, Code: f.Code, Message: f.Message}
		for _, m := range f.Meta {
			value := "<null>"
			if m.Value != nil {
				value = *m.Value
			}
			t.Meta = append(t.Meta, fact{m.Key, value})
		}
		all = append(all, t)
	}
	return all
}

// The messages and facts are those of http/validation and http/antel, or FluentValidation's templates filled in by its rules.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		name string
		rule validate.Rule
		req  request
		want []told
	}{
		{"null", validate.NotEmpty("Name", name), request{}, []told{{"Name", "NotEmpty", "'Name' must not be empty.",
			[]fact{{"PropertyName", "Name"}, {"PropertyValue", "<null>"}}}}},
		{"blank", validate.NotEmpty("Name", name), request{Name: new(" \t")}, []told{{"Name", "NotEmpty", "'Name' must not be empty.",
			[]fact{{"PropertyName", "Name"}, {"PropertyValue", " \t"}}}}},
		{"an empty text is no null", validate.NotNull("Name", name), request{Name: new("")}, nil},
		{"a plain empty text is one", validate.NotNull("Plain", plain), request{}, []told{{"Plain", "NotNull", "'Plain' must not be empty.",
			[]fact{{"PropertyName", "Plain"}, {"PropertyValue", "<null>"}}}}},
		{"a zero is empty", validate.NotEmpty("Age", age), request{}, []told{{"Age", "NotEmpty", "'Age' must not be empty.",
			[]fact{{"PropertyName", "Age"}, {"PropertyValue", "0"}}}}},
		{"a nullable zero is not empty", validate.NotEmpty("Maybe", maybe), request{Maybe: new(int32(0))}, nil},
		{"a null is empty", validate.NotEmpty("Maybe", maybe), request{}, []told{{"Maybe", "NotEmpty", "'Maybe' must not be empty.",
			[]fact{{"PropertyName", "Maybe"}, {"PropertyValue", "<null>"}}}}},
		{"no nullable zero where nothing may be", validate.Empty("Maybe", maybe), request{Maybe: new(int32(0))}, []told{{"Maybe", "Empty", "'Maybe' must be empty.",
			[]fact{{"PropertyName", "Maybe"}, {"PropertyValue", "0"}}}}},
		{"an empty list", validate.NotEmpty("Tags", func(r *request) []string { return r.Tags }), request{Tags: []string{}},
			[]told{{"Tags", "NotEmpty", "'Tags' must not be empty.", []fact{{"PropertyName", "Tags"}, {"PropertyValue", "[]"}}}}},
		{"an empty GUID", validate.NotEmpty("Id", func(r *request) uuid.UUID { return r.Id }), request{},
			[]told{{"Id", "NotEmpty", "'Id' must not be empty.", []fact{{"PropertyName", "Id"}, {"PropertyValue", "00000000000000000000000000000000"}}}}},
		{"a GUID", validate.NotEmpty("Owner", func(r *request) *uuid.UUID { return r.Owner }), request{Owner: &someID}, nil},
		{"another GUID", validate.NotEqual("Owner", func(r *request) *uuid.UUID { return r.Owner }, someID), request{Owner: &someID},
			[]told{{"Owner", "NotEqual", "'Owner' must not be equal to '01234567-89ab-cdef-0123-456789abcdef'.",
				[]fact{{"ComparisonValue", "0123456789abcdef0123456789abcdef"}, {"ComparisonProperty", ""}, {"PropertyName", "Owner"}, {"PropertyValue", "0123456789abcdef0123456789abcdef"}}}}},
		{"no GUID", validate.NotNull("Owner", func(r *request) *uuid.UUID { return r.Owner }), request{},
			[]told{{"Owner", "NotNull", "'Owner' must not be empty.", []fact{{"PropertyName", "Owner"}, {"PropertyValue", "<null>"}}}}},
		{"length counts UTF-16 units", validate.Length("Name", name, 2, 4), request{Name: new("😀😀😀")},
			[]told{{"Name", "Length", "'Name' must be between 2 and 4 characters. You entered 6 characters.",
				[]fact{{"MinLength", "2"}, {"MaxLength", "4"}, {"TotalLength", "6"}, {"PropertyName", "Name"}, {"PropertyValue", "😀😀😀"}}}}},
		{"length of a null", validate.Length("Name", name, 2, 4), request{}, nil},
		{"exact length", validate.ExactLength("Name", name, 3), request{Name: new("ab")},
			[]told{{"Name", "Length", "'Name' must be 3 characters in length. You entered 2 characters.",
				[]fact{{"MinLength", "3"}, {"MaxLength", "3"}, {"TotalLength", "2"}, {"PropertyName", "Name"}, {"PropertyValue", "ab"}}}}},
		{"minimum length", validate.MinimumLength("Name", name, 3), request{Name: new("A")},
			[]told{{"Name", "MinimumLength", "The length of 'Name' must be at least 3 characters. You entered 1 characters.",
				[]fact{{"MinLength", "3"}, {"MaxLength", "-1"}, {"TotalLength", "1"}, {"PropertyName", "Name"}, {"PropertyValue", "A"}}}}},
		{"greater than a limit", validate.GreaterThan("Age", age, 10), request{Age: 10}, []told{{"Age", "GreaterThan", "'Age' must be greater than '10'.",
			[]fact{{"ComparisonValue", "10"}, {"ComparisonProperty", ""}, {"PropertyName", "Age"}, {"PropertyValue", "10"}}}}},
		{"no more than another member", validate.GreaterThanMember("Age", age, "MaybeAge", maybe), request{Age: 5, Maybe: new(int32(5))},
			[]told{{"Age", "GreaterThan", "'Age' must be greater than '5'.",
				[]fact{{"ComparisonValue", "5"}, {"ComparisonProperty", "Maybe Age"}, {"PropertyName", "Age"}, {"PropertyValue", "5"}}}}},
		{"as much as another member", validate.GreaterThanOrEqualMember("Age", age, "MaybeAge", maybe), request{Age: 5, Maybe: new(int32(5))}, nil},
		{"another member that is null", validate.LessThanOrEqualMember("Age", age, "MaybeAge", maybe), request{},
			[]told{{"Age", "LessThanOrEqual", "'Age' must be less than or equal to ''.",
				[]fact{{"ComparisonValue", "<null>"}, {"ComparisonProperty", "Maybe Age"}, {"PropertyName", "Age"}, {"PropertyValue", "0"}}}}},
		{"a null passes beside another member", validate.LessThanMember("MaybeAge", maybe, "Age", age), request{}, nil},
		{"a null passes comparisons", validate.LessThan("Maybe", maybe, 5), request{}, nil},
		{"a null is not equal", validate.Equal("Name", name, "yes"), request{}, []told{{"Name", "Equal", "'Name' must be equal to 'yes'.",
			[]fact{{"ComparisonValue", "yes"}, {"ComparisonProperty", ""}, {"PropertyName", "Name"}, {"PropertyValue", "<null>"}}}}},
		{"between", validate.InclusiveBetween("Latitude", func(r *request) *float64 { return r.Latitude }, -90.0, 90.0), request{Latitude: new(91.5)},
			[]told{{"Latitude", "InclusiveBetween", "'Latitude' must be between -90 and 90. You entered 91.5.",
				[]fact{{"From", "-90"}, {"To", "90"}, {"Value", "91.5"}, {"PropertyName", "Latitude"}, {"PropertyValue", "91.5"}}}}},
		{"exclusive between at the limit", validate.ExclusiveBetween("Age", age, 1, 9), request{Age: 1},
			[]told{{"Age", "ExclusiveBetween", "'Age' must be between 1 and 9 (exclusive). You entered 1.",
				[]fact{{"From", "1"}, {"To", "9"}, {"Value", "1"}, {"PropertyName", "Age"}, {"PropertyValue", "1"}}}}},
		{"decimals", validate.ScalePrecision("Price", price, 2, 4),
			request{Price: decimal.RequireFromString("123.45")},
			[]told{{"Price", "ScalePrecision", "'Price' must not be more than 4 digits in total, with allowance for 2 decimals. 3 digits and 2 decimals were found.",
				[]fact{{"ExpectedPrecision", "4"}, {"ExpectedScale", "2"}, {"Digits", "3"}, {"ActualScale", "2"}, {"PropertyName", "Price"}, {"PropertyValue", "123.45"}}}}},
		{"a time", validate.GreaterThan("When", func(r *request) time.Time { return r.When }, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)),
			request{When: time.Date(2019, 12, 31, 0, 0, 0, 0, time.UTC)},
			[]told{{"When", "GreaterThan", "'When' must be greater than '01/01/2020 00:00:00'.",
				[]fact{{"ComparisonValue", "2020-01-01"}, {"ComparisonProperty", ""}, {"PropertyName", "When"}, {"PropertyValue", "2019-12-31"}}}}},
		{"a float that is no number", validate.GreaterThan("Latitude", func(r *request) *float64 { return r.Latitude }, 0), request{Latitude: new(math.NaN())},
			[]told{{"Latitude", "GreaterThan", "'Latitude' must be greater than '0'.",
				[]fact{{"ComparisonValue", "0"}, {"ComparisonProperty", ""}, {"PropertyName", "Latitude"}, {"PropertyValue", "NaN"}}}}},
		{"a short float", validate.LessThan("Ratio", func(r *request) float32 { return r.Ratio }, 0), request{Ratio: 0.1},
			[]told{{"Ratio", "LessThan", "'Ratio' must be less than '0'.",
				[]fact{{"ComparisonValue", "0"}, {"ComparisonProperty", ""}, {"PropertyName", "Ratio"}, {"PropertyValue", "0.1"}}}}},
		{"decimals against a whole number", validate.LessThan("Price", price, 5), request{Price: decimal.RequireFromString("5.00")},
			[]told{{"Price", "LessThan", "'Price' must be less than '5'.",
				[]fact{{"ComparisonValue", "5"}, {"ComparisonProperty", ""}, {"PropertyName", "Price"}, {"PropertyValue", "5.00"}}}}},
		{"a full list", validate.Empty("Names", func(r *request) []*string { return r.Names }), request{Names: []*string{new("a"), nil, new("b")}},
			[]told{{"Names", "Empty", "'Names' must be empty.", []fact{{"PropertyName", "Names"}, {"PropertyValue", "[a,,b]"}}}}},
		{"a list of others", validate.NotEmpty("Children", validate.List(func(r *request) []*child { return r.Children }, rankOf)), request{Children: []*child{}},
			[]told{{"Children", "NotEmpty", "'Children' must not be empty.", []fact{{"PropertyName", "Children"}, {"PropertyValue", "[]"}}}}},
		{"a full list of others", validate.Empty("Children", validate.List(func(r *request) []*child { return r.Children }, rankOf)), request{Children: []*child{{7}}},
			[]told{{"Children", "Empty", "'Children' must be empty.", []fact{{"PropertyName", "Children"}, {"PropertyValue", "[7]"}}}}},
		{"a list of others as they are told", validate.Empty("Children", validate.List(func(r *request) []*child { return r.Children },
			func(c *child) string { return "{rank:" + rankOf(c) + "}" })), request{Children: []*child{{7}}},
			[]told{{"Children", "Empty", "'Children' must be empty.", []fact{{"PropertyName", "Children"}, {"PropertyValue", "[{rank:7}]"}}}}},
		{"no list of others", validate.NotNull("Children", validate.List(func(r *request) []*child { return r.Children }, rankOf)), request{},
			[]told{{"Children", "NotNull", "'Children' must not be empty.", []fact{{"PropertyName", "Children"}, {"PropertyValue", "<null>"}}}}},
		{"no nested message", validate.NotNull("Child", validate.Nested(func(r *request) *child { return r.Child }, rankOf)), request{},
			[]told{{"Child", "NotNull", "'Child' must not be empty.", []fact{{"PropertyName", "Child"}, {"PropertyValue", "<null>"}}}}},
		{"a nested message is not empty", validate.NotEmpty("Child", validate.Nested(func(r *request) *child { return r.Child }, rankOf)), request{Child: &child{}}, nil},
		{"a nested message that should not be there", validate.Null("Child", validate.Nested(func(r *request) *child { return r.Child }, rankOf)), request{Child: &child{7}},
			[]told{{"Child", "Null", "'Child' must be empty.", []fact{{"PropertyName", "Child"}, {"PropertyValue", "7"}}}}},
		{"an enum", validate.Enum("Shade", func(r *request) shade { return r.Shade }, shade(1), shade(2)), request{Shade: 9},
			[]told{{"Shade", "Enum", "'Shade' has a range of values which does not include '9'.", []fact{{"PropertyName", "Shade"}, {"PropertyValue", "9"}}}}},
		{"an enum's own value", validate.Enum("MaybeShade", func(r *request) *shade { return r.MaybeShade }, shade(1), shade(2)), request{MaybeShade: new(shade(2))}, nil},
		{"no enum", validate.Enum("MaybeShade", func(r *request) *shade { return r.MaybeShade }, shade(1)), request{}, nil},
		{"a condition on two members", validate.MustWith("Name", name, func(r *request, s *string) bool { return s == nil || r.Age > 0 }), request{Name: new("x")},
			[]told{{"Name", "Predicate", "The specified condition was not met for 'Name'.", []fact{{"PropertyName", "Name"}, {"PropertyValue", "x"}}}}},
		{"a condition on two members that holds", validate.MustWith("Name", name, func(r *request, s *string) bool { return s == nil || r.Age > 0 }),
			request{Name: new("x"), Age: 1}, nil},
		{"a value of another kind", validate.Must("Colour", func(r *request) colour { return r.Colour }, func(colour) bool { return false }), request{Colour: colour{"red"}},
			[]told{{"Colour", "Predicate", "The specified condition was not met for 'Colour'.", []fact{{"PropertyName", "Colour"}, {"PropertyValue", "red"}}}}},
		{"a value that cannot be told", validate.Must("Child", func(r *request) *child { return r.Child }, func(c *child) bool { return c == nil }), request{Child: &child{}},
			[]told{{"Child", "Predicate", "The specified condition was not met for 'Child'.", []fact{{"PropertyName", "Child"}, {"PropertyValue", "<null>"}}}}},
		{"a pattern", validate.Matches("Name", name, regexp.MustCompile("^[a-z]+$")), request{Name: new("ABC")},
			[]told{{"Name", "RegularExpression", "'Name' is not in the correct format.",
				[]fact{{"RegularExpression", "^[a-z]+$"}, {"PropertyName", "Name"}, {"PropertyValue", "ABC"}}}}},
		{"a line feed at the end", validate.Matches("Name", name, regexp.MustCompile("^(?:[a-z]+|x$)$")), request{Name: new("abc\n")}, nil},
		{"a line feed within", validate.Matches("Name", name, regexp.MustCompile("^[a-z]+$")), request{Name: new("abc\nd")},
			[]told{{"Name", "RegularExpression", "'Name' is not in the correct format.",
				[]fact{{"RegularExpression", "^[a-z]+$"}, {"PropertyName", "Name"}, {"PropertyValue", "abc\nd"}}}}},
		{"a line feed at the very end", validate.Matches("Name", name, regexp.MustCompile(`^[a-z]+\z`)), request{Name: new("abc\n")},
			[]told{{"Name", "RegularExpression", "'Name' is not in the correct format.",
				[]fact{{"RegularExpression", `^[a-z]+\z`}, {"PropertyName", "Name"}, {"PropertyValue", "abc\n"}}}}},
		{"a bare end", validate.Matches("Name", name, regexp.MustCompile("$")), request{Name: new("a")}, nil},
		{"the name of an enum in another case", validate.EnumName("Name", name, "Dark"), request{Name: new("dark")}, nil},
		{"the exact name of an enum", validate.ExactEnumName("Name", name, "Dark"), request{Name: new("dark")},
			[]told{{"Name", "StringEnum", "'Name' has a range of values which does not include 'dark'.",
				[]fact{{"PropertyName", "Name"}, {"PropertyValue", "dark"}}}}},
		{"flags together", validate.Flags("Shade", func(r *request) shade { return r.Shade }, shade(1), shade(2)), request{Shade: 3}, nil},
		{"no flag", validate.Flags("Shade", func(r *request) shade { return r.Shade }, shade(1), shade(2)), request{},
			[]told{{"Shade", "Enum", "'Shade' has a range of values which does not include '0'.", []fact{{"PropertyName", "Shade"}, {"PropertyValue", "0"}}}}},
		{"a flag too many", validate.Flags("Shade", func(r *request) shade { return r.Shade }, shade(1), shade(2)), request{Shade: 5},
			[]told{{"Shade", "Enum", "'Shade' has a range of values which does not include '5'.", []fact{{"PropertyName", "Shade"}, {"PropertyValue", "5"}}}}},
		{"decimals of a zero", validate.ScalePrecision("Price", price, 2, 4), request{Price: decimal.RequireFromString("0.000")},
			[]told{{"Price", "ScalePrecision", "'Price' must not be more than 4 digits in total, with allowance for 2 decimals. -3 digits and 3 decimals were found.",
				[]fact{{"ExpectedPrecision", "4"}, {"ExpectedScale", "2"}, {"Digits", "-3"}, {"ActualScale", "3"}, {"PropertyName", "Price"}, {"PropertyValue", "0.000"}}}}},
		{"digits of an exponent", validate.ScalePrecision("Price", price, 2, 4), request{Price: decimal.New(1, 3)},
			[]told{{"Price", "ScalePrecision", "'Price' must not be more than 4 digits in total, with allowance for 2 decimals. 4 digits and 0 decimals were found.",
				[]fact{{"ExpectedPrecision", "4"}, {"ExpectedScale", "2"}, {"Digits", "4"}, {"ActualScale", "0"}, {"PropertyName", "Price"}, {"PropertyValue", "1000"}}}}},
		{"zeros at the end", validate.EffectiveScalePrecision("Price", price, 2, 4), request{Price: decimal.RequireFromString("12.3400")}, nil},
		{"a card number with dashes", validate.CreditCard("Name", name), request{Name: new("4111-1111-1111-1111")}, nil},
		{"an address with two signs", validate.Email("Name", name), request{Name: new("a@b@c")}, []told{{"Name", "Email", "'Name' is not a valid email address.",
			[]fact{{"PropertyName", "Name"}, {"PropertyValue", "a@b@c"}}}}},
		{"own words", validate.NotEmpty("Name", name).Code("OwnCode").Message("{PropertyName} is '{PropertyValue}'"), request{Name: new("")},
			[]told{{"Name", "OwnCode", "Name is ''", []fact{{"PropertyName", "Name"}, {"PropertyValue", ""}}}}},
		{"no braces of a value are filled in", validate.EqualTo("Name", name, "Plain", func(r *request) *string { return &r.Plain }),
			request{Name: new("x"), Plain: "{PropertyValue} {V}"}, []told{{"Name", "Equal", "'Name' must be equal to '{PropertyValue} {V}'.",
				[]fact{{"ComparisonValue", "{PropertyValue} {V}"}, {"ComparisonProperty", "Plain"}, {"PropertyName", "Name"}, {"PropertyValue", "x"}}}}},
		{"own words under another name", validate.NotEmpty("Name", name).Message("{PropertyName:x} {Other} {}{").Named("Nice {PropertyValue}"), request{Name: new("")},
			[]told{{"Name", "NotEmpty", "Nice {PropertyValue} {Other} {}{", []fact{{"PropertyName", "Nice {PropertyValue}"}, {"PropertyValue", ""}}}}},
		{"a time in own words", validate.GreaterThan("When", func(r *request) time.Time { return r.When }, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)).
			Message("{PropertyValue} is not after {ComparisonValue}"), request{When: time.Date(2019, 12, 31, 0, 0, 0, 0, time.UTC)},
			[]told{{"When", "GreaterThan", "12/31/2019 00:00:00 is not after 01/01/2020 00:00:00",
				[]fact{{"ComparisonValue", "2020-01-01"}, {"ComparisonProperty", ""}, {"PropertyName", "When"}, {"PropertyValue", "2019-12-31"}}}}},
		{"another name", validate.NotEmpty("Name", name).Named("Nice Name"), request{}, []told{{"Name", "NotEmpty", "'Nice Name' must not be empty.",
			[]fact{{"PropertyName", "Nice Name"}, {"PropertyValue", "<null>"}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, tell(c.rule(&c.req))); diff != "" {
				t.Errorf("rule (-want +got):\n%s", diff)
			}
		})
	}
}

// The texts are those of .NET: what goldens/codec has of doubles, and the formats of DateTimeSerializer.ToShortestXsdDateTimeString.
func TestTexts(t *testing.T) {
	local := time.FixedZone("", 2*60*60)
	for _, c := range []struct {
		name string
		rule validate.Rule
		want string
	}{
		{"a large float", refused(1e6), "1000000"},
		{"a wide float", refused(1.2345678901234568e16), "12345678901234568"},
		{"a float with an exponent", refused(1e17), "1E+17"},
		{"a small float", refused(0.0001), "0.0001"},
		{"a smaller float", refused(1e-5), "1E-05"},
		{"a negative zero", refused(math.Copysign(0, -1)), "-0"},
		{"infinity", refused(math.Inf(1)), "Infinity"},
		{"minus infinity", refused(math.Inf(-1)), "-Infinity"},
		{"a wide single", refused(float32(1e8)), "100000000"},
		{"a single with an exponent", refused(float32(1e9)), "1E+09"},
		{"a time of day", refused(time.Date(2019, 12, 31, 1, 2, 3, 0, time.UTC)), "2019-12-31T01:02:03Z"},
		{"a part of a second", refused(time.Date(2019, 12, 31, 0, 0, 0, 5e8, time.UTC)), "2019-12-31T00:00:00.5000000Z"},
		{"a local midnight", refused(time.Date(2019, 12, 31, 0, 0, 0, 0, local)), "2019-12-31"},
		{"a local time", refused(time.Date(2019, 12, 31, 1, 0, 0, 0, local)), "2019-12-31T01:00:00+02:00"},
		{"texts in a list", refused([]*string{new("a,b"), nil, new(""), new(`c"d`), new("e f")}), `["a,b",,"","c""d",e f]`},
	} {
		failures := c.rule(&request{})
		if got := *failures[0].Meta[1].Value; got != c.want {
			t.Errorf("PropertyValue of %s = %s, want %s", c.name, got, c.want)
		}
	}
}

// refused is a rule that refuses v.
func refused[V any](v V) validate.Rule {
	return validate.Must("It", func(*request) V { return v }, func(V) bool { return false })
}

func TestNestedRules(t *testing.T) {
	rank := validate.GreaterThan("Rank", func(c *child) int32 { return c.Rank }, 0)
	facts := []fact{{"ComparisonValue", "0"}, {"ComparisonProperty", ""}, {"PropertyName", "Rank"}, {"PropertyValue", "0"}}
	for _, c := range []struct {
		name string
		rule validate.Rule
		req  request
		want []told
	}{
		{"a child", validate.Child("Child", func(r *request) *child { return r.Child }, rank), request{Child: &child{}},
			[]told{{"Child.Rank", "GreaterThan", "'Rank' must be greater than '0'.", facts}}},
		{"no child", validate.Child("Child", func(r *request) *child { return r.Child }, rank), request{}, nil},
		{"children", validate.EachChild("Children", func(r *request) []*child { return r.Children }, rank), request{Children: []*child{nil, {}, {Rank: 1}}},
			[]told{{"Children[1].Rank", "GreaterThan", "'Rank' must be greater than '0'.", append(facts[:4:4], fact{"CollectionIndex", "1"})}}},
		{"children by value", validate.EachChild("Parts", validate.Pointers(func(r *request) []child { return r.Parts }), rank), request{Parts: []child{{Rank: 1}, {}}},
			[]told{{"Parts[1].Rank", "GreaterThan", "'Rank' must be greater than '0'.", append(facts[:4:4], fact{"CollectionIndex", "1"})}}},
		{"items", validate.Each("Tags", func(r *request) []string { return r.Tags }, validate.MaximumLength("Tags", validate.Item[string], 3)),
			request{Tags: []string{"ok", "long1"}},
			[]told{{"Tags[1]", "MaximumLength", "The length of 'Tags' must be 3 characters or fewer. You entered 5 characters.",
				[]fact{{"CollectionIndex", "1"}, {"MinLength", "0"}, {"MaxLength", "3"}, {"TotalLength", "5"}, {"PropertyName", "Tags"}, {"PropertyValue", "long1"}}}}},
		{"one rule of items after the other", validate.Each("Tags", func(r *request) []string { return r.Tags },
			validate.NotEmpty("Tags", validate.Item[string]).Message("{CollectionIndex}"),
			validate.MaximumLength("Tags", validate.Item[string], 3).Message("{CollectionIndex} of {Nothing}")),
			request{Tags: []string{"long1", " "}},
			[]told{{"Tags[1]", "NotEmpty", "1", []fact{{"CollectionIndex", "1"}, {"PropertyName", "Tags"}, {"PropertyValue", " "}}},
				{"Tags[0]", "MaximumLength", "0 of {Nothing}",
					[]fact{{"CollectionIndex", "0"}, {"MinLength", "0"}, {"MaxLength", "3"}, {"TotalLength", "5"}, {"PropertyName", "Tags"}, {"PropertyValue", "long1"}}}}},
		{"items of children", validate.EachChild("Children", func(r *request) []*child { return r.Children },
			validate.Each("Names", func(*child) []string { return []string{"a", ""} }, validate.NotEmpty("Names", validate.Item[string]))),
			request{Children: []*child{nil, nil, {}}},
			[]told{{"Children[2].Names[1]", "NotEmpty", "'Names' must not be empty.", []fact{{"CollectionIndex", "1"}, {"PropertyName", "Names"}, {"PropertyValue", "<null>"}}}}},
		{"own words for an item", validate.Each("Tags", func(r *request) []string { return r.Tags },
			validate.Custom(func(*string) []validate.Failure { return []validate.Failure{validate.Fail("Tags", "own")} })),
			request{Tags: []string{"x"}}, []told{{"Tags[0]", "Custom", "own", nil}}},
		{"a condition that may not hold", validate.Unless(func(r *request) bool { return r.Age == 0 }, validate.NotEmpty("Name", name)), request{}, nil},
		{"rules behind one that is not met", validate.NotNull("Name", name).Then(validate.NotEmpty("Name", name), validate.NotEmpty("Age", age)), request{},
			[]told{{"Name", "NotNull", "'Name' must not be empty.", []fact{{"PropertyName", "Name"}, {"PropertyValue", "<null>"}}}}},
		{"rules behind one that is met", validate.NotEmpty("Age", age).Then(validate.NotEmpty("Name", name)), request{Age: 1},
			[]told{{"Name", "NotEmpty", "'Name' must not be empty.", []fact{{"PropertyName", "Name"}, {"PropertyValue", "<null>"}}}}},
		{"facts of the host's own", validate.Each("Tags", func(r *request) []string { return r.Tags },
			validate.NotEmpty("Tags", validate.Item[string]).State(validate.Meta{Key: "PropertyName"}).Named("Tag").Message("{PropertyName} {CollectionIndex}")),
			request{Tags: []string{" "}}, []told{{"Tags[0]", "NotEmpty", "Tag 0", []fact{{"PropertyName", "<null>"}}}}},
		{"a condition that does not hold", validate.When(func(r *request) bool { return r.Age == 99 }, validate.NotEmpty("Name", name)), request{}, nil},
		{"the first failure of several", validate.Cascade(validate.NotEmpty("Name", name), validate.NotEmpty("Age", age)), request{},
			[]told{{"Name", "NotEmpty", "'Name' must not be empty.", []fact{{"PropertyName", "Name"}, {"PropertyValue", "<null>"}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, tell(c.rule(&c.req))); diff != "" {
				t.Errorf("rule (-want +got):\n%s", diff)
			}
		})
	}
}

// A secret is told to nobody, not even to the client that sent it: the original echoes both passwords here.
func TestSecretsAreNotEchoed(t *testing.T) {
	req := &request{Password: "newpass-1", PasswordConfirm: "other"}
	hidden := validate.Secret(password)
	got := tell(validate.EqualTo("PasswordConfirm", validate.Secret(func(r *request) string { return r.PasswordConfirm }), "Password", hidden)(req))
	want := []told{{"PasswordConfirm", "Equal", "'Password Confirm' must be equal to 'Password'.", []fact{
		{"ComparisonValue", "<null>"}, {"ComparisonProperty", "Password"}, {"PropertyName", "Password Confirm"}, {"PropertyValue", "<null>"},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("EqualTo (-want +got):\n%s", diff)
	}
	got = tell(validate.InclusiveBetween("Password", hidden, "x", "z").Message("{PropertyValue} {Value}")(req))
	if len(got) != 1 || got[0].Message != "*** ***" {
		t.Errorf("InclusiveBetween = %v, want no value in its message", got)
	}
}

func TestDisplayNames(t *testing.T) {
	for field, want := range map[string]string{
		"FirstName": "First Name", "URLPathOf2Things": "URL Path Of2 Things", "Name": "Name", "Code": "Code", "ApiKey": "Api Key",
		"SHA256Sum": "SH A256 Sum", "iPhone": "i Phone", "xID": "xID", "userID": "user ID", "Code2FA": "Code2 FA", "AB": "AB", "A_B": "A_ B",
	} {
		failures := validate.NotEmpty(field, name)(&request{})
		if got := *failures[0].Meta[0].Value; got != want {
			t.Errorf("PropertyName of %s = %q, want %q", field, got, want)
		}
	}
}
