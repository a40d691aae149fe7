package servicestack_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/server/servicestack"
)

func TestBatchLimit(t *testing.T) {
	own := servicestack.Defaults()
	own.Batch = 3
	json := func(n int, request string) string {
		return "[" + strings.TrimSuffix(strings.Repeat(request+",", n), ",") + "]"
	}
	for name, c := range map[string]struct {
		dialect *servicestack.Dialect
		format  string
		body    string
		status  int
	}{
		"as many as may be":         {own, "json", json(3, `{"name":"ann"}`), http.StatusOK},
		"one more":                  {own, "json", json(4, `{"name":"ann"}`), http.StatusBadRequest},
		"one more in JSV":           {own, "jsv", json(4, `{name:ann}`), http.StatusBadRequest},
		"one more in CSV":           {own, "csv", "Name\n" + strings.Repeat("ann\n", 4), http.StatusBadRequest},
		"one more in XML":           {own, "xml", "<ArrayOfHello>" + strings.Repeat("<Hello><Name>ann</Name></Hello>", 4) + "</ArrayOfHello>", http.StatusBadRequest},
		"long ones":                 {own, "json", json(3, "{\n"+strings.Repeat("\n", 1000)+`"name":"ann"}`), http.StatusOK},
		"the original has no limit": {servicestack.Recorded(), "json", json(2000, `{"name":"ann"}`), http.StatusOK},
	} {
		got := ask(host(t, c.dialect), "POST /"+c.format+"/reply/Hello[]", "", c.body)
		if got.StatusCode != c.status {
			t.Errorf("%s: %s, want %d", name, got.Status, c.status)
		}
	}
}

// A batch of far too many requests is refused before it is read into them.
func TestBatchUnread(t *testing.T) {
	h := host(t, servicestack.Defaults())
	body := "[" + strings.Repeat("{},", 300_000) + "{}]"
	status := 0
	allocs := testing.AllocsPerRun(1, func() { status = ask(h, "POST /json/reply/Hello[]", "", body).StatusCode })
	if status != http.StatusBadRequest || allocs > 1000 {
		t.Errorf("300,001 requests: %d after %.0f allocations, want 400 after few", status, allocs)
	}
}

// A batch that comes as a form, as curl sends it unasked, is refused: to the original it is one without requests, which succeeds.
func TestBatchAsForm(t *testing.T) {
	for d, want := range map[*servicestack.Dialect]string{servicestack.Defaults(): "400 Bad Request", servicestack.Recorded(): "200 OK"} {
		got := ask(host(t, d), "POST /json/reply/Hello[]", "Content-Type: application/x-www-form-urlencoded", "", `[{"name":"ann"}]`)
		if got.Status != want {
			t.Errorf("a batch as a form: %s, want %s", got.Status, want)
		}
	}
}

// Which request of a batch failed is told of every failure, also of those whose text stays inside.
func TestBatchIndex(t *testing.T) {
	h := host(t, servicestack.Defaults())
	for name, want := range map[string]string{
		"nobody": `"code":"NotFound","message":"There is nobody","errors":[],"meta":{"AutoBatchIndex":"1"}`,
		"crash":  `"code":"InternalServerError","message":"An error has occurred.","errors":[],"meta":{"AutoBatchIndex":"1"}`,
		"":       `"meta":{"AutoBatchIndex":"1"}`,
	} {
		got := ask(h, "POST /json/reply/Hello[]", "", `[{"name":"ann"},{"name":"`+name+`"},{"name":"bob"}]`)
		body := strings.ReplaceAll(read(t, got), "errorCode", "code")
		done := map[string]string{"": ""}
		if name != "" {
			done[name] = "1"
		}
		if !strings.Contains(body, want) || got.Header.Get("X-AutoBatch-Completed") != done[name] {
			t.Errorf("%q: %s, %q done; want %s, %q done", name, body, got.Header.Get("X-AutoBatch-Completed"), want, done[name])
		}
	}
}
