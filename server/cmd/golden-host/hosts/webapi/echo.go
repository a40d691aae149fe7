package webapi

import (
	"context"
	"fmt"
	"regexp"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

func echoOperations() []services.Operation {
	contactRules := []validate.Rule{
		required("Name", func(r *contact) *string { return r.Name }),
		validate.MaximumLength("Code", func(r *contact) *string { return r.Code }, 5).
			Message("The field Code must be a string with a maximum length of 5."),
		validate.InclusiveBetween("Rank", func(r *contact) int32 { return r.Rank }, 1, 10).Message("The field Rank must be between 1 and 10."),
		validate.Matches("Digits", func(r *contact) *string { return r.Digits }, regexp.MustCompile("^[0-9]*$")).
			Message("The field Digits must match the regular expression '^[0-9]+$'."), // which lets an empty text pass
		validate.Email("Email", func(r *contact) *string { return r.Email }).Message("The Email field is not a valid e-mail address."),
		validate.Must("Tags", func(r *contact) []*string { return r.Tags }, func(tags []*string) bool { return len(tags) <= 2 }).
			Message("The field Tags must be a string or array type with a maximum length of '2'."),
		validate.Child("Home", func(r *contact) *address { return r.Home }, addressRules()...),
		validate.EachChild("Others", func(r *contact) []*address { return r.Others }, addressRules()...),
	}
	return []services.Operation{
		services.Op(echo[everything], auth.Anyone, "POST /echo/everything"),
		services.Op(echo[contact], auth.Anyone, "POST /echo/contact").Rules(contactRules...),
		services.Op(echo[contact], auth.Anyone, "POST /echo/contact-valid").Rules(contactRules...),
		services.Op(echo[contractReq], auth.Anyone, "POST /echo/contract-valid"),
		services.Op(echo[contacts], auth.Anyone, "POST /echo/contacts-valid").Rules(items(contactRules)),
		services.Op(bound, auth.Anyone, "POST /echo/node"),
		services.Op(echo[text], auth.Anyone, "POST /echo/string"),
		services.Op(echo[number], auth.Anyone, "POST /echo/int"),
		services.Op(echo[textList], auth.Anyone, "POST /echo/list"),
		services.Op(echo[baseResponseModel], auth.Anyone, "POST /echo/base"),
		services.Op(queried, auth.Anyone, "GET /echo/query"),
		services.Op(queryOK, auth.Anyone, "GET /echo/query-valid"),
		services.Op(pathText, auth.Anyone, "GET /echo/path/{id} int", "GET /echo/path/{id}/{name} int"),
	}
}

func addressRules() []validate.Rule {
	return []validate.Rule{
		required("Street", func(r *address) *string { return r.Street }),
		validate.NotNull("No", func(r *address) *int32 { return r.No }).Message("The No field is required."),
	}
}

// items judges each contact of a list by rules.
func items(rules []validate.Rule) validate.Rule {
	return validate.Custom(func(list *contacts) (all []validate.Failure) {
		for i, c := range *list {
			if c == nil {
				continue
			}
			for _, rule := range rules {
				for _, f := range rule(c) {
					f.Field = fmt.Sprintf("[%d].%s", i, f.Field)
					all = append(all, f)
				}
			}
		}
		return all
	})
}

// echo answers what was bound, null too.
func echo[T any](_ context.Context, r *T) (*services.Any, error) { return &services.Any{Value: r}, nil }

func bound(_ context.Context, r *node) (*services.Any, error) {
	if r == nil {
		return &services.Any{Value: "null"}, nil
	}
	return &services.Any{Value: "bound"}, nil
}

func queried(_ context.Context, q *echoQuery) (*everything, error) {
	return &everything{Int: q.ID, String: q.Name, Bool: q.Flag, NDateTime: q.At, Colour: q.Colour, Ints: q.IDs, NDecimal: q.Amount, NGuid: q.GUID}, nil
}

func queryOK(context.Context, *queryValid) (*services.Any, error) {
	return &services.Any{Value: "ok"}, nil
}

func pathText(_ context.Context, p *echoPath) (*services.Any, error) {
	return &services.Any{Value: fmt.Sprintf("%d:%s", p.ID, p.Name)}, nil
}

func conventionOperations() []services.Operation {
	say := func(format string) func(context.Context, *thing) (*services.Any, error) {
		return func(_ context.Context, t *thing) (*services.Any, error) {
			return &services.Any{Value: fmt.Sprintf(format, t.ID)}, nil
		}
	}
	return []services.Operation{
		services.Op(answer("all"), auth.Anyone, "GET /conv/things"),
		services.Op(say("one %d"), auth.Anyone, "GET /conv/things/{id}"),
		services.Op(posted, auth.Anyone, "POST /conv/things", "POST /conv/things/{id}"),
		services.Op(deleted, auth.Anyone, "DELETE /conv/things/{id}"),
		services.Op(ambiguous, auth.Anyone, "GET /conv/ambi", "GET /conv/ambi/{id}"),
	}
}

func posted(context.Context, *posting) (*services.Any, error) {
	return &services.Any{Value: "posted"}, nil
}

func deleted(context.Context, *thing) (*services.Void, error) { return nil, nil }

func ambiguous(context.Context, *anyID) (*services.Any, error) {
	return nil, thrown("System.InvalidOperationException", "Multiple actions were found that match the request: \nGetA on type SaasuLike.AmbiController\nGetB on type SaasuLike.AmbiController")
}
