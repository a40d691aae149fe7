package results

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Host is the recorded host.
func Host() server.Host {
	d := servicestack.Recorded()
	d.Default = "json"
	d.Service = func(string) string { return "ResService" }
	d.Methods = map[string][]string{"Header": {"GET", "POST", "PUT", "DELETE"}, "RawBody": {"POST"}, "SetThing": {"POST"}}
	d.Compressed = []string{"Compress", "Optimized", "Cached"}
	d.Streams = []string{"RawBody"}
	d.Filters = []server.Step{{Name: "RequestStream", Run: rawBody}, {Name: "Attributes", Run: attributes}}
	return server.Host{
		Name:    "http/results",
		Dialect: d,
		Operations: []services.Operation{
			services.Op(func(_ context.Context, r *Res) (*anything, error) { return answer(r.Kind) }, auth.Anyone, "ANY /res", "ANY /res/{Kind}").Returns("Object"),
			services.Op(func(_ context.Context, r *TypedRes) (*anything, error) { return answer(r.Kind) }, auth.Anyone, "ANY /tres", "ANY /tres/{Kind}").Returns("RowsResponse"),
			services.Op(compressed, auth.Anyone, "ANY /compress"),
			services.Op(cached, auth.Anyone, "ANY /cached"),
			services.Op(cachedLocally, auth.Anyone, "ANY /cachedlocal"),
			services.Op(optimized, auth.Anyone, "ANY /optimized"),
			services.Op(getHeader, auth.Anyone, "ANY /header", "ANY /header/{Kind}"),
			services.Op(putHeader, auth.Anyone, "POST /header", "POST /header/{Kind}"),
			services.Op(putHeader, auth.Anyone, "PUT /header", "PUT /header/{Kind}"),
			services.Op(deleteHeader, auth.Anyone, "DELETE /header", "DELETE /header/{Kind}"),
			services.Op(task, auth.Anyone, "ANY /task"),
			services.Op(raw, auth.Anyone, "POST /raw").Returns("string"),
			services.Op(set, auth.Anyone, "POST /set"),
		},
	}
}

type (
	anything = services.Result[services.Any]
	listed   = services.Result[RowsResponse]
)

// answer gives the answer of a kind.
func answer(kind string) (*anything, error) {
	if v, ok := plain()[kind]; ok && v == nil {
		return nil, nil //nolint:nilnil // nothing is the answer
	} else if ok {
		return &anything{Body: &services.Any{Value: v}}, nil
	}
	r, ok := results()[kind]
	switch {
	case !ok:
		return nil, services.Errorf(services.NotFound, "NotFound", "kind")
	case r.body == nil:
		return &anything{Reply: r.Reply}, nil
	}
	return &anything{Body: &services.Any{Value: r.body}, Reply: r.Reply}, nil
}

func count(n int32) int {
	if n == 0 {
		return 2
	}
	return int(n)
}

func compressed(_ context.Context, r *Compress) (*RowsResponse, error) { return rows(count(r.N)), nil }

func optimized(_ context.Context, r *Optimized) (*RowsResponse, error) { return rows(count(r.N)), nil }

func cached(_ context.Context, r *Cached) (*RowsResponse, error) {
	if r.Id == "big" {
		return rows(50), nil
	}
	return rows(1), nil
}

func cachedLocally(context.Context, *CachedMaxAge) (*listed, error) {
	return &listed{Body: rows(1), Reply: services.Reply{
		MaxAge: 30 * time.Second, Modified: day(), Header: []services.Header{{Name: "Vary", Value: "Cookie"}},
	}}, nil
}

// attributes sets what the recorded handlers of Header set beside their answer.
func attributes(x *server.Exchange) error {
	r, ok := x.DTO.(*Header)
	if !ok {
		return nil
	}
	switch x.Request.Method {
	case http.MethodGet:
		x.Status = http.StatusAccepted
		x.Header.Set("X-Attr", "attr value")
	case http.MethodPost:
		x.Status = http.StatusAccepted
		x.Header.Set("X-Hand", "1")
		if r.Kind == "type" {
			x.Header.Set("Content-Type", "application/json; charset=utf-8")
		}
	case http.MethodPut:
		expires := time.Now().AddDate(20, 0, 0).UTC().Format(http.TimeFormat)
		x.Header.Add("Set-Cookie", "p=1; expires="+expires+"; path=/; samesite=lax; httponly")
		x.Header.Add("Set-Cookie", "s=2; path=/; samesite=lax; httponly")
	}
	return nil
}

func getHeader(_ context.Context, r *Header) (*listed, error) {
	if r.Kind == "null" {
		return nil, nil //nolint:nilnil // nothing is the answer
	}
	return &listed{Body: rows(1), Reply: services.Reply{ContentType: "application/vnd.rows+json"}}, nil
}

func putHeader(_ context.Context, r *Header) (*RowsResponse, error) {
	if r.Kind == "null" {
		return nil, nil //nolint:nilnil // nothing is the answer
	}
	return rows(1), nil
}

func deleteHeader(context.Context, *Header) (*services.Void, error) { return &services.Void{}, nil }

func task(context.Context, *TaskVoid) (*services.Void, error) { return &services.Void{}, nil }

// rawBody gives RawBody what was sent. A form was read already.
func rawBody(x *server.Exchange) error {
	r, ok := x.DTO.(*RawBody)
	media, _, _ := strings.Cut(x.Request.Header.Get("Content-Type"), ";")
	if !ok || media == "application/x-www-form-urlencoded" || media == "multipart/form-data" {
		return nil
	}
	body, err := x.Body()
	r.Body = body
	return err
}

func raw(_ context.Context, r *RawBody) (*services.Any, error) {
	text := []rune(string(bytes.TrimPrefix(r.Body, []byte("\ufeff")))) // as a StreamReader reads it
	return &services.Any{Value: "[" + r.Q + "]" + string(text)}, nil
}

func set(_ context.Context, r *SetThing) (*services.Result[Row], error) {
	location := services.Header{Name: "Location", Value: "http://localhost/set/" + strconv.Itoa(int(r.Id))}
	return &services.Result[Row]{Body: &Row{Id: r.Id}, Reply: services.Reply{Status: 201, Header: []services.Header{location}}}, nil
}
