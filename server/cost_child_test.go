//go:build linux

package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/server"
)

// costEnv makes this test binary a server to be measured: a JSON [costServer].
const costEnv = "CAUSEWAY_COST_SERVER"

// costProfiles names a folder for profiles of the servers.
const costProfiles = "CAUSEWAY_COST_PROFILES"

func TestMain(m *testing.M) {
	text := os.Getenv(costEnv)
	if text == "" {
		os.Exit(m.Run())
	}
	var s costServer
	err := json.Unmarshal([]byte(text), &s)
	if err == nil {
		err = s.run(os.Stdin, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "server to be measured:", err)
		os.Exit(1)
	}
}

// A costServer is a program with one core that answers until its input ends. For each line that it reads it tells what it has used, and for
// the line "held" what it holds too.
type costServer struct {
	Routes int         // of the host; 0: the two systems of package costs
	Logged bool        // the access log is written, to nowhere
	Bare   *costAnswer // answered by net/http alone in place of a host
}

// A costAnswer is what a bare handler answers.
type costAnswer struct {
	Header http.Header
	Body   []byte
}

// least is the answer with no more headers than a body needs.
func (a *costAnswer) least() *costAnswer {
	return &costAnswer{http.Header{"Content-Type": a.Header["Content-Type"]}, a.Body}
}

// A costReport is what a server has used since its start, and what it holds.
type costReport struct {
	Address    string
	Goroutines int
	CPU        time.Duration
	Allocs     uint64

	Files    int     // where that is asked for, because it takes time to count
	Resident float64 // MB; the same
}

func (s *costServer) run(in io.Reader, out io.Writer) error {
	if dir := os.Getenv(costProfiles); dir != "" {
		stop, err := profile(dir)
		if err != nil {
			return err
		}
		defer stop()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	if s.Bare != nil {
		go func() { done <- s.Bare.serve(ctx, l) }()
	} else {
		h, err := s.handler()
		if err != nil {
			stop()
			return err
		}
		defer runtime.KeepAlive(make([]byte, 4<<20)) // as causeway does
		whole := server.Server{Log: slog.New(slog.DiscardHandler)}
		go func() { done <- whole.Serve(ctx, server.Endpoint{Listener: l, Handler: h}) }()
	}
	err = answerReports(l.Addr().String(), in, out)
	stop()
	if served := <-done; err == nil {
		err = served
	}
	return err
}

// profile writes what costs time and what allocates, the latter in full where GODEBUG has memprofilerate=1.
func profile(dir string) (stop func(), err error) {
	f, err := os.Create(fmt.Sprintf("%s/%d.cpu", dir, os.Getpid()))
	if err != nil {
		return nil, err
	}
	allocs, err := os.Create(fmt.Sprintf("%s/%d.allocs", dir, os.Getpid()))
	if err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
		_ = pprof.Lookup("allocs").WriteTo(allocs, 0)
		_ = allocs.Close()
	}, pprof.StartCPUProfile(f)
}

func answerReports(address string, in io.Reader, out io.Writer) error {
	reports := json.NewEncoder(out)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		r := costReport{Address: address, Goroutines: runtime.NumGoroutine()}
		if err := r.used(); err != nil {
			return err
		}
		if lines.Text() == "held" {
			if err := r.held(); err != nil {
				return err
			}
		}
		if err := reports.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func (r *costReport) used() error {
	allocs := []metrics.Sample{{Name: "/gc/heap/allocs:objects"}}
	metrics.Read(allocs)
	r.Allocs = allocs[0].Value.Uint64()
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	r.CPU = time.Duration(u.Utime.Nano() + u.Stime.Nano())
	return err
}

func (r *costReport) held() error {
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return err
	}
	r.Files = len(files)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	_, resident, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(resident)[0], 64)
	r.Resident = kb / 1000
	return err
}

// serve answers as the shortest handler that takes the same bytes and gives the same.
func (a *costAnswer) serve(ctx context.Context, l net.Listener) error {
	s := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		for name, lines := range a.Header {
			w.Header().Set(name, lines[0])
		}
		_, _ = w.Write(a.Body)
	})}
	context.AfterFunc(ctx, func() { _ = s.Close() })
	if err := s.Serve(l); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// A costChild is a running [costServer].
type costChild struct {
	in      io.Writer
	out     *json.Decoder
	address string
}

// startCost starts a server. The end of b ends it.
func startCost(b *testing.B, s costServer) *costChild {
	b.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), costEnv+"="+string(text), "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := onCores(serverCores, cmd.Start); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			b.Error(err)
		}
	})
	c := &costChild{in: in, out: json.NewDecoder(out)}
	c.address = c.used(b).Address
	return c
}

func (c *costChild) used(b *testing.B) costReport { return c.report(b, "used") }
func (c *costChild) held(b *testing.B) costReport { return c.report(b, "held") }

func (c *costChild) report(b *testing.B, what string) (r costReport) {
	b.Helper()
	if _, err := fmt.Fprintln(c.in, what); err != nil {
		b.Fatal(err)
	}
	if err := c.out.Decode(&r); err != nil {
		b.Fatal(err)
	}
	return r
}
