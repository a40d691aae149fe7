package server_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// BenchmarkServe compares what a host adds to net/http: the same bytes in and out over one connection.
// "bare" is net/http alone, "wire" adds the listener's guards, "host" an exchange of every shared stage.
func BenchmarkServe(b *testing.B) {
	body := []byte(`{"wasSuccessful":true,"heading":"Done","description":"The password was reset."}`)
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	})
	var s service
	host := newHost(b, server.Host{Name: "bench", Bare: true, Dialect: answering{body}, Operations: []services.Operation{services.Op(s.quiet, auth.Anyone, "POST /user/{A}/reset")}})
	b.Run("bare", func(b *testing.B) {
		l := listen(b)
		s := &http.Server{Handler: bare}
		go func() { _ = s.Serve(l) }()
		defer s.Close()
		ask200(b, l)
	})
	for name, h := range map[string]http.Handler{"wire": bare, "host": host} {
		b.Run(name, func(b *testing.B) {
			l := listen(b)
			start(b, new(server.Server), server.Endpoint{Listener: l, Handler: h})
			ask200(b, l)
		})
	}
}

// answering is [routed] that reads the body and answers with bytes that it has.
type answering struct{ body []byte }

func (answering) Prepare(*server.Host) error                    { return nil }
func (answering) Credentials(*server.Exchange) auth.Credentials { return auth.Credentials{} }

func (answering) Steps() []server.Step {
	read := func(x *server.Exchange) error {
		x.DTO = new(members)
		_, err := x.Body()
		return err
	}
	return []server.Step{{Name: "Route", Run: route}, {Name: "Bind", Run: read}, server.Session, server.Authorize, server.Validate, server.Invoke}
}

func (d answering) Render(x *server.Exchange, _ *server.Fault) {
	x.Header.Set("Content-Type", "application/json; charset=utf-8")
	x.Out = append(x.Out, d.body...)
}

func ask200(b *testing.B, l net.Listener) {
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	body := `{"email":"pat@example.com","password":"old-1","newPassword":"newpass-1","confirm":"newpass-1"}`
	request := fmt.Appendf(nil, "POST /user/password/reset HTTP/1.1\r\nHost: antel.localhost:8080\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	r := bufio.NewReader(c)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Write(request); err != nil {
			b.Fatal(err)
		}
		res, err := http.ReadResponse(r, nil)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(res, err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			b.Fatal(err)
		}
	}
}
