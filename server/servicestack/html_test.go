package servicestack_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
)

var linkTo = regexp.MustCompile(`<a href="([^"]*)">(\w+)</a>`)

// Each link of a page leads to the same answer in another format, however the page was asked for.
func TestPageLinks(t *testing.T) {
	h := host(t, servicestack.Defaults())
	for _, asked := range []string{
		"/hello/Ann.html", "/hello/a%20b.html?Age=3", "/hello/Ann?format=html&Age=3", "/hello/Ann?Format=html", "/html/reply/Hello?Name=Ann", "/api/Hello.html?Name=Ann",
	} {
		res := ask(h, "GET "+asked)
		page := read(t, res)
		base, err := url.Parse("http://a" + asked)
		if err != nil {
			t.Fatal(err)
		}
		links := linkTo.FindAllStringSubmatch(page, -1)
		media, policy := res.Header.Get("Content-Type"), res.Header.Get("Content-Security-Policy")
		if media != "text/html" || len(links) != 5 || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("GET %s: %s, %q, with %d links, want a page with 5 that nobody frames: %s", asked, media, policy, len(links), page)
		}
		for _, l := range links {
			to, err := base.Parse(strings.ReplaceAll(l[1], "&amp;", "&"))
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"json": "application/json; charset=utf-8", "xml": "application/xml", "jsv": "application/jsv", "csv": "text/csv", "jsonl": "text/jsonl"}[l[2]]
			res := ask(h, "GET "+to.RequestURI())
			if got := res.Header.Get("Content-Type"); got != want || res.StatusCode != http.StatusOK {
				t.Errorf("GET %s links to %s: %d %s, want 200 %s", asked, to.RequestURI(), res.StatusCode, got, want)
			}
		}
	}
}

// An answer that no format can write is told on a page too, and is no panic.
func TestUnwritablePage(t *testing.T) {
	var log strings.Builder
	odd := func(context.Context, *Hello) (*services.Any, error) {
		return &services.Any{Value: map[string]any{"f": func() {}}}, nil
	}
	h, err := server.New(server.Host{
		Name: "site", Dialect: servicestack.Defaults(), Log: slog.New(slog.NewTextHandler(&log, nil)),
		Operations: []services.Operation{services.Op(odd, auth.Anyone, "GET /odd")},
	})
	if err != nil {
		t.Fatal(err)
	}
	res := ask(h, "GET /odd.html")
	if page := read(t, res); res.StatusCode != 500 || !strings.Contains(page, "An error has occurred.") || strings.Contains(log.String(), "panic") {
		t.Errorf("GET /odd.html = %d %s, and the log is %s; want 500 with a message, and no panic", res.StatusCode, page, log.String())
	}
}

// On a host that writes nothing as deep as a failure a page that cannot be written is its status alone.
func TestUnwritableFailurePage(t *testing.T) {
	d := servicestack.Defaults()
	d.Text.MaxDepth = 1
	deep := func(context.Context, *Hello) (*services.Any, error) { return &services.Any{Value: [][]int32{{1}}}, nil }
	h := serving(t, d, services.Op(deep, auth.Anyone, "GET /deep"))
	res := ask(h, "GET /deep.html")
	if page := read(t, res); res.StatusCode != 500 || page != "" {
		t.Errorf("GET /deep.html = %d %s, want 500 alone", res.StatusCode, page)
	}
}
