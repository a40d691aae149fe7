package webapi_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

// FuzzRequest sends anything as query and body in every format. Nothing is a fault of the server, and every answer is a document of the type that it names.
func FuzzRequest(f *testing.F) {
	host := serving(f, &webapi.Dialect{AccessKey: "key", Tenant: "id"}, services.Op(rename, auth.Anyone, "POST /Item/rename"))
	f.Add("id=7", "application/json", "text/xml", `{"name":"x"}`)
	f.Add("id=7&ID=0x8&key=K1", "application/xml", "", `<Rename><Name>x</Name></Rename>`)
	f.Add("id=%zz&[]", "application/x-www-form-urlencoded", "*/*;q=0.1, application/xml;q=2", `Name=a&Name[0].B=c&=&[=]`)
	f.Add("id", "application/json; charset=utf-16", "application/xml", "{\x00}\x00")
	f.Add("", "text/xml", "application/json;q=0", `<Rename xmlns:n="http://www.w3.org/2001/XMLSchema-instance" n:nil="true"/>`)
	f.Fuzz(func(t *testing.T, query, mediaType, accept, body string) {
		r := httptest.NewRequest(http.MethodPost, "/Item/rename", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header["Content-Type"], r.Header["Accept"] = []string{mediaType}, []string{accept}
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "utf-16") {
			return
		}
		if err := wellFormed(w.Header().Get("Content-Type"), w.Body.String()); err != nil {
			t.Errorf("%s: %v: %s", w.Header().Get("Content-Type"), err, w.Body)
		}
	})
}

// The original writes control characters as references, which XML 1.0 does not allow and its readers take.
var references = regexp.MustCompile(`&#x[0-9A-F]+;`)

func wellFormed(mediaType, body string) error {
	if strings.Contains(mediaType, "json") {
		return json.Unmarshal([]byte(body), new(any))
	}
	d := xml.NewDecoder(strings.NewReader(references.ReplaceAllString(body, "")))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
