package replay

import (
	"io"
	"net"
	"testing"

	"github.com/causeway-gateway/causeway/fixtures"
)

const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n"

func TestDifference(t *testing.T) {
	const want = ok + `{"a":1}`
	for _, c := range []struct {
		name     string
		volatile []string
		got      string
		differs  bool
		textOnly bool
	}{
		{"the same", nil, want, false, false},
		{"headers in another order, another server", nil, "HTTP/1.1 200 Fine\r\nServer: x\r\nContent-Length: 7\r\nContent-Type: application/json\r\n\r\n{\"a\":1}", false, false},
		{"chunked", nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n", false, false},
		{"an interim answer", nil, "HTTP/1.1 100 Continue\r\n\r\n" + want, false, false},
		{"another status", nil, "HTTP/1.1 201 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}", true, false},
		{"another header", nil, "HTTP/1.1 200 OK\r\nContent-Type: text/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}", true, false},
		{"one more header", nil, "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}", true, false},
		{"another body", nil, ok + `{"a":2}`, true, false},
		{"a volatile member", []string{"body:json:/a"}, ok + `{"a":2}`, false, false},
		{"a volatile member that is missing", []string{"body:json:/a"}, ok + `{"b":2}`, true, false},
		{"a wrong length", nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\":1}", true, false},
		{"an unfinished chunk", nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a", true, false},
		{"nothing", nil, "", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &fixtures.Exchange{Text: new("GET / HTTP/1.1\r\n\r\n"), Volatile: c.volatile}
			if got := difference(e, []byte(want), []byte(c.got)); (got != "") != c.differs {
				t.Errorf("difference = %q, want one: %t", got, c.differs)
			}
		})
	}
}

func TestTextOnly(t *testing.T) {
	head := "HTTP/1.1 400 Bad Request\r\nContent-Type: x\r\n\r\n"
	for _, c := range []struct {
		name, want, got string
		same            bool
	}{
		{"JSON", `{"code":"a","message":"one \"two\"","errors":[]}`, `{"code":"a","message":"three","errors":[]}`, true},
		{"XML", "<Code>a</Code><Message>one</Message><X />", "<Code>a</Code><Message>two\nthree</Message><X />", true},
		{"JSV", `{code:a,message:"one, ""two""",errors:[]}`, `{code:a,message:three,errors:[]}`, true},
		{"CSV", "message:\"\"one, \"\"\"\"two\"\"\"\"\"\",errors:[]", "message:\"\"three, four\"\",errors:[]", true},
		{"another code", `{"code":"a","message":"one"}`, `{"code":"b","message":"one"}`, false},
		{"more behind the message", `{"message":"one","errors":[]}`, `{"message":"one","errors":[1]}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &fixtures.Exchange{Text: new("GET / HTTP/1.1\r\n\r\n")}
			got := difference(e, withoutMessage([]byte(head+c.want)), withoutMessage([]byte(head+c.got)))
			if (got == "") != c.same {
				t.Errorf("difference without messages = %q, want none: %t", got, c.same)
			}
		})
	}
}

func TestInReadersWords(t *testing.T) {
	line := `"message":"Could not deserialize 'application/json' request using App.Echo'\\nError: `
	for _, c := range []struct {
		name, want, got string
		same            bool
	}{
		{"same first line", line + `Index was outside"`, line + `json: malformed"`, true},
		{"no first line recorded", `"message":"Index was outside"`, line + `json: malformed"`, true},
		{"another type", line, `"message":"Could not deserialize 'application/json' request using App.Hello'\nError: `, false},
		{"another message", line, `"message":"Unable to bind to request 'Echo'"`, false},
		{"any message", `"message":"Bad"`, `"message":"Worse"`, false},
		{"model state", `"ModelState":{"a":["b"]}`, `"ModelState":{"a":["c"]}`, true},
	} {
		if got := inReadersWords([]byte(c.want), []byte(c.got)); got != c.same {
			t.Errorf("%s: inReadersWords = %t, want %t", c.name, got, c.same)
		}
	}
}

// A value that our host gives takes the place of the recorded one, with the length put right.
func TestFlow(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	seen := make(chan string, 2)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			buffer := make([]byte, 1024)
			n, _ := conn.Read(buffer)
			seen <- string(buffer[:n])
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n{\"token\":\"longer-than-recorded\"}")
			conn.Close()
		}
	}()
	exchanges := []*fixtures.Exchange{
		{Text: new("POST /a HTTP/1.1\r\n\r\n"), Answer: new("HTTP/1.1 200 OK\r\n\r\n{\"token\":\"recorded\"}"), Volatile: []string{"body:json:/token"},
			Captures: []fixtures.Capture{{From: "json:/token", As: "t"}}},
		{Text: new("POST /b HTTP/1.1\r\nContent-Length: 8\r\n\r\nrecorded"), Answer: new("HTTP/1.1 200 OK\r\n\r\n{\"token\":\"recorded\"}"), Uses: []string{"t"}},
	}
	for _, v := range Host(l.Addr().String(), exchanges) {
		if v.Difference != "" {
			t.Errorf("Host = %q, want no difference", v.Difference)
		}
	}
	<-seen
	if got, want := <-seen, "POST /b HTTP/1.1\r\nContent-Length: 20\r\n\r\nlonger-than-recorded"; got != want {
		t.Errorf("second request = %q, want %q", got, want)
	}
}
