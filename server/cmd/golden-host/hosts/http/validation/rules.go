package validation

import (
	"regexp"
	"time"

	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/services/validate"
)

func attrs() []validate.Rule {
	return []validate.Rule{
		validate.NotEmpty("NotEmpty", func(r *Attrs) *string { return r.NotEmpty }),
		validate.NotNull("NotNull", func(r *Attrs) *string { return r.NotNull }),
		validate.Empty("Empty", func(r *Attrs) *string { return r.Empty }),
		validate.Null("Null", func(r *Attrs) *string { return r.Null }),
		validate.Email("EmailAddress", func(r *Attrs) *string { return r.EmailAddress }),
		validate.Length("LengthRange", func(r *Attrs) *string { return r.LengthRange }, 2, 4),
		validate.ExactLength("ExactLength", func(r *Attrs) *string { return r.ExactLength }, 3),
		validate.MinimumLength("MinLength", func(r *Attrs) *string { return r.MinLength }, 3),
		validate.MaximumLength("MaxLength", func(r *Attrs) *string { return r.MaxLength }, 3),
		validate.GreaterThan("GreaterThan", func(r *Attrs) int32 { return r.GreaterThan }, 10),
		validate.GreaterThanOrEqual("GreaterThanOrEqual", func(r *Attrs) int32 { return r.GreaterThanOrEqual }, 10),
		validate.LessThan("LessThan", func(r *Attrs) int32 { return r.LessThan }, 10),
		validate.LessThanOrEqual("LessThanOrEqual", func(r *Attrs) int32 { return r.LessThanOrEqual }, 10),
		validate.Equal("EqualText", func(r *Attrs) *string { return r.EqualText }, "yes"),
		validate.NotEqual("NotEqualText", func(r *Attrs) *string { return r.NotEqualText }, "no"),
		validate.InclusiveBetween("Inclusive", func(r *Attrs) int32 { return r.Inclusive }, 1, 9),
		validate.ExclusiveBetween("Exclusive", func(r *Attrs) int32 { return r.Exclusive }, 1, 9),
		validate.Matches("Regex", func(r *Attrs) *string { return r.Regex }, regexp.MustCompile("^[a-z]+$")),
		validate.CreditCard("CreditCard", func(r *Attrs) *string { return r.CreditCard }),
		validate.ScalePrecision("Scale", func(r *Attrs) decimal.Decimal { return r.Scale }, 2, 4),
		validate.NotEmpty("NotEmptyInt", func(r *Attrs) int32 { return r.NotEmptyInt }),
		validate.NotEmpty("NotEmptyList", func(r *Attrs) []*string { return r.NotEmptyList }),
		validate.NotEmpty("OwnText", func(r *Attrs) *string { return r.OwnText }).Code("OwnCode").Message("Own message"),
		validate.Must("Five", func(r *Attrs) int32 { return r.Five }, func(v int32) bool { return v == 5 }).Code("NotFive").Message("Must be five"),
	}
}

func fluentTexts() []validate.Rule {
	first := func(r *Fluent) *string { return r.FirstName }
	return []validate.Rule{
		validate.NotNull("FirstName", first),
		validate.Length("FirstName", first, 2, 5),
		validate.Must("Must", func(r *Fluent) *string { return r.Must }, func(s *string) bool { return s == nil || *s == "ok" }),
		validate.Must("AsyncMust", func(r *Fluent) *string { return r.AsyncMust }, func(s *string) bool { return s == nil || *s != "bad" }).
			Code("AsyncPredicate"),
		validate.Email("Email", func(r *Fluent) *string { return r.Email }),
		validate.Matches("Url", func(r *Fluent) *string { return r.Url }, regexp.MustCompile("^https?://")).
			Message("{PropertyName} '{PropertyValue}' is no link").Code("BadUrl"),
		validate.When(func(r *Fluent) bool { return r.Shade != 0 },
			validate.Enum("Shade", func(r *Fluent) Shade { return r.Shade }, Shade(1), Shade(2))),
		validate.Enum("MaybeShade", func(r *Fluent) *Shade { return r.MaybeShade }, Shade(1), Shade(2)),
		validate.EnumName("ShadeName", func(r *Fluent) *string { return r.ShadeName }, "Dark", "Light"),
	}
}

func fluentNumbers() []validate.Rule {
	age := func(r *Fluent) int32 { return r.Age }
	maybe := func(r *Fluent) *int32 { return r.MaybeAge }
	price := func(r *Fluent) decimal.Decimal { return r.Price }
	return []validate.Rule{
		validate.InclusiveBetween("Age", age, 0, 150),
		validate.NotEqual("Age", age, 13),
		validate.GreaterThanOrEqual("MaybeAge", maybe, 18),
		validate.LessThanOrEqual("MaybeAge", maybe, 99),
		validate.ExclusiveBetween("Ratio", func(r *Fluent) float64 { return r.Ratio }, -1.0, 1.5),
		validate.ScalePrecision("Price", price, 2, 6),
		validate.LessThan("Price", price, decimal.RequireFromString("1000.50")),
		validate.GreaterThan("When", func(r *Fluent) *time.Time { return r.When }, time.Date(2020, 1, 1, 0, 0, 0, 0, codec.Unspecified)),
	}
}

func fluentOthers() []validate.Rule {
	code := func(r *Fluent) *string { return r.Code }
	cascade := func(r *Fluent) *string { return r.Cascade }
	return []validate.Rule{
		validate.ExactLength("Code", code, 3),
		validate.EqualTo("Confirm", func(r *Fluent) *string { return r.Confirm }, "Code", code),
		validate.Cascade(
			validate.MinimumLength("Cascade", cascade, 3),
			validate.Matches("Cascade", cascade, regexp.MustCompile("^[a-z]+$")),
		),
		validate.CreditCard("Card", func(r *Fluent) *string { return r.Card }),
		validate.Custom(custom),
		validate.When(func(r *Fluent) bool { return r.Age == 99 },
			validate.NotEmpty("Conditional", func(r *Fluent) *string { return r.Conditional }).Named("Nice Name")),
		validate.MaximumLength("Warned", func(r *Fluent) *string { return r.Warned }, 3),
		validate.Each("Tags", func(r *Fluent) []*string { return r.Tags },
			validate.NotEmpty("Tags", validate.Item[*string]),
			validate.MaximumLength("Tags", validate.Item[*string], 3)),
		validate.EachChild("Children", func(r *Fluent) []*Child { return r.Children }, child()...),
		validate.Child("One", func(r *Fluent) *Child { return r.One }, child()...),
		validate.Empty("URLPathOf2Things", func(r *Fluent) *string { return r.URLPathOf2Things }),
		validate.Custom(entries).Code("Predicate"),
	}
}

func custom(r *Fluent) []validate.Failure {
	switch {
	case r.Custom == nil:
	case *r.Custom == "bad":
		return []validate.Failure{validate.Fail("Custom", "custom failure")}
	case *r.Custom == "other":
		return []validate.Failure{validate.Fail("OtherField", "on another field")}
	}
	return nil
}

// entries is a rule on a map, which is told as it would be in JSV.
func entries(r *Fluent) []validate.Failure {
	if len(r.Map) < 2 {
		return nil
	}
	told, err := codec.JSV(codec.TextOptions{Case: codec.CamelCase}).Append(nil, r.Map)
	f := validate.Fail("Map", "at most one entry")
	f.Meta = []validate.Meta{{Key: "PropertyName", Value: new("Map")}}
	if err == nil {
		f.Meta = append(f.Meta, validate.Meta{Key: "PropertyValue", Value: new(string(told))})
	}
	return []validate.Failure{f}
}

func child() []validate.Rule {
	rank := func(c *Child) int32 { return c.Rank }
	return []validate.Rule{
		validate.NotEmpty("Name", func(c *Child) *string { return c.Name }),
		validate.GreaterThan("Rank", rank, 0),
		validate.LessThan("Rank", rank, 100),
	}
}

func attrChild() []validate.Rule {
	return []validate.Rule{
		validate.NotEmpty("Name", func(c *AttrChild) *string { return c.Name }),
		validate.GreaterThan("Rank", func(c *AttrChild) int32 { return c.Rank }, 0),
	}
}

// The rules of Sets: one for every verb, and more for some.
func setsRule() validate.Rule {
	return validate.MaximumLength("Name", func(r *Sets) *string { return r.Name }, 5)
}

func setsPost() validate.Rule {
	return validate.NotEmpty("Name", func(r *Sets) *string { return r.Name })
}

func setsPut() validate.Rule {
	return validate.GreaterThan("Id", func(r *Sets) int32 { return r.Id }, 0)
}

func setsGet() validate.Rule { return validate.NotEmpty("Id", func(r *Sets) int32 { return r.Id }) }
