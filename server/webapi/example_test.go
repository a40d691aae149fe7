package webapi_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

type Rename struct {
	ID   int32 `dto:"ignore"` // of the URI, not of the body
	Name string
}

func (r *Rename) URI(parameter func(name string, value any)) { parameter("id", &r.ID) }

type Renamed struct{ Message string }

func rename(_ context.Context, r *Rename) (*Renamed, error) {
	if r == nil || r.Name == "" {
		return nil, services.Errorf(services.Invalid, "NoName", "A name is needed.")
	}
	return &Renamed{fmt.Sprintf("%d is %s", r.ID, r.Name)}, nil
}

func ExampleDialect() {
	host, err := server.New(server.Host{
		Name:       "items",
		Dialect:    &webapi.Dialect{},
		Operations: []services.Operation{services.Op(rename, auth.Anyone, "POST /Item/rename")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ask := func(target, mediaType, body string) {
		r := httptest.NewRequest("POST", target, strings.NewReader(body))
		r.Header.Set("Content-Type", mediaType)
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		fmt.Println(w.Code, w.Body)
	}
	ask("/item/Rename?ID=7", "application/json", `{"name":"x"}`)
	ask("/item/Rename?ID=7", "application/xml", `<Rename><Name>x</Name></Rename>`)
	ask("/item/Rename?ID=7", "application/json", `{}`)
	ask("/item/Rename?ID=x", "application/json", `{"name":"x"}`)
	// Output:
	// 200 {"Message":"7 is x"}
	// 200 <Renamed xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Message>7 is x</Message></Renamed>
	// 400 "A name is needed."
	// 400 {"Message":"The request is invalid.","ModelState":{"id":["The value 'x' is not valid for Int32."]}}
}
