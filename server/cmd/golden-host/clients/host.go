package clients

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// A subject is one operation that clients call.
type subject struct {
	name   string
	routes []string

	// build returns the operation. It answers as s says.
	build func(s *scene) services.Operation

	// read reads a recorded answer into what the operation returns for it, or for each request of a batch.
	read     func(from codec.Codec, data []byte) (any, error)
	readList func(from codec.Codec, data []byte) ([]any, error)

	// empty returns a new response, or nil where the answer is no DTO.
	empty func() any
	list  func(requests []any) any
	void  bool // it answers with nothing
}

// A scene is what a host does with the next request.
type scene struct {
	need   auth.Need
	err    error
	media  string // of answers that are no DTOs; empty: what was asked for
	bodies []any  // that the operation returns, one after the other; none: an empty answer
}

// next returns the next body. None is no answer.
func (s *scene) next() any {
	if len(s.bodies) == 0 {
		return nil
	}
	body := s.bodies[0]
	s.bodies = s.bodies[1:]
	return body
}

// op is a subject with DTOs on both sides.
func op[Req, Res any](routes ...string) subject {
	handle := func(s *scene) services.Operation {
		return services.Op(func(context.Context, *Req) (*Res, error) {
			res, _ := s.next().(*Res)
			return res, s.err
		}, s.need, routes...)
	}
	return subject{
		name: handle(&scene{}).Name, routes: routes, build: handle,
		read: func(from codec.Codec, data []byte) (any, error) {
			res := new(Res)
			compute(res)
			return res, from.Decode(data, res)
		},
		readList: func(from codec.Codec, data []byte) ([]any, error) {
			var all []*Res
			err := from.Decode(data, &all)
			return anys(all), err
		},
		empty: func() any { return new(Res) },
		list:  listOf[Req],
	}
}

func anys[T any](all []T) []any {
	out := make([]any, len(all))
	for i, one := range all {
		out[i] = one
	}
	return out
}

func listOf[Req any](requests []any) any {
	all := make([]*Req, len(requests))
	for i, r := range requests {
		all[i], _ = r.(*Req)
	}
	return all
}

// value is a subject whose answer is no DTO.
func value[Req any](read func(from codec.Codec, data []byte) (any, error), routes ...string) subject {
	s := op[Req, services.Any](routes...)
	s.build = func(s *scene) services.Operation {
		return services.Op(func(context.Context, *Req) (*services.Result[services.Any], error) {
			body, _ := s.next().(*services.Any)
			return &services.Result[services.Any]{Body: body, Reply: services.Reply{ContentType: s.media}}, s.err
		}, s.need, routes...)
	}
	s.empty = func() any { return nil }
	s.read = func(from codec.Codec, data []byte) (any, error) {
		v, err := read(from, data)
		return &services.Any{Value: v}, err
	}
	s.readList = nil
	return s
}

func text(_ codec.Codec, data []byte) (any, error) { return string(data), nil }

func raw(_ codec.Codec, data []byte) (any, error) { return data, nil }

func values[T any](from codec.Codec, data []byte) (any, error) {
	var all []T
	err := from.Decode(data, &all)
	return all, err
}

func table(from codec.Codec, data []byte) (any, error) {
	var all Dict[*string, int32]
	err := from.Decode(data, &all)
	return all, err
}

// nothing is a subject without an answer.
func nothing[Req any](routes ...string) subject {
	s := op[Req, services.Void](routes...)
	s.empty = func() any { return nil }
	s.read = func(_ codec.Codec, data []byte) (any, error) {
		if len(data) > 0 {
			return nil, fmt.Errorf("an answer where there is none")
		}
		return (*services.Void)(nil), nil
	}
	s.readList, s.void = nil, true
	return s
}

// subjects are the operations of all hosts that the clients called. /custom/refresh is an address that the clients were configured with.
func subjects() []subject {
	return []subject{
		op[Hello, HelloResponse]("ANY /hello", "ANY /hello/{Name}"),
		op[CreateBooking, BookingResponse]("POST /bookings"),
		nothing[DeleteBooking]("DELETE /bookings/{Id}"),
		op[Secret, HelloResponse](), op[LocalOnly, HelloResponse]("ANY /local"),
		value[NoRoute](text), nothing[FireAndForget](),
		op[ResetTwoFactorAuthenticationRequest, ResetTwoFactorAuthenticationResponse]("PUT /users/2fa/reset"),
		op[GenerateTwoFactorAuthenticationKeyRequest, GenerateTwoFactorAuthenticationKeyResponse]("PUT /users/2fa/generate-key"),
		op[ResetPassword, ResetPasswordResponse]("POST /user/password/reset"),
		op[AllKinds, AllKinds]("GET,POST /kinds"), op[Collections, CollectionsResponse]("POST /collections"), op[Contract, ContractResponse]("POST /contract"),
		value[FindAnimals](values[*Dog], "GET /animals/{Name*}"), value[GetBytes](raw, "GET /bytes"), value[GetText](text, "GET /text/{Id}"),
		value[GetArray](values[*Child], "GET /array"), value[GetMap](table, "GET /map"),
		op[WithAttributes, dto.EmptyResponse]("PUT /required"), value[Multi](values[*string], "GET /multi/{A}/{B}", "PATCH /multi"),
		op[DtoToken, EchoResponse]("ANY /dto-token"),
		op[dto.Authenticate, dto.AuthenticateResponse]("GET,POST /auth", "GET,POST /auth/{provider}"),
		op[AuthenticateLogout, dto.AuthenticateResponse]("ANY /auth/logout"),
		op[dto.GetAccessToken, dto.GetAccessTokenResponse]("ANY /access-token", "POST /custom/refresh"),
		op[dto.ConvertSessionToToken, dto.ConvertSessionToTokenResponse]("ANY /session-to-token"),
		op[dto.Register, dto.RegisterResponse]("PUT,POST /register"),
		op[dto.AssignRoles, dto.AssignRolesResponse]("POST /assignroles"),
		op[dto.UnAssignRoles, dto.UnAssignRolesResponse]("POST /unassignroles"),
	}
}

// subjectOf returns the subject that a request's path names, and the path's variables. It reads routes by itself: the router is under test.
func subjectOf(all []subject, verb string, path []string) (*subject, map[string]string) {
	if len(path) >= 2 && (path[0] == "api" || len(path) == 3 && (path[1] == "reply" || path[1] == "oneway")) {
		name := strings.TrimSuffix(path[len(path)-1], "[]")
		for i := range all {
			if all[i].name == name {
				return &all[i], nil
			}
		}
		return nil, nil
	}
	for _, exact := range []bool{true, false} {
		for i := range all {
			for _, route := range all[i].routes {
				verbs, template, _ := strings.Cut(route, " ")
				if verbs != "ANY" && !strings.Contains(verbs, verb) || exact == strings.Contains(template, "{") {
					continue
				}
				if variables, ok := matched(strings.Split(template[1:], "/"), path); ok {
					return &all[i], variables
				}
			}
		}
	}
	return nil, nil
}

func matched(template, path []string) (map[string]string, bool) {
	variables := map[string]string{}
	for i, part := range template {
		name, variable := strings.CutPrefix(part, "{")
		name = strings.TrimSuffix(name, "}")
		switch {
		case i >= len(path):
			return nil, false
		case variable && strings.HasSuffix(name, "*"):
			variables[strings.TrimSuffix(name, "*")] = strings.Join(path[i:], "/")
			return variables, true
		case variable:
			variables[name] = path[i]
		case part != path[i]:
			return nil, false
		}
	}
	return variables, len(template) == len(path)
}

// A witness is the DTOs that a request was bound to, and the operation.
type witness struct {
	operation string
	requests  []any
}

// newHost returns a host with all operations that answers as s says. What it binds is shown to seen.
func newHost(all []subject, s *scene, challenge string, statuses map[string]int, seen *witness) (http.Handler, error) {
	d := servicestack.Defaults()
	d.Challenge = challenge
	d.Filters = []server.Step{{Name: "Witness", Run: func(x *server.Exchange) error {
		seen.operation = x.Op.Name
		compute(x.DTO)
		seen.requests = append(seen.requests, x.DTO)
		return nil
	}}}
	h := server.Host{Name: "clients", Dialect: d, Log: slog.New(slog.DiscardHandler), Status: statuses, Verify: nobody}
	d.Methods = map[string][]string{}
	for _, one := range all {
		h.Operations = append(h.Operations, one.build(s))
		d.Methods[one.name] = []string{"ANY"} // a batch is posted, whatever the verb of its requests
	}
	return server.New(h)
}

// nobody is who calls, whatever a client shows: the situation says whether he is refused.
func nobody(context.Context, auth.Credentials) (auth.Principal, error) { return auth.Principal{}, nil }
