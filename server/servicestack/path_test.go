package servicestack

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// What Kestrel and ServiceStack make of a path together, as recorded in http/negotiation and http/routes.
func TestRequestPath(t *testing.T) {
	for escaped, want := range map[string]string{
		"/hello/World":             "/hello/World",
		"/hello/a%20b":             "/hello/a b",
		"/hello/a+b":               "/hello/a b",
		"/hello/a%2Bb":             "/hello/a b",
		"/hello/a%2fb":             "/hello/a/b",
		"/hello/a%2Fb":             "/hello/a%2Fb",
		"/hello/a%5Cb":             `/hello/a\b`,
		"/hello/100%25":            "/hello/100%",
		"/hello/100%":              "/hello/100%",
		"/hello/%zz":               "/hello/%zz",
		"/hello/gr%C3%BC%C3%9Fe":   "/hello/grüße",
		"/hello/gr%FC":             "/hello/gr%FC",
		"/%68ello/World":           "/hello/World",
		"/hello/x/../World":        "/hello/World",
		"/hello/x/%2e%2e/World":    "/hello/World",
		"/hello/./World":           "/hello/World",
		"/hello/..":                "/",
		"/../../hello":             "/hello",
		"/hello/%7Bx%7D":           "/hello/{x}",
		"/files/a%2f..%2f..%2fb":   "/b",
		"/hello/a.b":               "/hello/a.b",
		"/hello/.hidden":           "/hello/.hidden",
		"/hello/%F0%9F%98%80":      "/hello/😀",
		"/hello/%F0%9F%98":         "/hello/%F0%9F%98",
		"/hello/%C3%BC%2F%C3%BC":   "/hello/ü%2Fü",
		"/hello/%E4%B8%96%C3":      "/hello/世%C3",
		"/hello/a%EF%BF%BDb":       "/hello/a\ufffdb",
		"//hello//World":           "//hello//World",
		"/hello/World;v=1,2":       "/hello/World;v=1,2",
		"/hello/a%00b":             "/hello/a\x00b",
		"/json/reply/Hello%5B%5D":  "/json/reply/Hello[]",
		"/hello/%2e":               "/hello/",
		"/hello/%2E%2E%2fetc/file": "/etc/file",
	} {
		if got := requestPath(escaped); got != want {
			t.Errorf("requestPath(%q) = %q, want %q", escaped, got, want)
		}
		u, err := url.ParseRequestURI(escaped)
		if err != nil {
			continue // net/http refuses it
		}
		if got := pathOf(u); got != want {
			t.Errorf("pathOf(%q) = %q, want %q", escaped, got, want)
		}
	}
}

// However a path is written, no segment of what is routed climbs.
func FuzzRequestPath(f *testing.F) {
	for _, seed := range []string{"/a/../b", "/a%2f..%2fb", "/%2e%2e/a", "/a/%2e%2e%2f%2e%2e/b", "/a%252f..%252fb", "/+/..+", "/%C3%2e%2e/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, escaped string) {
		got := requestPath("/" + escaped)
		if slices.Contains(strings.Split(got, "/"), "..") {
			t.Errorf("requestPath(%q) = %q, which climbs", "/"+escaped, got)
		}
		if u, err := url.ParseRequestURI("/" + escaped); err == nil && pathOf(u) != requestPath(u.EscapedPath()) {
			t.Errorf("pathOf(%q) = %q, want %q", "/"+escaped, pathOf(u), requestPath(u.EscapedPath()))
		}
	})
}

func TestParsePairs(t *testing.T) {
	for text, want := range map[string]string{
		"a=1&b=2":           "a:1 b:2",
		"a=1&A=2":           "a:1,2",
		"a=x+y&b=%2B":       "a:x y b:+",
		"&&a=1&":            "a:1",
		"a":                 "a:",
		"=x":                ":x",
		"a=1;b=2":           "a:1;b=2",
		"a=b?c":             "a:b?c",
		"a=gr%FC&b=%zz%":    "a:gr%FC b:%zz%",
		"a=%C3%BC&b=%2Fx":   "a:ü b:/x",
		"tags[]=a&tags=b":   "tags[]:a tags:b",
		"name=%F0%9F%98%80": "name:😀",
	} {
		var got []string
		for _, p := range parsePairs(text) {
			got = append(got, p.Name+":"+p.Value)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("parsePairs(%q) = %s, want %s", text, s, want)
		}
	}
}

func TestParseRange(t *testing.T) {
	for header, want := range map[string]span{
		"bytes=0-3": {0, 4}, "bytes=2-5": {2, 6}, "bytes=5-": {5, 10}, "bytes=5-100": {5, 10}, "bytes=-3": {7, 10}, "bytes=-30": {0, 10},
	} {
		if got, ok := parseRange(header, 10); !ok || got != want {
			t.Errorf("parseRange(%q) = %v %t, want %v", header, got, ok, want)
		}
	}
	for _, header := range []string{"bytes=10-", "bytes=20-30", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=x", "bytes=-0", "bytes=-", "bytes=--1", ""} {
		if got, ok := parseRange(header, 10); ok {
			t.Errorf("parseRange(%q) = %v, want none", header, got)
		}
	}
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule, path, accept string
		want               bool
	}{
		{"AcceptsJson", "/x", "application/json", true},
		{"AcceptsJson", "/x", "text/csv", false},
		{"**/{int}", "/m/123", "", true},
		{"**/{int}", "/m/-5", "", true},
		{"**/{int}", "/m/123.json", "", false},
		{"**/{int}", "/m/123/", "", false},
		{"path/{int}/**", "/m/12/tail", "", true},
		{"{int}/**", "/12/tail", "", true},
		{"**/{int}/path", "/a/b/12/c", "", true},
		{"**/{int}/path", "/c", "", false},
		{`PathInfo =~ \/[0-9]+$`, "/mp/12", "", true},
		{`PathInfo =~ \/[0-9]+$`, "/mp/ab", "", false},
	} {
		holds, err := rule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest(http.MethodGet, c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.accept != "" {
			r.Header.Set("Accept", c.accept)
		}
		if got := holds(r); got != c.want {
			t.Errorf("rule %q on %s = %t, want %t", c.rule, c.path, got, c.want)
		}
	}
	for _, text := range []string{"Nope", "A =~ ^[a-z]+$", "A = one", "PathInfo =~ ("} {
		if _, err := rule(text); err == nil {
			t.Errorf("rule(%q) is no error, want one", text)
		}
	}
}
