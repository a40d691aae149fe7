package server_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// scripted is a dialect of one step, which a test writes. It renders what the step left, or the fault's status and message.
type scripted struct {
	run    func(*server.Exchange) error
	render func(*server.Exchange, *server.Fault)
}

func (scripted) Prepare(*server.Host) error                    { return nil }
func (d scripted) Steps() []server.Step                        { return []server.Step{{Name: "Run", Run: d.run}} }
func (scripted) Credentials(*server.Exchange) auth.Credentials { return auth.Credentials{} }

func (d scripted) Render(x *server.Exchange, f *server.Fault) {
	if d.render != nil {
		d.render(x, f)
		return
	}
	if f != nil {
		x.Status = f.Status
		x.Out = append(x.Out[:0], f.Message...)
	}
}

// site serves a scripted host over TCP.
func site(t *testing.T, h server.Host, run func(*server.Exchange) error) (addr string) {
	t.Helper()
	h.Name, h.Dialect = "site", scripted{run: run}
	return serveHost(t, newHost(t, h), server.Timeouts{})
}

func serveHost(t *testing.T, h http.Handler, limits server.Timeouts) (addr string) {
	t.Helper()
	l := listen(t)
	start(t, &server.Server{Timeouts: limits}, server.Endpoint{Listener: l, Handler: h})
	return l.Addr().String()
}

// raw sends text and returns all that comes back until the server closes. Date lines are left out.
func raw(t *testing.T, addr, text string) string {
	t.Helper()
	c := dial(t, addr)
	go func() { _, _ = io.WriteString(c, text) }()
	var b strings.Builder
	for lines := bufio.NewReader(c); ; {
		line, err := lines.ReadString('\n')
		if !strings.HasPrefix(line, "Date: ") {
			b.WriteString(strings.ReplaceAll(line, "\r\n", "\n"))
		}
		if err != nil {
			return b.String()
		}
	}
}

func TestReplyOnTheWire(t *testing.T) {
	long := strings.Repeat("x", 6000)
	for _, c := range []struct {
		name    string
		request string
		run     func(*server.Exchange) error
		want    string
	}{
		{"a body", "GET / HTTP/1.1", says(0, "hello"), "HTTP/1.1 200 OK\nContent-Length: 5\nConnection: close\n\nhello"},
		{"no body", "GET / HTTP/1.1", says(0, ""), "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n"},
		{"HEAD has the length and no body", "HEAD / HTTP/1.1", says(0, "hello"), "HTTP/1.1 200 OK\nContent-Length: 5\nConnection: close\n\n"},
		{"204 has neither", "GET / HTTP/1.1", says(204, "hello"), "HTTP/1.1 204 No Content\nConnection: close\n\n"},
		{"304 has neither", "GET / HTTP/1.1", says(304, "hello"), "HTTP/1.1 304 Not Modified\nConnection: close\n\n"},
		{"a status that is none", "GET / HTTP/1.1", says(42, "hello"), "HTTP/1.1 500 Internal Server Error\nContent-Length: 5\nConnection: close\n\nhello"},
		{"a status of four digits", "GET / HTTP/1.1", says(1000, ""), "HTTP/1.1 500 Internal Server Error\nContent-Length: 0\nConnection: close\n\n"},
		{"a short stream", "GET / HTTP/1.1", streams("hello"), "HTTP/1.1 200 OK\nContent-Length: 5\nConnection: close\n\nhello"},
		{"a stream for HEAD", "HEAD / HTTP/1.1", streams("hello"), "HTTP/1.1 200 OK\nConnection: close\n\n"},
		{"a stream for 204", "GET / HTTP/1.1", streamsAs(204), "HTTP/1.1 204 No Content\nConnection: close\n\n"},
		{"a stream for HTTP/1.0", "GET / HTTP/1.0", streams(long), "HTTP/1.0 200 OK\n\n" + long},
		{"a body for HTTP/1.0", "GET / HTTP/1.0", says(0, "hello"), "HTTP/1.0 200 OK\nContent-Length: 5\n\nhello"},
		{"a header with a line end", "GET / HTTP/1.1", sets("X-Odd", "a\r\nX-Injected: 1"), "HTTP/1.1 200 OK\nX-Odd: a  X-Injected: 1\nContent-Length: 0\nConnection: close\n\n"},
	} {
		addr := site(t, server.Host{Bare: true}, c.run)
		if got := raw(t, addr, c.request+"\r\nHost: a\r\nConnection: close\r\n\r\n"); got != c.want {
			t.Errorf("%s: answered %.300q, want %.300q", c.name, got, c.want)
		}
	}
}

func TestLongStream(t *testing.T) {
	long := strings.Repeat("0123456789", 50_000)
	addr := site(t, server.Host{}, streams(long))
	res, err := http.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || string(body) != long || !slices.Equal(res.TransferEncoding, []string{"chunked"}) {
		t.Errorf("%d bytes, %v, %v; want %d, chunked", len(body), err, res.TransferEncoding, len(long))
	}
}

func says(status int, text string) func(*server.Exchange) error {
	return func(x *server.Exchange) error {
		x.Status, x.Out = status, append(x.Out, text...)
		return nil
	}
}

func streams(text string) func(*server.Exchange) error {
	return func(x *server.Exchange) error { x.Stream = strings.NewReader(text); return nil }
}

func streamsAs(status int) func(*server.Exchange) error {
	return func(x *server.Exchange) error { x.Status, x.Stream = status, strings.NewReader("hello"); return nil }
}

func sets(name, value string) func(*server.Exchange) error {
	return func(x *server.Exchange) error { x.Header.Set(name, value); return nil }
}

func TestAddedHeaders(t *testing.T) {
	const kept = "Cache-Control=no-store X-Content-Type-Options=nosniff"
	for _, c := range []struct {
		name, id string
		bare     bool
		run      func(*server.Exchange) error
		want     string
		echoed   bool
	}{
		{"usually", "", false, says(0, ""), kept, false},
		{"an id from a proxy", "abc-123-XYZ", false, says(0, ""), kept, true},
		{"an id that is not harmless", "a b", false, says(0, ""), kept, false},
		{"an id that is long", strings.Repeat("a", 65), false, says(0, ""), kept, false},
		{"an answer that says how long it holds", "", false, sets("Cache-Control", "max-age=5"), "Cache-Control=max-age=5 X-Content-Type-Options=nosniff", false},
		{"an answer with a tag", "", false, sets("Etag", `"1"`), "Cache-Control= X-Content-Type-Options=nosniff", false},
		{"a recorded host", "abc", true, says(0, ""), "Cache-Control= X-Content-Type-Options=", false},
	} {
		addr := site(t, server.Host{Bare: c.bare}, c.run)
		r, _ := http.NewRequest(http.MethodGet, "http://"+addr, nil)
		r.Header.Set("X-Request-Id", c.id)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		got := fmt.Sprintf("Cache-Control=%s X-Content-Type-Options=%s", res.Header.Get("Cache-Control"), res.Header.Get("X-Content-Type-Options"))
		id := res.Header.Get("X-Request-Id")
		if got != c.want || (id == c.id && id != "") != c.echoed || (id == "") != c.bare {
			t.Errorf("%s: %s, id %q; want %s, the given id %v", c.name, got, id, c.want, c.echoed)
		}
	}
}

func TestSecureOnly(t *testing.T) {
	h := newHost(t, server.Host{Name: "site", Dialect: scripted{run: says(0, "")}})
	for _, c := range []struct{ url, want string }{{"http://a/", ""}, {"https://a/", "max-age=31536000"}} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.url, nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != c.want {
			t.Errorf("%s: Strict-Transport-Security = %q, want %q", c.url, got, c.want)
		}
	}
}

func TestPanics(t *testing.T) {
	const secret = "hunter2"
	blows := func(*server.Exchange) error { panic(secret) }
	for _, c := range []struct {
		name    string
		dialect scripted
		want    string
	}{
		{"in a step, after the answer was begun", scripted{run: func(x *server.Exchange) error {
			x.Out = append(x.Out, secret...)
			x.Header.Set("X-Secret", secret)
			x.Status = 201
			panic(secret)
		}}, "HTTP/1.1 500 Internal Server Error\nConnection: close\nContent-Length: 22\n\nAn error has occurred."},
		{"in Render", scripted{run: says(0, ""), render: func(x *server.Exchange, f *server.Fault) {
			if f == nil {
				panic(secret)
			}
			x.Status = f.Status
		}}, "HTTP/1.1 500 Internal Server Error\nConnection: close\nContent-Length: 0\n\n"},
		{"in Render of the panic too", scripted{run: blows, render: func(*server.Exchange, *server.Fault) { panic(secret) }},
			"HTTP/1.1 500 Internal Server Error\nConnection: close\nContent-Length: 0\n\n"},
		{"in a stream", scripted{run: func(x *server.Exchange) error { x.Stream = &failing{text: "hello"}; return nil }}, ""},
		{"by intent", scripted{run: func(*server.Exchange) error { panic(http.ErrAbortHandler) }}, ""},
	} {
		var log bytes.Buffer
		h := newHost(t, server.Host{Name: "site", Bare: true, Dialect: c.dialect, Log: slog.New(slog.NewJSONHandler(&log, nil))})
		addr := serveHost(t, h, server.Timeouts{})
		got := raw(t, addr, "GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: abc\r\n\r\n")
		if sorted(got) != sorted(c.want) {
			t.Errorf("%s: answered %q, want %q", c.name, got, c.want)
		}
		if n := h.InFlight(); n != 0 {
			t.Errorf("%s: %d exchanges under way after the end", c.name, n)
		}
		if c.want != "" && (!strings.Contains(log.String(), secret) || !strings.Contains(log.String(), `"request":"abc"`)) {
			t.Errorf("%s: the log has no line with the text and the request's id: %s", c.name, log.String())
		}
	}
}

// Every answer that is in memory tells its length, whoever counts it: net/http up to 2 KB, the host beyond, and for HEAD.
func TestLengthIsTold(t *testing.T) {
	for _, n := range []int{0, 1, 2048, 2049, 5000} {
		h := newHost(t, server.Host{Name: "site", Dialect: scripted{run: says(0, strings.Repeat("a", n))}})
		addr := serveHost(t, h, server.Timeouts{})
		for _, verb := range []string{"GET", "HEAD"} {
			got := raw(t, addr, verb+" / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
			if want := fmt.Sprintf("Content-Length: %d\n", n); strings.Count(got, want) != 1 || strings.Contains(got, "chunked") {
				t.Errorf("%s of %d bytes = %.300q, want once %q", verb, n, got, want)
			}
		}
	}
}

// An observer that panics breaks off its own answer and leaves nothing behind.
func TestPanicOfAnObserver(t *testing.T) {
	h := newHost(t, server.Host{
		Name: "site", Dialect: scripted{run: func(*server.Exchange) error { return nil }},
		Observe: []server.Observer{func(context.Context, *server.Record) { panic(http.ErrAbortHandler) }},
	})
	if got := raw(t, serveHost(t, h, server.Timeouts{}), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); got != "" {
		t.Errorf("answered %q, want nothing", got)
	}
	if n := h.InFlight(); n != 0 {
		t.Errorf("%d exchanges under way after the end", n)
	}
}

// sorted puts the header lines of an answer in order.
func sorted(answer string) string {
	head, body, _ := strings.Cut(answer, "\n\n")
	lines := strings.Split(head, "\n")
	for i := range lines[1:] {
		for j := i + 2; j < len(lines); j++ {
			if lines[j] < lines[i+1] {
				lines[i+1], lines[j] = lines[j], lines[i+1]
			}
		}
	}
	return strings.Join(lines, "\n") + "\n\n" + body
}

// failing is a stream that breaks off before net/http has sent anything.
type failing struct {
	text   string
	closed bool
}

func (f *failing) Read(p []byte) (int, error) {
	if f.text == "" {
		return 0, errors.New("broken")
	}
	n := copy(p, f.text)
	f.text = f.text[n:]
	return n, nil
}

func (f *failing) Close() error { f.closed = true; return nil }

// TestExchangeIsEmptied sends requests one after the other, so that they share an exchange, and looks for what the last one left.
func TestExchangeIsEmptied(t *testing.T) {
	var left atomic.Value
	addr := site(t, server.Host{Bare: true}, func(x *server.Exchange) error {
		if x.Op != nil || x.Params != nil || x.DTO != nil || x.Local != nil || x.Stream != nil || x.Status != 0 || x.Path != "" || len(x.Out) > 0 ||
			x.Caller.User != "" || len(x.Header) > 0 || bytes.Contains(x.Out[:cap(x.Out)], []byte("secret")) {
			left.Store(fmt.Sprintf("%+v", x))
		}
		body, err := x.Body()
		if err != nil || string(body) != "secret" {
			left.Store(fmt.Sprintf("body %q, %v", body, err))
		}
		x.Op, x.Local, x.DTO, x.Path, x.Status, x.Caller.User = new(services.Operation), "secret", "secret", "secret", 201, "secret"
		x.Out = append(x.Out, "secret secret secret"...)
		x.Header.Set("X-Secret", "secret")
		return nil
	})
	for range 50 {
		res, err := http.Post("http://"+addr, "text/plain", strings.NewReader("secret"))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
	}
	if what := left.Load(); what != nil {
		t.Errorf("an exchange holds what an earlier one left: %v", what)
	}
}

func TestBody(t *testing.T) {
	echo := func(x *server.Exchange) error {
		body, err := x.Body()
		if len(body) > 20 {
			body = fmt.Appendf(nil, "%d bytes", len(body))
		}
		x.Out = append(x.Out, body...)
		return err
	}
	addr := site(t, server.Host{Limits: server.Limits{Body: 100_000}}, echo)
	long := strings.Repeat("x", 100_001)
	for _, c := range []struct {
		name, encoding string
		body           io.Reader
		want           string
	}{
		{"none", "", nil, "200 "},
		{"plain", "", strings.NewReader("hello"), "200 hello"},
		{"chunked", "", io.MultiReader(strings.NewReader("hel"), strings.NewReader("lo")), "200 hello"},
		{"as large as may be", "", strings.NewReader(long[1:]), "200 100000 bytes"},
		{"as large as may be, chunked", "", io.MultiReader(strings.NewReader(long[1:])), "200 100000 bytes"},
		{"too large", "", strings.NewReader(long), "413 The request body is too large"},
		{"too large, chunked", "", io.MultiReader(strings.NewReader(long)), "413 The request body is too large"},
		{"gzip", "gzip", gzipped("hello"), "200 hello"},
		{"gzip in capitals", "GZIP", gzipped("hello"), "200 hello"},
		{"deflate", "deflate", deflated("hello"), "200 hello"},
		{"br", "br", brotlied("hello"), "200 hello"},
		{"a small gzip that grows too large", "gzip", gzipped(long), "413 The request body is too large"},
		{"a small br that grows too large", "br", brotlied(long), "413 The request body is too large"},
		{"not gzip", "gzip", strings.NewReader("hello"), "400 The request body could not be decoded."},
		{"gzip cut off", "gzip", io.LimitReader(gzipped(long), 30), "400 The request body could not be read."},
		{"an unknown encoding is read as it stands", "zstd", strings.NewReader("hello"), "200 hello"},
	} {
		r, _ := http.NewRequest(http.MethodPost, "http://"+addr, c.body)
		r.Header.Set("Content-Encoding", c.encoding)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if got := res.Status[:3] + " " + string(body); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestBodies holds bodies that fill the memory for them: the next large one is refused, a small one is not, and the end frees the place.
func TestBodies(t *testing.T) {
	reading, finish := make(chan struct{}), make(chan struct{})
	addr := site(t, server.Host{Limits: server.Limits{Bodies: 100_000}}, func(x *server.Exchange) error {
		body, err := x.Body()
		if len(body) > 0 && body[0] == 'w' {
			reading <- struct{}{}
			<-finish
		}
		return err
	})
	post := func(body string) int {
		res, err := http.Post("http://"+addr, "text/plain", strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	large := strings.Repeat("x", 60_000)
	done := make(chan int)
	go func() { done <- post("w" + large) }()
	<-reading
	if got := post(large); got != http.StatusServiceUnavailable {
		t.Errorf("a large body without room = %d, want 503", got)
	}
	if got := post("small"); got != http.StatusOK {
		t.Errorf("a small body = %d, want 200", got)
	}
	close(finish)
	if got := <-done; got != http.StatusOK {
		t.Errorf("the large body that had room = %d, want 200", got)
	}
	if got := post(large); got != http.StatusOK {
		t.Errorf("a large body after it = %d, want 200", got)
	}
}

func gzipped(s string) io.Reader {
	var b bytes.Buffer
	return packed(&b, gzip.NewWriter(&b), s)
}

func deflated(s string) io.Reader {
	var b bytes.Buffer
	return packed(&b, zlib.NewWriter(&b), s)
}

func brotlied(s string) io.Reader {
	var b bytes.Buffer
	return packed(&b, brotli.NewWriter(&b), s)
}

func packed(b *bytes.Buffer, w io.WriteCloser, s string) io.Reader {
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b
}

func TestBodyThatDoesNotArrive(t *testing.T) {
	h := newHost(t, server.Host{Name: "site", Bare: true, Dialect: scripted{run: func(x *server.Exchange) error { _, err := x.Body(); return err }}})
	addr := serveHost(t, h, server.Timeouts{Read: 50 * time.Millisecond})
	got := raw(t, addr, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf")
	if !strings.HasPrefix(got, "HTTP/1.1 408 ") {
		t.Errorf("answered %q, want 408", got)
	}
}

func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	op := services.Op(func(context.Context, *members) (*services.Void, error) { return nil, nil }, auth.Anyone, "GET /user")
	h := newHost(t, server.Host{
		Name: "site", Operations: []services.Operation{op}, Observe: []server.Observer{server.AccessLog(slog.New(slog.NewJSONHandler(&log, nil)))},
		Dialect: scripted{run: func(x *server.Exchange) error {
			x.Op = &x.Host.Operations[0]
			x.Out = append(x.Out, "hello"...)
			return nil
		}},
	})
	addr := serveHost(t, h, server.Timeouts{})
	raw(t, addr, "GET /user?apiKey=secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: abc\r\nAuthorization: Bearer secret\r\n"+
		"Cookie: ss-id=secret\r\nTraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n")
	line := log.String()
	for _, want := range []string{
		`"host":"site"`, `"operation":"members"`, `"method":"GET"`, `"path":"/user"`, `"status":200`, `"bytes":5`, `"request":"abc"`, `"address":"127.0.0.1"`,
		`"trace":"0af7651916cd43dd8448eb211c80319c"`, `"duration":`,
	} {
		if !strings.Contains(line, want) {
			t.Errorf("the line has no %s: %s", want, line)
		}
	}
	if strings.Contains(line, "secret") || strings.Count(line, "\n") != 1 {
		t.Errorf("the log is %q, want one line and no secret", line)
	}
}

// A secret in the path is not told, whatever the verb and the spelling.
func TestSecretInThePathIsNotLogged(t *testing.T) {
	type confirm struct {
		Id    string
		Token string `dto:"secret"`
	}
	confirmed := func(context.Context, *confirm) (*services.Void, error) { return nil, nil }
	var told []string
	h := newHost(t, server.Host{
		Name: "site",
		Operations: []services.Operation{
			services.Op(confirmed, auth.Anyone, "GET,POST /confirm/{Token}", "PUT /users/{Id}/confirm/{Token*}", "GET /users/{Id}", "GET /files/{Id}.{Token}"),
		},
		Observe: []server.Observer{func(_ context.Context, r *server.Record) { told = append(told, r.Path) }},
		Dialect: scripted{run: func(x *server.Exchange) (err error) {
			x.Path = x.Request.URL.Path
			x.Op, x.Params, err = x.Host.Routes().Find(x.Request.Method, x.Path)
			return err
		}},
	})
	for _, c := range []struct{ verb, path, want string }{
		{"GET", "/confirm/s3cret", "/confirm/{Token}"},
		{"POST", "/Confirm/s%33cret/", "/confirm/{Token}"},
		{"DELETE", "/confirm/s3cret", "/confirm/{Token}"},
		{"PUT", "/users/7/confirm/s3/cret", "/users/{Id}/confirm/{Token*}"},
		{"GET", "/files/7.s3cret", "/files/{Id}.{Token}"},
		{"GET", "/files/7", "/files/7"},
		{"GET", "/users/7", "/users/7"},
		{"GET", "/nobody", "/nobody"},
	} {
		told = nil
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(c.verb, c.path, nil))
		if len(told) != 1 || told[0] != c.want {
			t.Errorf("%s %s is told as %q, want %q", c.verb, c.path, told, c.want)
		}
	}
}

func TestRate(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var elapsed atomic.Int64
	h := server.Host{Limits: server.Limits{Rate: 2, Burst: 3}, Now: func() time.Time { return now.Add(time.Duration(elapsed.Load())) }}
	addr := site(t, h, says(0, ""))
	asked := func(n int) (got string) {
		for range n {
			code, _ := status(t, http.DefaultClient, "http://"+addr)
			got += fmt.Sprint(code, " ")
		}
		return got
	}
	if got, want := asked(5), "200 200 200 429 429 "; got != want {
		t.Errorf("at once: %s, want %s", got, want)
	}
	elapsed.Add(int64(time.Second))
	if got, want := asked(3), "200 200 429 "; got != want {
		t.Errorf("a second later: %s, want %s", got, want)
	}
}
