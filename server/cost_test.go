//go:build linux

package server_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/dto/antel"
	"github.com/causeway-gateway/causeway/dto/foundry"
)

// costBatch is how many requests go to one server before the other has its turn.
const costBatch = 960

// BenchmarkCost measures what an answer costs over TCP with connections kept: the CPU time of a server with one core, user and system, beside
// that of a bare net/http handler which reads the same request and writes the same body (x-bare), and of one which writes the same headers too
// (x-same-bytes). They are programs of their own and take turns, asked from another core; a ratio is the middle one of all turns, its bar 1.35.
//
// The server is what a program with several systems runs: listener, mux, hosts, metrics, access log, heap set aside. The log is off, as with
// log = "error"; the case "logged" writes it.
func BenchmarkCost(b *testing.B) {
	host := startCost(b, costServer{})
	for _, c := range costCases(b) {
		b.Run(c.name, func(b *testing.B) { c.compare(b, host) })
	}
	logged := startCost(b, costServer{Logged: true})
	c := costCases(b)[0]
	b.Run("logged", func(b *testing.B) { c.compare(b, logged) })
}

func (c costCase) compare(b *testing.B, host *costChild) {
	witness := newLoad(b, host, c.request(), 1) // that it answers shows that it has begun
	defer witness.close()
	before := rest(b, host)
	ours := newLoad(b, host, c.request(), costConns)
	least := newLoad(b, startCost(b, costServer{Bare: ours.answer.least()}), c.request(), costConns)
	same := newLoad(b, startCost(b, costServer{Bare: &ours.answer}), c.request(), costConns)
	all := takeTurns(b, ours, least, same)
	reportRatio(b, "x-bare", all[0], all[1])
	reportRatio(b, "x-same-bytes", all[0], all[2])
	b.ReportMetric(middle(cpu(all[1])), "bare-µs/req")
	b.ReportMetric(middle(cpu(all[0])), "µs/req")
	b.ReportMetric(float64(all[0][0].Allocs), "allocs/req")
	b.ReportMetric(float64(all[1][0].Allocs), "bare-allocs/req")
	after := leave(b, host, before)
	b.ReportMetric(float64(after.Goroutines-before.Goroutines), "goroutines-left")
	b.ReportMetric(float64(after.Files-before.Files), "files-left")
}

// rest is what a server holds that has nothing to do.
func rest(b *testing.B, c *costChild) costReport {
	least := c.held(b)
	for range 20 { // the answer before may still be cleared away
		if r := c.held(b); r.Goroutines < least.Goroutines {
			least = r
		}
	}
	return least
}

// takeTurns loads the servers one after the other, over and over, and closes the connections.
func takeTurns(b *testing.B, loads ...*load) [][]costReport {
	for _, l := range loads {
		l.run(b, costBatch) // warms up
		defer l.close()
	}
	all := make([][]costReport, len(loads))
	for b.Loop() {
		for i, l := range loads {
			all[i] = append(all[i], l.run(b, costBatch))
		}
	}
	b.ReportMetric(0, "ns/op")
	return all
}

// reportRatio reports the middle one of the ratios by turn.
func reportRatio(b *testing.B, name string, ours, theirs []costReport) {
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = float64(ours[i].CPU) / float64(theirs[i].CPU)
	}
	b.ReportMetric(middle(ratios), name)
}

func cpu(reports []costReport) (µs []float64) {
	for _, r := range reports {
		µs = append(µs, float64(r.CPU)/float64(time.Microsecond))
	}
	return µs
}

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// leave waits until the server has noticed that its connections are closed, and returns what it still has.
func leave(b *testing.B, c *costChild, before costReport) (after costReport) {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		after = c.held(b)
		if after.Goroutines <= before.Goroutines && after.Files <= before.Files {
			return after
		}
	}
	b.Errorf("%d goroutines and %d files are open after the load, want %d and %d", after.Goroutines, after.Files, before.Goroutines, before.Files)
	return after
}

// BenchmarkCostRoutes compares a host of 500 routes with one of 5, at the route that was declared last.
func BenchmarkCostRoutes(b *testing.B) {
	few, many := startCost(b, costServer{Routes: 5}), startCost(b, costServer{Routes: 500})
	for _, kind := range []string{"literal", "variable"} {
		b.Run(kind, func(b *testing.B) {
			all := takeTurns(b, newLoad(b, many, lastRoute(500, kind), costConns), newLoad(b, few, lastRoute(5, kind), costConns))
			reportRatio(b, "x-few", all[0], all[1])
			b.ReportMetric(middle(cpu(all[0])), "µs/req")
		})
	}
}

// lastRoute asks for the last route of its kind.
func lastRoute(routes int, kind string) []byte {
	target := fmt.Sprintf("/list%03d/of/all", routes-2)
	if kind == "variable" {
		target = fmt.Sprintf("/list%03d/of/World", routes-1)
	}
	return costCase{verb: "GET", target: target, host: "routes", media: "application/json"}.request()
}

// BenchmarkIdle measures the memory of a server with 1,000 connections that have asked once and wait. The bar is 60 MB.
func BenchmarkIdle(b *testing.B) {
	c := costCases(b)[0]
	host := startCost(b, costServer{})
	witness := newLoad(b, host, c.request(), 1)
	defer witness.close()
	before := rest(b, host)
	var resident []float64
	for b.Loop() {
		l := newLoad(b, host, c.request(), 999)
		resident = append(resident, host.held(b).Resident)
		l.close()
		b.StopTimer()
		leave(b, host, before)
		b.StartTimer()
	}
	b.ReportMetric(middle(resident), "MB-resident")
	b.ReportMetric(0, "ns/op")
}

// A costCase is one request that is measured.
type costCase struct {
	name, verb, target, host string
	media                    string // of the request and of the answer that is asked for
	token                    string
	body                     []byte
}

// request has the headers that ServiceStack's .NET client sends.
func (c costCase) request() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s.localhost\r\nAccept: %s\r\nUser-Agent: ServiceStackClient/10.15\r\nAccept-Encoding: gzip, deflate\r\n", c.verb, c.target, c.host, c.media)
	if c.token != "" {
		fmt.Fprintf(&b, "Authorization: Bearer %s\r\n", c.token)
	}
	if c.body != nil {
		fmt.Fprintf(&b, "Content-Type: %s\r\nContent-Length: %d\r\n", c.media, len(c.body))
	}
	b.WriteString("\r\n")
	b.Write(c.body)
	return b.Bytes()
}

func costCases(b *testing.B) (list []costCase) {
	base := antel.ApiServiceRequest{ApiKey: "key-of-the-application", Latitude: new(-33.92), Longitude: new(18.42)}
	reset := &antel.ResetPassword{
		ApiServiceRequest: base, EmailAddress: "pat@example.com", TemporaryPassword: "temporary-1", Password: "newpassword-1", PasswordConfirm: "newpassword-1",
	}
	json, jsv, xml, csv := codec.JSON(codec.TextOptions{}), codec.JSV(codec.TextOptions{}), codec.XML(codec.XMLOptions{}), codec.CSV(codec.TextOptions{})
	for _, format := range []codec.Codec{json, jsv, xml} {
		list = append(list, costCase{
			name: "reset/" + format.Name(), verb: "POST", target: "/user/password/reset", host: "antel",
			media: format.ContentType(), body: encoded(b, format, reset),
		})
	}
	for _, format := range []codec.Codec{json, jsv, xml, csv} {
		list = append(list, costCase{
			name: "kilobyte/" + format.Name(), verb: "GET", target: "/operators/" + format.Name(), host: "antel", media: format.ContentType(),
		})
	}
	put := &foundry.ResetTwoFactorAuthenticationRequest{TargetUserId: "user_3fYhBqWcPk29", CallerCode: "492039"}
	put.OrganisationId = "org_1a2b3c4d5e6f"
	return append(list, costCase{
		name: "token/jsv", verb: "PUT", target: "/users/2fa/reset", host: "foundry",
		media: "text/jsv", token: costToken(b), body: encoded(b, jsv, put),
	})
}

func encoded(b *testing.B, format codec.Codec, v any) []byte {
	data, err := format.Append(nil, v)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

func costToken(b *testing.B) string {
	tokens, err := costTokens()
	if err != nil {
		b.Fatal(err)
	}
	token, err := tokens.Issue(auth.Claims{
		Subject: "user_77", Name: "Pat Doe", Email: "pat@example.com", Roles: []string{"OrgOwner"}, Organisations: []string{"org_1a2b3c4d5e6f"}, Expires: time.Now().Add(time.Hour),
	})
	if err != nil {
		b.Fatal(err)
	}
	return token
}
