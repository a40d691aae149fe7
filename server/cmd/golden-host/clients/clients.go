// Package clients sends a host what real clients sent, and asks two things of it.
//
// What was meant: each recorded request, sent to a host with the DTOs that the client had, reaches the operation that its path names, and every member
// of the request has the value that stands in it. JSON, queries, forms and paths are read a second time with the standard library; XML, JSV and CSV
// are compared by writing the bound request again, which gives the client's own bytes.
//
// What the client made of the answer: where a recorded answer is one that a host gives (a result, a failure with a ResponseStatus, a challenge), the
// operation is made to say it, and status, media type and members of our answer are those of the recorded one.
package clients

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/causeway-gateway/causeway/fixtures"
	"github.com/causeway-gateway/causeway/server"
)

// A Verdict is what came of one call.
type Verdict struct {
	Case       string
	Difference string // the first one; empty where there is none
	Requests   int    // that were looked at
	Answers    int    // that were compared
}

// A stage is a listener whose host changes from request to request.
type stage struct {
	addr string
	host http.Handler
	all  []subject
}

// ServeHTTP lets the host of the moment answer. Requests come one after the other.
func (g *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.host.ServeHTTP(w, r) }

// Replay makes the calls of one client and judges them; camel says that it reads names in small letters alone. Calls that sent nothing are left out.
func Replay(calls []*fixtures.Call, camel bool) ([]Verdict, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	g := &stage{addr: l.Addr().String(), all: subjects()}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	s := server.Server{Log: slog.New(slog.DiscardHandler)}
	go func() { served <- s.Serve(ctx, server.Endpoint{Listener: l, Handler: g}) }()
	var all []Verdict
	for _, call := range calls {
		if v := g.judge(call, camel); v.Requests > 0 {
			all = append(all, v)
		}
	}
	stop()
	return all, <-served
}

// patience is how long an answer may take. It is reached only by a host that hangs.
const patience = 20 * time.Second

// judge sends the requests of one call. The recorded answers come in order, the last one again and again.
func (g *stage) judge(call *fixtures.Call, camel bool) Verdict {
	v := Verdict{Case: call.Case}
	for i, text := range call.Requests {
		d, err := g.request(&v, text, call.Answer(i), camel)
		if err != nil {
			d = err.Error()
		}
		if d != "" {
			v.Difference = fmt.Sprintf("request %d: %s", i+1, d)
			return v
		}
	}
	return v
}

// request sends one request twice: to a host that answers with nothing, to see what it binds, and to one that answers as recorded.
func (g *stage) request(v *Verdict, text, answer string, camel bool) (string, error) {
	raw, err := rawBytes(text)
	if err != nil {
		return "", err
	}
	q, err := parseRequest(raw)
	if err != nil {
		return "", err
	}
	s, variables := subjectOf(g.all, q.verb, q.path)
	if s == nil && !strings.HasSuffix(q.path[len(q.path)-1], "[]") {
		return "", nil // where a redirect led to: no operation of the hosts
	}
	v.Requests++
	if s == nil {
		s = &subject{name: q.path[len(q.path)-1]}
	}
	seen := new(witness)
	bound, err := g.send(q, &situation{}, "", seen)
	if err != nil {
		return "", err
	}
	if q.unreadable() {
		if bound.status != http.StatusBadRequest {
			return fmt.Sprintf("answered %d to what cannot be read", bound.status), nil
		}
		return "", nil
	}
	if bound.status/100 != 2 {
		return fmt.Sprintf("answered %d: %.300s", bound.status, bound.body), nil
	}
	fresh := func() any { o := s.build(new(scene)); return o.NewRequest() }
	if d := q.misread(s, variables, seen, fresh); d != "" {
		return d, nil
	}
	return g.answer(v, q, s, answer, camel)
}

// answer sets the scene of a recorded answer and compares ours.
func (g *stage) answer(v *Verdict, q *request, s *subject, recorded string, camel bool) (string, error) {
	raw, err := rawBytes(recorded)
	if err != nil {
		return "", err
	}
	want, err := parseReply(raw, q.verb)
	if err != nil {
		return "", nil // nothing that a host says
	}
	t := situationOf(q, s, want)
	if t == nil {
		return "", nil
	}
	got, err := g.send(q, t, want.challenge, new(witness))
	if err != nil {
		return "", err
	}
	v.Answers++
	return t.unlike(got, want, camel), nil
}

// send gives the host of a situation one request, over TCP and as it was recorded.
func (g *stage) send(q *request, t *situation, challenge string, seen *witness) (*reply, error) {
	var err error
	if g.host, err = newHost(g.all, &t.scene, challenge, t.statuses, seen); err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout("tcp", g.addr, patience)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	if _, err := conn.Write(q.raw); err != nil {
		return nil, err
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: q.verb})
	if err != nil {
		return nil, err
	}
	return replyOf(res)
}
