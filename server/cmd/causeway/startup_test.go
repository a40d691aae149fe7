package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart measures a start on existing data, by the real program: the time until it has answered a call, and the memory that it then
// holds, before any password was hashed. The bars are 100 ms and 40 MB; a ServiceStack host takes 610 ms and 152 MB.
func BenchmarkStart(b *testing.B) {
	data := filepath.Join(b.TempDir(), "data")
	startOnce(b, data) // seeds
	var took, resident []float64
	for b.Loop() {
		t, mb := startOnce(b, data)
		took, resident = append(took, float64(t.Microseconds())/1000), append(resident, mb)
	}
	b.ReportMetric(mean(took), "ms-to-first-answer")
	b.ReportMetric(mean(resident), "MB-resident")
	b.ReportMetric(0, "ns/op")
}

// startOnce starts the program, waits for its first answer and ends it.
func startOnce(b *testing.B, data string) (took time.Duration, residentMB float64) {
	b.Helper()
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	addr := freeAddress(b)
	cmd := exec.Command(path, "serve", "--demo", "--listen", addr, "--admin", "127.0.0.1:0", "--data", data, "--log", "error")
	cmd.Dir, cmd.Stderr = b.TempDir(), os.Stderr
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill() // it has nothing to lose
		_ = cmd.Wait()
	}()
	for {
		a, err := exchange(addr, "PUT /users/2fa/reset HTTP/1.1\nHost: foundry.localhost\nContent-Type: application/json\n\n{}")
		if err == nil && a.status == http.StatusUnauthorized {
			break
		}
		if err == nil {
			b.Fatalf("first answer = %d %s, want 401", a.status, a.body)
		}
		if time.Since(begun) > time.Minute {
			b.Fatalf("no answer after a minute: %v", err)
		}
	}
	took = time.Since(begun)
	residentMB, err = residentMemory(cmd.Process.Pid)
	if err != nil {
		b.Fatal(err)
	}
	return took, residentMB
}

// freeAddress is an address that nobody listened at a moment ago.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// residentMemory is the resident memory of a process in MB, as Linux tells it.
func residentMemory(pid int) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1000, err
		}
	}
	return 0, fmt.Errorf("process %d tells no VmRSS", pid)
}

func mean(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
