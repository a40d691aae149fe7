package servicestack_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

// Move names the tenant that it acts in, perhaps in its path.
type Move struct {
	Tenant string
	Note   string
}

func move(_ context.Context, r *Move) (*MoveResponse, error) {
	return &MoveResponse{Tenant: r.Tenant}, nil
}

// MoveResponse says where the call acted.
type MoveResponse struct{ Tenant string }

// A member that may have one value is refused where the request says another one anywhere; any other member is taken from one place as ever.
func TestSingle(t *testing.T) {
	d := servicestack.Defaults()
	d.Single = []string{"tenant"}
	h := serving(t, d, services.Op(move, auth.Anyone, "POST /move", "POST /{Tenant}/move"))
	const form, json = "application/x-www-form-urlencoded", "application/json"
	for _, c := range []struct {
		target, media, body string
		want                string // the tenant, or nothing where the request is refused
	}{
		{"/move", json, `{"tenant":"a"}`, "a"},
		{"/move", json, `{"tenant":"a","Tenant":"a"}`, "a"},
		{"/move", json, `{"tenant":"a","Tenant":"b"}`, ""},
		{"/move", json, `{"tenant":"b","x":{},"Tenant":"a"}`, ""},
		{"/move", json, `{"tenant":"","Tenant":"a"}`, "a"},
		{"/move", json, `{"note":"a","Note":"b","tenant":"c"}`, "c"},
		{"/move?tenant=b", json, `{"tenant":"a"}`, ""},
		{"/move?TENANT=a", json, `{"tenant":"a"}`, "a"},
		{"/move?tenant=&note=x", json, `{"tenant":"a"}`, "a"},
		{"/a/move", json, `{}`, "a"},
		{"/a/move", json, `{"tenant":"a"}`, "a"},
		{"/a/move", json, `{"tenant":"b"}`, ""},
		{"/a/move?tenant=b", json, `{}`, ""},
		{"/a/move?Tenant=", json, `{}`, ""},
		{"/a/move?tenant=", json, `{}`, "a"},
		{"/a/move", form, `note=x`, "a"},
		{"/a/move", form, `tenant=b`, ""},
		{"/move?tenant=a", form, `tenant=b`, ""},
		{"/move?tenant=a", form, `tenant=a`, "a"},
		{"/move?tenant=b", "text/jsv", `{tenant:a}`, ""},
		{"/move", "text/csv", "Tenant,Tenant\na,b\n", ""},
		{"/move", "application/xml", `<Move xmlns="http://schemas.datacontract.org/2004/07/"><Tenant>a</Tenant><Tenant>b</Tenant></Move>`, ""},
		{"/move", "application/xml", `<Move xmlns="http://schemas.datacontract.org/2004/07/"><Tenant>a</Tenant><Note>b</Note></Move>`, "a"},
		{"/json/reply/Move?tenant=b", json, `{"tenant":"a"}`, ""},
		{"/json/reply/Move?tenant=a", json, `{"note":"x"}`, "a"},
		{"/api/Move?tenant=b", json, `{"tenant":"a"}`, ""},
		{"/json/reply/Move[]", json, `[{"tenant":"a"}]`, "a"},
		{"/json/reply/Move[]", json, `[{"tenant":"a","Tenant":"b"}]`, ""},
		{"/json/reply/Move[]?tenant=a", json, `[{"note":"x"}]`, ""},
		{"/json/reply/Move[]", json, `[{"note":"x"},{},{"tenant":"a"}]`, "a"},
		{"/csv/reply/Move[]?format=json", "text/csv", "Note,Tenant\nx,\ny,a\n", "a"},
		{"/csv/reply/Move[]?format=json", "text/csv", "Tenant,Tenant\na,a\na,b\n", ""},
		{"/jsv/reply/Move[]?format=json", "text/jsv", "[{Tenant:a},{note:x},{Tenant:a,tenant:b}]", ""},
	} {
		res := ask(h, "POST "+c.target, "Content-Type: "+c.media, "Accept: application/json", "", c.body)
		body := read(t, res)
		switch {
		case c.want == "" && (res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "ArgumentException")):
			t.Errorf("%s with %s = %d %s, want 400 ArgumentException", c.target, c.body, res.StatusCode, body)
		case c.want != "" && (res.StatusCode != http.StatusOK || !strings.Contains(body, `"tenant":"`+c.want+`"`)):
			t.Errorf("%s with %s = %d %s, want 200 with the tenant %s", c.target, c.body, res.StatusCode, body, c.want)
		}
	}
}
