package rocketchat_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// A host with one operation, asked for a user whom nobody knows.
func ExampleDialect() {
	info := func(_ context.Context, req *dto.UsersInfo) (*dto.UsersInfoResponse, error) {
		return nil, services.Errorf(services.Invalid, "error-invalid-user", "There is no %s", *req.Username)
	}
	host, err := server.New(server.Host{
		Name:       "chat",
		Dialect:    &rocketchat.Dialect{},
		Operations: []services.Operation{services.Op(info, auth.Anyone, "GET /api/v1/users.info")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := httptest.NewRecorder()
	host.ServeHTTP(answer, httptest.NewRequest("GET", "/api/v1/users.info?username=ann", strings.NewReader("")))
	fmt.Println(answer.Code, answer.Body)
	// Output: 400 {"success":false,"error":"There is no ann [error-invalid-user]","errorType":"error-invalid-user"}
}
