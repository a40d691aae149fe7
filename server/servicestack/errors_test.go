package servicestack_test

import (
	"context"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

type Said struct{ Text *string }

type SaidResponse struct{ ResponseStatus *dto.ResponseStatus }

// No message of an operation has a script in it, and no text keeps its failure from being told in XML. The original sends as it stands what
// validators say, and the meta of a failure: see ValidationFilters, which goes past OnExceptionTypeFilter.
func TestTextsOfFailures(t *testing.T) {
	text := func(r *Said) *string { return r.Text }
	say := func(_ context.Context, r *Said) (*SaidResponse, error) {
		own := services.Errorf(services.Invalid, "Own", "")
		own.Details = &dto.ResponseStatus{
			ErrorCode: "Own", Message: r.Text, Errors: []dto.ResponseError{{ErrorCode: "E", FieldName: "F", Message: r.Text}}, Meta: dto.Meta{{Key: "k", Value: r.Text}},
		}
		return nil, own
	}
	h := serving(t, servicestack.Recorded(),
		services.Op(say, auth.Anyone, "GET /said").Rules(validate.NotEqual("Text", text, "\x01<script>").Message("{PropertyValue}")),
	)
	for _, c := range []struct{ text, format, want string }{
		{"%01%3Cscript%3E", "json", `"message":"\u0001<script>","errors":[{"errorCode":"NotEqual","fieldName":"Text","message":"\u0001<script>"`},
		{"%01%3Cscript%3E", "json", `"PropertyValue":"\u0001<script>"`},
		{"%01%3Cscript%3E", "xml", "Message>\ufffd&lt;script&gt;<"},
		{"%01%3Cscript%3E", "xml", "Value>\ufffd&lt;script&gt;<"},
		{"%3Cscript%3E", "json", `"message":"&lt;script&gt;","errors":[{"errorCode":"E","fieldName":"F","message":"&lt;script&gt;"}],"meta":{"k":"<script>"}`},
		{"%EF%BF%BE", "xml", "Message>\ufffd<"},
	} {
		res := ask(h, "GET /said?Text="+c.text, "Accept: application/"+c.format)
		if got := read(t, res); res.StatusCode != 400 || !strings.Contains(got, c.want) {
			t.Errorf("GET /said?Text=%s as %s = %d %s, want 400 with %s", c.text, c.format, res.StatusCode, got, c.want)
		}
	}
}
