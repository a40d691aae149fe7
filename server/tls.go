package server

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// A Certificate is a TLS certificate that is read again when its files change, so that a renewal needs no restart.
type Certificate struct {
	certFile, keyFile string

	mu      sync.Mutex
	current *tls.Certificate
	stamps  [2]stamp
	checked time.Time
}

// recheck is how long the files of a certificate are not looked at after they were.
const recheck = 10 * time.Second

// A stamp tells one state of a file from another.
type stamp struct {
	size     int64
	modified time.Time
}

// LoadCertificate reads a certificate chain and its key, both PEM.
func LoadCertificate(certFile, keyFile string) (*Certificate, error) {
	c := &Certificate{certFile: certFile, keyFile: keyFile}
	if err := c.Reload(); err != nil {
		return nil, err
	}
	return c, nil
}

// Reload reads the files again now. On an error the certificate stays what it was.
func (c *Certificate) Reload() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reload(c.stampFiles())
}

func (c *Certificate) reload(stamps [2]stamp) error {
	c.stamps, c.checked = stamps, time.Now()
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", c.certFile, err)
	}
	c.current = &pair
	return nil
}

// get is called at each handshake. A pair of files that do not fit, as in the middle of a renewal, is tried again when they next change.
func (c *Certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.checked) >= recheck {
		c.checked = time.Now()
		if stamps := c.stampFiles(); stamps != c.stamps {
			_ = c.reload(stamps) // the old one serves on
		}
	}
	return c.current, nil
}

func (c *Certificate) stampFiles() (stamps [2]stamp) {
	for i, name := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(name); err == nil {
			stamps[i] = stamp{info.Size(), info.ModTime()}
		}
	}
	return stamps
}

// config offers HTTP/2 and HTTP/1.1 over TLS 1.2 and later.
func (c *Certificate) config() *tls.Config {
	return &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
}

// A tlsListener finishes handshakes before net/http sees a connection: HTTP/2 goes to it as it is, HTTP/1 through the scanner.
// Each handshake has a goroutine; the connection limits of the listener below bound them.
type tlsListener struct {
	net.Listener
	config  *tls.Config
	timeout time.Duration
	heads   headPlaces

	ready  chan net.Conn
	failed chan error
	ctx    context.Context // ends with the listener
	cancel context.CancelFunc
	group  sync.WaitGroup
}

func newTLSListener(l net.Listener, c *Certificate, timeout time.Duration) *tlsListener {
	t := &tlsListener{Listener: l, config: c.config(), timeout: timeout, ready: make(chan net.Conn), failed: make(chan error, 1)}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	t.group.Go(t.run)
	return t
}

func (t *tlsListener) run() {
	for {
		c, err := t.Listener.Accept()
		if err != nil {
			t.failed <- err
			return
		}
		t.group.Go(func() { t.handshake(c) })
	}
}

func (t *tlsListener) handshake(c net.Conn) {
	secure := tls.Server(c, t.config)
	ctx, cancel := context.WithTimeout(t.ctx, t.timeout)
	defer cancel()
	if secure.HandshakeContext(ctx) != nil {
		_ = c.Close()
		return
	}
	conn := net.Conn(secure)
	if secure.ConnectionState().NegotiatedProtocol != "h2" {
		conn = &secureConn{wireConn: wireConn{Conn: secure, place: headPlace{of: &t.heads}}, secure: secure}
	}
	select {
	case t.ready <- conn:
	case <-t.ctx.Done():
		_ = c.Close()
	}
}

// Accept returns a connection whose handshake is done.
func (t *tlsListener) Accept() (net.Conn, error) {
	select {
	case c := <-t.ready:
		return c, nil
	case err := <-t.failed:
		return nil, err
	}
}

// Close also ends the handshakes that are under way.
func (t *tlsListener) Close() error {
	err := t.Listener.Close()
	t.cancel()
	t.group.Wait()
	return err
}

// A secureConn is HTTP/1 over TLS behind the scanner. net/http asks it for the state that handlers find in the request.
type secureConn struct {
	wireConn
	secure *tls.Conn
}

// ConnectionState is what the handshake came to.
func (c *secureConn) ConnectionState() tls.ConnectionState { return c.secure.ConnectionState() }

// A wireListener puts the scanner on connections without TLS.
type wireListener struct {
	net.Listener
	heads headPlaces
}

// Accept returns the next connection.
func (l *wireListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &wireConn{Conn: c, place: headPlace{of: &l.heads}}, nil
}
