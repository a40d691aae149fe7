// Package replay sends recorded requests to a running host and says where its answers differ from the recorded ones.
//
// Compared are the status number, the headers that matter to a client and the body after decoding; masked is only what a recording calls volatile.
package replay

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/causeway-gateway/causeway/fixtures"
)

// patience is how long an answer may take. It is reached only by a host that hangs.
const patience = 20 * time.Second

// A Verdict is what came of one exchange.
type Verdict struct {
	Exchange   *fixtures.Exchange
	Difference string // the first one; empty where there is none
	TextOnly   bool   // nothing but a reader's words about a body differs
	Refused    bool   // the host answered 400
	Bare       bool   // the host answered without a body
}

// Host sends the exchanges of one recorded host, in order, to the host that listens on addr.
func Host(addr string, exchanges []*fixtures.Exchange) []Verdict {
	var all []Verdict
	values := flow{}
	for _, e := range exchanges {
		pairs := values.used(e)
		got, err := send(addr, substituted(e.Request(), pairs), e.HeadFirst)
		if err != nil {
			all = append(all, Verdict{Exchange: e, Difference: fmt.Sprintf("no answer: %v", err)})
			continue
		}
		values.capture(e, got)
		want := e.Response()
		for _, p := range pairs {
			want = bytes.ReplaceAll(want, []byte(p.recorded), []byte(p.ours))
		}
		a := parseAnswer(got)
		v := Verdict{Exchange: e, Difference: difference(e, want, got), Refused: a.status == http.StatusBadRequest, Bare: len(a.body) == 0}
		v.TextOnly = v.Difference != "" && inReadersWords(want, got) && difference(e, withoutMessage(want), withoutMessage(got)) == ""
		all = append(all, v)
	}
	return all
}

// send writes a request on a connection of its own and reads until the host closes it.
func send(addr string, request []byte, headFirst bool) ([]byte, error) {
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	write(conn, request, headFirst)
	got, err := io.ReadAll(conn)
	if len(got) > 0 {
		return got, nil
	}
	return nil, err
}

// write sends a request. A host that refuses it early closes before all is sent: its answer is there to be read.
func write(conn net.Conn, request []byte, headFirst bool) {
	end := bytes.Index(request, []byte("\r\n\r\n"))
	if headFirst && end >= 0 {
		_, _ = conn.Write(request[:end+4])
		time.Sleep(300 * time.Millisecond) // as the recording did: it is the pause that is tested
		request = request[end+4:]
	}
	_, _ = conn.Write(request)
}
