package webapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server/webapi"
	"github.com/causeway-gateway/causeway/services"
)

// FormatterParameterBinding tells the exception of a body that no formatter reads, whether its type is said or not.
func TestDetailsOfUnreadBodies(t *testing.T) {
	host := serving(t, &webapi.Dialect{Details: true}, services.Op(echoed[thing], auth.Anyone, "POST /thing"))
	for mediaType, message := range map[string]string{
		"text/plain": "The request entity's media type 'text/plain' is not supported for this resource.",
		"": "The request contains an entity body but no Content-Type header. The inferred media type 'application/octet-stream' is not supported " +
			"for this resource.",
	} {
		r := httptest.NewRequest(http.MethodPost, "/thing", strings.NewReader("x"))
		inferred := "application/octet-stream"
		if mediaType != "" {
			r.Header.Set("Content-Type", mediaType)
			inferred = mediaType
		}
		w := httptest.NewRecorder()
		host.ServeHTTP(w, r)
		want := `{"Message":"` + message + `","ExceptionMessage":"No MediaTypeFormatter is available to read an object of type 'thing' from content with media type '` +
			inferred + `'.","ExceptionType":"System.Net.Http.UnsupportedMediaTypeException","StackTrace":`
		if got := w.Body.String(); w.Code != http.StatusUnsupportedMediaType || !strings.HasPrefix(got, want) {
			t.Errorf("POST %q = %d %s, want 415 %s", mediaType, w.Code, got, want)
		}
	}
}
