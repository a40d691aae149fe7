package codec

import (
	"encoding"
	"fmt"
	"net/url"
	"reflect"
	"strings"
)

func marshalText(v reflect.Value) (string, error) {
	text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return "", &Error{Offset: -1, Err: err}
	}
	return string(text), nil
}

func unmarshalText(v reflect.Value, text string) error {
	return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
}

// structText is what ToString says of a CLR struct.
func structText(v reflect.Value) string {
	if s, ok := v.Addr().Interface().(fmt.Stringer); ok {
		return s.String()
	}
	return v.Type().Name()
}

// displayURI is Uri.ToString: escapes that are not needed for reading are undone.
func displayURI(s string) string {
	if !strings.Contains(s, "%") {
		return canonicalURI(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if text, err := url.PathUnescape(s[i : i+3]); err == nil && !strings.ContainsAny(text, "%#?/\\@:") {
				b.WriteString(text)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return canonicalURI(b.String())
}

// canonicalURI is an absolute address as Uri shows it: scheme and host in lower case, no default port, and a path.
func canonicalURI(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || rest == "" {
		return s
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	scheme, host, path := strings.ToLower(scheme), rest[:end], rest[end:]
	at := strings.LastIndexByte(host, '@') + 1
	host = host[:at] + strings.ToLower(host[at:])
	if port := defaultPort(scheme); port != "" {
		host = strings.TrimSuffix(host, port)
	}
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	return scheme + "://" + host + path
}

func defaultPort(scheme string) string {
	switch scheme {
	case "http", "ws":
		return ":80"
	case "https", "wss":
		return ":443"
	case "ftp":
		return ":21"
	}
	return ""
}

// escapedURI is the address with the characters escaped that may not stand in one.
func escapedURI(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] > ' ' && s[i] < 0x7F && strings.IndexByte("<>\"{}|\\^`", s[i]) < 0
	}
	if plain {
		return canonicalURI(s)
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7F && strings.IndexByte("<>\"{}|\\^`", c) < 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', upperHex[s[i]>>4], upperHex[s[i]&15]})
	}
	return canonicalURI(b.String())
}
