package notify_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/notify"
)

// A box is an outbox in memory.
type box struct {
	mu        sync.Mutex
	messages  []notify.Message
	next      map[string]time.Time
	delivered []string
	clock     time.Time
}

func (b *box) outbox() notify.Outbox {
	return notify.Outbox{Due: b.due, Delivered: b.done, Postpone: b.postpone}
}

func (b *box) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.clock
}

func (b *box) due(context.Context, int) (due []notify.Message, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.messages {
		if !b.next[m.ID].After(b.clock) {
			due = append(due, m)
		}
	}
	return due, nil
}

func (b *box) done(_ context.Context, id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.delivered = append(b.delivered, id)
	for i, m := range b.messages {
		if m.ID == id {
			b.messages = append(b.messages[:i:i], b.messages[i+1:]...)
			break
		}
	}
	return nil
}

func (b *box) postpone(_ context.Context, id string, next time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.messages {
		if b.messages[i].ID == id {
			b.messages[i].Attempts++
			b.next[id] = next
		}
	}
	return nil
}

func boxOf(messages ...notify.Message) *box {
	return &box{messages: messages, next: map[string]time.Time{}, clock: time.Unix(1700000000, 0)}
}

var text = notify.Message{ID: "0001-a", Channel: "sms", To: "0499999999", Text: "Your code is 1234567"}

// K08: a message that could not be delivered comes again, later each time, under the same id, and leaves once it was taken. The log has no word of it.
func TestRetries(t *testing.T) {
	b, tries, log := boxOf(text), 0, &bytes.Buffer{}
	o := notify.Options{
		Outboxes: []notify.Outbox{b.outbox()}, Now: b.now, Log: slog.New(slog.NewTextHandler(log, nil)),
		Senders: map[string]notify.Sender{"sms": func(_ context.Context, m notify.Message) error {
			if tries++; tries < 4 {
				return fmt.Errorf("cannot send %q to %s", m.Text, m.To)
			}
			return nil
		}},
	}
	for _, wait := range []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second} {
		if n, err := notify.Flush(t.Context(), o); n != 0 || err != nil {
			t.Fatalf("Flush() = %d, %v, want none", n, err)
		}
		before := tries
		b.clock = b.clock.Add(wait - time.Second)
		if _, err := notify.Flush(t.Context(), o); err != nil || tries != before {
			t.Errorf("tried again before %v: %v", wait, err)
		}
		b.clock = b.clock.Add(time.Second)
	}
	if n, err := notify.Flush(t.Context(), o); n != 1 || err != nil || len(b.delivered) != 1 || len(b.messages) != 0 {
		t.Errorf("Flush() = %d, %v, delivered %v", n, err, b.delivered)
	}
	if s := log.String(); strings.Contains(s, "1234567") || strings.Contains(s, text.To) || !strings.Contains(s, text.ID) {
		t.Errorf("the log says %s", s)
	}
}

func TestNoSender(t *testing.T) {
	b := boxOf(text)
	if n, err := notify.Flush(t.Context(), notify.Options{Outboxes: []notify.Outbox{b.outbox()}, Now: b.now}); n != 0 || err != nil || len(b.messages) != 1 {
		t.Errorf("Flush() = %d, %v, want the message to wait", n, err)
	}
}

// Run stops when it is told to, after the message that it is at.
func TestRunStops(t *testing.T) {
	b := boxOf(text, notify.Message{ID: "0002", Channel: "sms"})
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	o := notify.Options{Outboxes: []notify.Outbox{b.outbox()}, Now: b.now, Senders: map[string]notify.Sender{"sms": func(ctx context.Context, m notify.Message) error {
		cancel()
		return ctx.Err()
	}}}
	go func() { notify.Run(ctx, o); close(stopped) }()
	<-stopped
	if len(b.delivered) != 1 || b.delivered[0] != text.ID {
		t.Errorf("delivered %v, want the first alone", b.delivered)
	}
}

func TestFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mail")
	send := notify.File(folder)
	for _, m := range []notify.Message{
		{ID: "0002", Channel: "email", To: "../../ann@x.test", Subject: "Reset\r\nBcc: eve@x.test", Text: "Your two factor was reset.", System: "foundry"}, text, text,
	} {
		if err := send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 2 || files[0].Name() != "0001-a--sms-0499999999.txt" || files[1].Name() != "0002-foundry-email-.._.._ann@x.test.txt" {
		t.Fatalf("files %v, %v", files, err)
	}
	got, err := os.ReadFile(filepath.Join(folder, files[1].Name()))
	want := "To: ../../ann@x.test\nSubject: Reset  Bcc: eve@x.test\nChannel: email\nSystem: foundry\nMessage-ID: 0002\n\nYour two factor was reset.\n"
	if err != nil || string(got) != want {
		t.Errorf("the file says %q, %v, want %q", got, err, want)
	}
	if info, err := files[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestSMSOverHTTP(t *testing.T) {
	status := http.StatusOK
	var seen *http.Request
	var body map[string]string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen, body = r, nil
		json.NewDecoder(r.Body).Decode(&body)
		w.Header().Set("Location", "http://127.0.0.1:1/")
		w.WriteHeader(status)
	}))
	defer server.Close()
	send, err := notify.SMSOverHTTP(notify.SMSOptions{URL: server.URL + "/send", Token: "key", From: "Saasu"})
	if err != nil {
		t.Fatal(err)
	}
	if err := send(t.Context(), text); err != nil {
		t.Error(err)
	}
	if seen.Header.Get("Idempotency-Key") != text.ID || seen.Header.Get("Authorization") != "Bearer key" || body["to"] != text.To || body["text"] != text.Text || body["from"] != "Saasu" {
		t.Errorf("the provider saw %v %v", seen.Header, body)
	}
	for _, status = range []int{302, 400, 429, 500} {
		if err := send(t.Context(), text); err == nil {
			t.Errorf("status %d: no error", status)
		}
	}
	server.Close()
	if err := send(t.Context(), text); err == nil || strings.Contains(err.Error(), "/send") {
		t.Errorf("no server: %v, want an error without the address", err)
	}
	for _, url := range []string{"http://sms.example.com/", "ftp://127.0.0.1/", "://"} {
		if _, err := notify.SMSOverHTTP(notify.SMSOptions{URL: url}); err == nil {
			t.Errorf("SMSOverHTTP(%q) = nil error", url)
		}
	}
}

// mailServer takes one mail and returns what it was told.
func mailServer(t *testing.T, answer string) (port int, said func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "220 ready\r\n")
		for s, data := bufio.NewScanner(conn), false; s.Scan(); {
			line := s.Text()
			all.WriteString(line + "\n")
			switch {
			case data && line == ".":
				data = false
				fmt.Fprint(conn, "250 taken\r\n")
			case data:
			case strings.HasPrefix(line, "RCPT"):
				fmt.Fprint(conn, answer+"\r\n")
			case line == "DATA":
				data = true
				fmt.Fprint(conn, "354 go on\r\n")
			case line == "QUIT":
				fmt.Fprint(conn, "221 bye\r\n")
				return
			default:
				fmt.Fprint(conn, "250 fine\r\n")
			}
		}
	}()
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port, func() string { l.Close(); <-done; return all.String() }
}

func TestSMTP(t *testing.T) {
	mail := notify.Message{ID: "0001-b", Channel: "email", To: "ann@x.test", Subject: "Reset\r\nBcc: eve@x.test", Text: "Your two factor was reset."}
	sender := func(port int) notify.Sender {
		send, err := notify.SMTP(notify.SMTPOptions{Host: "127.0.0.1", Port: port, From: "Causeway <no-reply@x.test>", Insecure: true})
		if err != nil {
			t.Fatal(err)
		}
		return send
	}
	port, said := mailServer(t, "250 fine")
	if err := sender(port)(t.Context(), mail); err != nil {
		t.Fatal(err)
	}
	got := said()
	for _, want := range []string{"RCPT TO:<ann@x.test>", "Message-ID: <0001-b@x.test>", "X-Idempotency-Key: 0001-b", "Subject: Reset  Bcc: eve@x.test", mail.Text} {
		if !strings.Contains(got, want) {
			t.Errorf("the mail has no %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "\nBcc:") {
		t.Errorf("a subject became a header:\n%s", got)
	}
	port, _ = mailServer(t, "550 no such user")
	if err := sender(port)(t.Context(), mail); err == nil {
		t.Error("a refused recipient: no error")
	}
	mail.To = "ann@x.test>\r\nRCPT TO:<eve@x.test"
	if err := sender(port)(t.Context(), mail); err == nil {
		t.Error("a recipient with a line end: no error")
	}
	for name, o := range map[string]notify.SMTPOptions{
		"far without TLS": {Host: "mail.example.com", From: "a@x.test", Insecure: true}, "no host": {From: "a@x.test"}, "no sender": {Host: "127.0.0.1", From: "nonsense"},
	} {
		if _, err := notify.SMTP(o); err == nil {
			t.Errorf("%s: SMTP() = nil error", name)
		}
	}
}

func TestOutboxFaults(t *testing.T) {
	broken := errors.New("broken")
	b := boxOf(text)
	o := notify.Options{Outboxes: []notify.Outbox{{Due: func(context.Context, int) ([]notify.Message, error) { return nil, broken }}, b.outbox()}, Now: b.now, Senders: map[string]notify.Sender{"sms": func(context.Context, notify.Message) error { return nil }}}
	if n, err := notify.Flush(t.Context(), o); n != 1 || !errors.Is(err, broken) {
		t.Errorf("Flush() = %d, %v, want the other outbox's message and the fault", n, err)
	}
}
