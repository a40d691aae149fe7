package webapi_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

// A Look acts in a file. Its key may be in the URI, and is a secret.
type Look struct {
	FileID int32  `dto:"ignore"`
	Key    string `dto:"ignore"`
}

func (l *Look) URI(parameter func(name string, value any)) {
	parameter("FileId", &l.FileID)
	parameter("WsAccessKey?", &l.Key)
}

func look(ctx context.Context, _ *Look) (*Renamed, error) {
	file, _ := auth.From(ctx).Organisation("")
	return &Renamed{file}, nil
}

// What one reader of a URI takes for the tenant, or for no tenant, is no other's: such a request does not act in the caller's first file.
func TestTenantInURI(t *testing.T) {
	host, err := server.New(server.Host{
		Name: "files", Dialect: &webapi.Dialect{AccessKey: "WsAccessKey", Tenant: "FileId"}, Log: slog.New(slog.DiscardHandler),
		Verify: func(_ context.Context, c auth.Credentials) (auth.Principal, error) {
			files := []string{"777", "888"}
			if c.File != "" {
				files = []string{c.File}
			}
			return auth.Principal{User: "ann", Organisations: files}, nil
		},
		Operations: []services.Operation{services.Op(look, auth.SignedIn, "POST /look")},
	})
	if err != nil {
		t.Fatal(err)
	}
	const key = "hunter2"
	for _, c := range []struct {
		query, want string
		status      int
	}{
		{"FileId=888", `"888"`, http.StatusOK},
		{"fileid=888&FileId=888", `"888"`, http.StatusOK},
		{"FileId=777&FileId=888", "ModelState", http.StatusBadRequest},
		{"FileId[0]=888", "No HTTP resource", http.StatusNotFound},
		{"FileId.x=888", "No HTTP resource", http.StatusNotFound},
		{"", "No HTTP resource", http.StatusNotFound},
		{"FileId=888&WsAccessKey=" + key + "&wsaccesskey=x", "ModelState", http.StatusBadRequest},
		{"FileId[0]=888&WsAccessKey=" + key, "No HTTP resource", http.StatusNotFound},
	} {
		r := httptest.NewRequest(http.MethodPost, "/look?"+c.query, strings.NewReader(""))
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		if body := w.Body.String(); w.Code != c.status || !strings.Contains(body, c.want) || strings.Contains(body, key) {
			t.Errorf("POST /look?%s = %d %s, want %d with %s, and no key", c.query, w.Code, body, c.status, c.want)
		}
	}
}
