package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A pair is a certificate that signs itself, and its key.
type pair struct {
	name      string
	cert, key []byte
	pool      *x509.CertPool
}

func newPair(t *testing.T, name string) *pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	p := &pair{name: name, pool: x509.NewCertPool()}
	p.cert = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	p.key = pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: private})
	p.pool.AppendCertsFromPEM(p.cert)
	return p
}

// files are where a pair lies.
type files struct{ cert, key string }

func (p *pair) write(t *testing.T, dir string) files {
	t.Helper()
	f := files{filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}
	p.writeTo(t, f)
	return f
}

func (p *pair) writeTo(t *testing.T, f files) {
	t.Helper()
	for name, data := range map[string][]byte{f.cert: p.cert, f.key: p.key} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func (f files) breakKey(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(f.key, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// client trusts the pair alone and offers the protocols.
func (p *pair) client(protocols []string) *http.Client {
	offersTwo := len(protocols) > 0 && protocols[0] == "h2"
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: p.pool, ServerName: p.name, NextProtos: protocols},
		ForceAttemptHTTP2: offersTwo,
		DisableKeepAlives: true,
		TLSNextProto:      next(offersTwo),
	}}
}

// next is nil where net/http may speak HTTP/2, and empty where not.
func next(two bool) map[string]func(string, *tls.Conn) http.RoundTripper {
	if two {
		return nil
	}
	return map[string]func(string, *tls.Conn) http.RoundTripper{}
}
