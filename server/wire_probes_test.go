package server

import (
	"fmt"
	"slices"
	"strings"
)

// A probe is what one client sends on a connection, and the statuses it is answered with. After the last answer the connection is closed.
type probe struct {
	name string
	send string
	want string // statuses with blanks between; "" where nothing may be answered
}

const (
	ok    = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
	stray = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n" // never to be run: it lies where a laxer reader sees a second request
	post  = "POST / HTTP/1.1\r\nHost: a\r\n"
)

// probes are all that the scanner is asked about.
func probes() []probe {
	return slices.Concat(good(), requestLines(), targets(), fieldNames(), fieldValues(), hosts(), lengths(), encodings(), chunks(), lineEnds(), sizes())
}

// good is what must go through, so that the rest is not refused for a wrong reason.
func good() []probe {
	return []probe{
		{"one request", ok, "200"},
		{"two requests", ok + ok, "200 200"},
		{"forty pipelined", strings.Repeat(ok, 40), strings.TrimSpace(strings.Repeat("200 ", 40))},
		{"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "200"},
		{"HTTP/1.0 with a host", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "200"},
		{"HTTP/1.0 with a body", "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi", "200"},
		{"a body", post + "Content-Length: 5\r\n\r\nhello" + ok, "200 200"},
		{"a body that looks like a request", post + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(stray), stray) + ok, "200 200"},
		{"an empty body", post + "Content-Length: 0\r\n\r\n" + ok, "200 200"},
		{"a length with zeros in front", post + "Content-Length: 0005\r\n\r\nhello" + ok, "200 200"},
		{"a length between blanks", post + "Content-Length: \t 5 \t\r\n\r\nhello" + ok, "200 200"},
		{"a length without a blank", post + "content-length:5\r\n\r\nhello" + ok, "200 200"},
		{"a GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi" + ok, "200 200"},
		{"chunks", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + ok, "200 200"},
		{"chunks in capitals", post + "TRANSFER-ENCODING: CHUNKED\r\n\r\nA\r\nhelloworld\r\n0\r\n\r\n" + ok, "200 200"},
		{"chunk of a request", post + fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(stray), stray) + ok, "200 200"},
		{"chunk sizes with zeros in front", post + "Transfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n000\r\n\r\n" + ok, "200 200"},
		{"a chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0;c\r\n\r\n" + ok, "200 200"},
		{"a trailer", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n" + ok, "200 200"},
		{"brackets in the target", "GET /json/reply/X[]?a={b}|c HTTP/1.1\r\nHost: a\r\n\r\n", "200"},
		{"a backslash in the target", `GET /a\b HTTP/1.1` + "\r\nHost: a\r\n\r\n", "200"}, // as recorded: http/negotiation/408
		{"percents in the target", "GET /a%20b%2Fc?d=%C3%BC HTTP/1.1\r\nHost: a\r\n\r\n", "200"},
		{"an odd method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "200"},
		{"OPTIONS of all", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "200"},
		{"a host with a port", "GET / HTTP/1.1\r\nHost: a.example-1.com:8080\r\n\r\n", "200"},
		{"an IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "200"},
		{"an empty value", "GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n", "200"},
		{"a tab in a value", "GET / HTTP/1.1\r\nHost: a\r\nX-Tab: a\tb\r\n\r\n", "200"},
		{"Latin in a value", "GET / HTTP/1.1\r\nHost: a\r\nX-Name: J\xf6rg\r\n\r\n", "200"},
		{"a hundred fields", "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: y\r\n", 99) + "\r\n", "200"},
	}
}

func requestLines() []probe {
	var list []probe
	for _, line := range []string{
		"", " ", "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET\t/\tHTTP/1.1", "GET / a HTTP/1.1",
		"GET / HTTP/1.01", "GET / HTTP/01.1", "GET / HTTP/1,1", "GET / http/1.1", "GET / HTTP /1.1",
		"GET / HTTPS/1.1", "GET / HTTP/1.1\x00", "GET / HTTP/1.1\t", "GET / HTTP/", "GET / XHTTP/1.1", "PRI * HTTP/2.0", "GET / HTTP/1:1",
		"G\x00T / HTTP/1.1", "G(T / HTTP/1.1", "G:T / HTTP/1.1", "G\x7fT / HTTP/1.1", "G\xc3\xa9T / HTTP/1.1", "\"GET\" / HTTP/1.1", "GET,POST / HTTP/1.1",
		"\ufeffGET / HTTP/1.1", strings.Repeat("M", 32) + " / HTTP/1.1", "/ GET HTTP/1.1",
	} {
		list = append(list, probe{fmt.Sprintf("request line %q", line), line + "\r\nHost: a\r\n\r\n" + stray, "400"})
	}
	for _, version := range []string{"1.2", "1.9", "2.0", "3.0", "0.9"} {
		list = append(list, probe{"version " + version, "GET / HTTP/" + version + "\r\nHost: a\r\n\r\n" + stray, "505"})
	}
	return append(list,
		probe{"an empty line first", "\r\n" + ok, "400"},
		probe{"an empty line after a body", post + "Content-Length: 2\r\n\r\nhi\r\n" + stray, "200 400"},
		probe{"bytes behind a body", post + "Content-Length: 2\r\n\r\nhi " + stray, "200 400"},
		probe{"a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400"},
	)
}

func targets() []probe {
	var list []probe
	for _, target := range []string{
		"http://a/", "http://evil/", "HTTP://a/", "https://a/", "a", "a:80", "evil/x", "*", "?a", "\\", "/#", "/a#b", "/\x00", "/a\x00b", "/%00", "/a%00b",
		"/\x01", "/\x1f", "/\x7f", "/\xc3\xbc", "/\xff", "/\t", "/a\rb",
	} {
		list = append(list, probe{fmt.Sprintf("target %q", target), "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + stray, "400"})
	}
	return append(list, probe{"CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n" + stray, "400"}, probe{"POST of all", "POST * HTTP/1.1\r\nHost: a\r\n\r\n", "400"})
}

func fieldNames() []probe {
	var list []probe
	for _, line := range []string{
		"X : y", "X\t: y", " X: y", "\tX: y", ": y", ":", "X", "X y", "X y: z", "X\x00: y", "X\x7f: y", "X\xc3: y", "X(: y", "X{: y", "X\": y", "X/: y", "X@: y", "X\r: y", "X;: y", "X,: y",
		"X=: y", "X[]: y", "X<: y", "X?: y", "X\\: y", "Content-Length : 5", "Content-Length\t: 5", "Transfer-Encoding : chunked", "Host : a", "Transfer-Encoding\x0b: chunked",
		"Transfer Encoding: chunked", "\x00Host: b", "X\n: y",
	} {
		list = append(list, probe{fmt.Sprintf("field %q", line), "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n" + stray, "400"})
	}
	return append(list,
		probe{"a blank before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "400"},
		probe{"a folded field", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", "400"},
		probe{"a field folded with a tab", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n", "400"},
		probe{"a folded length", post + "Content-Length:\r\n 5\r\n\r\nhello", "400"},
		probe{"a folded encoding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + stray, "400"},
		probe{"a fold of nothing", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n \r\n\r\n" + stray, "400"},
	)
}

func fieldValues() []probe {
	var list []probe
	for _, value := range []string{"\x00", "a\x00b", "\x01", "a\x08b", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x7f", "a\rb", "\ra", "a\r", "\r"} {
		list = append(list, probe{fmt.Sprintf("value %q", value), "GET / HTTP/1.1\r\nHost: a\r\nX: " + value + "\r\n\r\n" + stray, "400"})
	}
	return list
}

func hosts() []probe {
	var list []probe
	for _, value := range []string{"", " ", "a b", "a,b", "a/b", "a@b", "http://a", "a?b", "a#b", "a\\b", "a%00", "a\x00", "\xc3\xbc", "a;b", "a\"", "<a>", "a\tb", "$a", "{a}"} {
		list = append(list, probe{fmt.Sprintf("host %q", value), "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n" + stray, "400"})
	}
	return append(list,
		probe{"no host", "GET / HTTP/1.1\r\n\r\n" + stray, "400"},
		probe{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + stray, "400"},
		probe{"two equal hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n" + stray, "400"},
		probe{"two hosts in other cases", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nhOST: b\r\n\r\n" + stray, "400"},
		probe{"two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "400"},
	)
}

func lengths() []probe {
	var list []probe
	for _, value := range []string{
		"", "+5", "-5", "-0", "5,5", "5, 5", "5 5", "5;", "5.0", "5e0", "0x5", "0b1", "5a", "a", "\"5\"", "5\x00", "\x005", "٥", "５", "_5", "1_0", "5\x0b", "0 5", "chunked",
		"9223372036854775808", "18446744073709551621", "00000000000000000005", strings.Repeat("9", 40),
	} {
		list = append(list, probe{fmt.Sprintf("length %q", value), post + "Content-Length: " + value + "\r\n\r\nhello" + stray, "400"})
	}
	return append(list,
		probe{"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + stray, "400"},
		probe{"two equal lengths", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello" + stray, "400"},
		probe{"two lengths, one is zero", post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello" + stray, "400"},
		probe{"a length beside one with an underscore", post + "Content-Length: 5\r\nContent_Length: 0\r\n\r\nhello" + stray, "400"},
		probe{"a body that is cut off", post + "Content-Length: 50\r\n\r\nhello", "400"},
	)
}

func encodings() []probe {
	var list []probe
	for _, value := range []string{
		"", "identity", "gzip", "chunked, chunked", "chunked,", ",chunked", "gzip, chunked", "chunked, gzip", "chunked, identity", "identity, chunked", "xchunked", "chunkedx", "chunk", "\"chunked\"", "chunked;q=1",
		"chunked\x00", "\x00chunked", "\x0bchunked", "chunked\x0c", "chu nked", "c hunked", "chunĸed", "x, chunked", "deflate", "compress",
	} {
		list = append(list, probe{fmt.Sprintf("encoding %q", value), post + "Transfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n" + stray, "400"})
	}
	const last = "\r\n0\r\n\r\n"
	return append(list,
		probe{"an encoding behind a length", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"an encoding before a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + last + stray, "400"},
		probe{"an encoding and a length of zero", post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"an encoding and a bad length", post + "Content-Length: x\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"two encodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"two encodings, one unknown", post + "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"an encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
		probe{"an encoding with an underscore", post + "Content-Length: 5\r\nTransfer_Encoding: chunked\r\n" + last + stray, "400"},
		probe{"an encoding for a GET beside a length", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + last + stray, "400"},
	)
}

func chunks() []probe {
	var list []probe
	const rest = "\r\n0\r\n\r\n" + stray
	for _, body := range []string{
		"+5\r\nhello", "-5\r\nhello", "0x5\r\nhello", " 5\r\nhello", "5 \r\nhello", "5\t\r\nhello", "\t5\r\nhello", "\r\nhello", "g\r\nhello", "5g\r\nhello", "5,5\r\nhello", "\"5\"\r\nhello", "5\x00\r\nhello", "٥\r\nhello",
		"5\nhello", "5\r\nhello\n", "\n5\r\nhello", "5\r\rhello", "5;a\nb\r\nhello", "5;a\rb\r\nhello", "5;a\x00\r\nhello", "5;" + strings.Repeat("x", 300) + "\r\nhello", "5_0\r\nhello",
		"000000005\r\nhello", "100000005\r\nhello", "fffffffffffffffff\r\nhello", "8000000000000000\r\nhello", "5\r\nhell", "5\r\nhello!", "5\r\nhelloX\r\n", "4\r\nhello", "6\r\nhello", "5\r\nhello\r", "5\r\nhello \r\n", "5 ;a\r\nhello", "5\v\r\nhello",
	} {
		list = append(list, probe{fmt.Sprintf("chunk %.40q", body), post + "Transfer-Encoding: chunked\r\n\r\n" + body + rest, "400"})
	}
	for _, trailer := range []string{
		"X : y", " X: y", "X", ": y", "X: \x00", "X: a\rb", "X\x00: y", "Content-Length: 5", "Transfer-Encoding: chunked", "Host: b", "X: y\n", "\n",
	} {
		list = append(list, probe{fmt.Sprintf("trailer %q", trailer), post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n" + trailer + "\r\n\r\n" + stray, "400"})
	}
	return append(list,
		probe{"a bare last chunk", post + "Transfer-Encoding: chunked\r\n\r\n0\n\n" + stray, "400"},
		probe{"a last chunk with a bad extension", post + "Transfer-Encoding: chunked\r\n\r\n0;\x00\r\n\r\n" + stray, "400"},
		probe{"chunks that are cut off", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "400"},
		probe{"chunks without the last", post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "400"},
		probe{"too many trailers", post + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + strings.Repeat("X: y\r\n", 300) + "\r\n" + stray, "400"},
	)
}

func lineEnds() []probe {
	return []probe{
		{"bare line ends", "GET / HTTP/1.1\nHost: a\n\n" + stray, "400"},
		{"a bare end of the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n" + stray, "400"},
		{"a bare end of a field", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n" + stray, "400"},
		{"a bare end of the head", "GET / HTTP/1.1\r\nHost: a\r\n\n" + stray, "400"},
		{"a CR too many", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n" + stray, "400"},
		{"CR CR LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n" + stray, "400"},
		{"LF CR", "GET / HTTP/1.1\n\rHost: a\n\r\n\r" + stray, "400"},
		{"CR alone", "GET / HTTP/1.1\rHost: a\r\r", "400"},
		{"a second request with bare ends", ok + "GET /smuggled HTTP/1.1\nHost: a\n\n", "200 400"},
		{"a head that is cut off", "GET / HTTP/1.1\r\nHost: a\r\n", "400"},
		{"a request line that is cut off", "GET / HT", "400"},
		{"nothing", "", ""},
		{"a NUL", "\x00", "400"},
	}
}

func sizes() []probe {
	fields := func(n int) string { return "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: y\r\n", n) + "\r\n" }
	return []probe{
		{"a hundred and one fields", fields(100) + stray, "431"},
		{"two thousand fields", fields(2000), "431"},
		{"a field of 32 KB", "GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("y", 32<<10) + "\r\n\r\n", "431"},
		{"fields of 32 KB", "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: "+strings.Repeat("y", 1<<10)+"\r\n", 32) + "\r\n", "431"},
		{"a name of 2 KB", "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("y", 2<<10) + ": x\r\n\r\n" + stray, "400"},
		{"a host of 2 KB", "GET / HTTP/1.1\r\nHost: " + strings.Repeat("a", 2<<10) + "\r\n\r\n" + stray, "400"},
		{"a length of 2 KB", post + "Content-Length: " + strings.Repeat(" ", 2<<10) + "5\r\n\r\nhello" + stray, "400"},
		{"fields of 31 KB", "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: "+strings.Repeat("y", 1000)+"\r\n", 31) + "\r\n", "200"},
		{"a target of 8 KB", "GET /" + strings.Repeat("y", 8<<10) + " HTTP/1.1\r\nHost: a\r\n\r\n", "414"},
		{"a target of 7 KB", "GET /" + strings.Repeat("y", 7<<10) + " HTTP/1.1\r\nHost: a\r\n\r\n", "200"},
		{"a line without end", strings.Repeat("G", 100<<10), "414"},
	}
}
