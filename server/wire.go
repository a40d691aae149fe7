package server

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
)

// This file reads what comes in on a connection before net/http does, because net/http lets several ambiguous messages through and drops
// the evidence: Content-Length beside Transfer-Encoding, equal lengths twice, line ends without CR, folded headers, absolute targets.
// Two servers that read such a message differently can be played against each other, so it is refused.
//
// Rules of this file: bytes pass as they come, none is changed or held back; net/http acts on nothing before the line end of it has passed,
// and a line end passes only after its line was found good. In place of the line end that is refused net/http gets what it refuses itself:
// in a head a NUL, which it answers with 400 when it has answered the requests before, and for that answer our own is sent; in a body the
// end of the connection. wire_head.go has the grammar.

// poison is no part of any head: net/http answers with refused400 and closes.
const poison = "\x00\r\n\r\n"

// refused400 begins what net/http writes, in one piece, in answer to a head that it cannot read.
const refused400 = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"

// A wireConn is a connection with a scanner on what it reads.
type wireConn struct {
	net.Conn
	place   headPlace
	scan    scanner
	rest    string       // of the poison, still to be read
	over    bool         // nothing of the connection is read any more
	refusal atomic.Int32 // the status of the answer to a head that we refused; 0: none was
}

// Read is called by one goroutine at a time, as net/http does.
func (c *wireConn) Read(p []byte) (int, error) {
	if c.over {
		return c.end(p)
	}
	n, err := c.Conn.Read(p)
	good, status := c.scan.pass(p[:n])
	if status == 0 {
		good, status = n, c.place.weigh(c.scan.held())
	}
	if status == 0 {
		return n, err
	}
	c.over = true
	if c.scan.inHead() {
		c.rest = poison
		c.refusal.Store(int32(status))
	}
	if good > 0 {
		return good, nil
	}
	return c.end(p)
}

func (c *wireConn) end(p []byte) (int, error) {
	if c.rest == "" {
		return 0, io.EOF
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// Write puts our answer in the place of net/http's: the status that fits, and no text.
func (c *wireConn) Write(p []byte) (int, error) {
	if !bytes.HasPrefix(p, []byte(refused400)) {
		return c.Conn.Write(p)
	}
	status := int(c.refusal.Load())
	if status == 0 { // what net/http alone refuses, such as a head that is cut off
		status = http.StatusBadRequest
	}
	_, err := fmt.Fprintf(c.Conn, "HTTP/1.1 %d %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status, http.StatusText(status))
	return len(p), err
}

// Close gives back what the connection holds.
func (c *wireConn) Close() error {
	c.place.close()
	return c.Conn.Close()
}

// CloseWrite lets net/http end an answer without cutting it off.
func (c *wireConn) CloseWrite() error { return closeWrite(c.Conn) }

func closeWrite(c net.Conn) error {
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// A place is what the next byte of a connection belongs to.
type place int

const (
	inRequestLine place = iota
	inHeader
	inBody
	inChunkSize
	inChunk
	inChunkEnd
	inTrailer
)

// A scanner follows the requests on one connection. The zero value is at the start of one.
type scanner struct {
	place place
	line  []byte // what came of the current line in earlier reads
	head  head
	left  int64 // of the body or the chunk
}

func (s *scanner) inHead() bool { return s.place == inRequestLine || s.place == inHeader }

// pass returns how many bytes of p are good. Where the next one is not, status is that of the answer to it.
func (s *scanner) pass(p []byte) (n, status int) {
	for n < len(p) {
		if s.place == inBody || s.place == inChunk {
			n += s.skip(p[n:])
			continue
		}
		if s.place == inHeader && len(s.line) == 0 {
			n += s.head.plain(p[n:])
		}
		used, status := s.feed(p[n:])
		n += used
		if status != 0 {
			return n, status
		}
	}
	return n, 0
}

// skip passes the bytes of a body that have no structure.
func (s *scanner) skip(p []byte) int {
	n := min(int64(len(p)), s.left)
	s.left -= n
	if s.left > 0 {
		return int(n)
	}
	if s.place == inChunk {
		s.place = inChunkEnd
	} else {
		s.restart()
	}
	return int(n)
}

// feed passes the rest of one line, or as much of it as there is.
func (s *scanner) feed(p []byte) (n, status int) {
	end := bytes.IndexByte(p, '\n')
	line := p[:max(end, 0)]
	if end < 0 {
		line = p
	}
	if room, status := s.room(); len(line) > room {
		return max(room, 0), status
	}
	if end < 0 || len(s.line) > 0 {
		s.line = append(s.line, line...)
		line = s.line
	}
	if end < 0 {
		return len(p), s.shorten()
	}
	s.line = s.line[:0]
	if len(line) == 0 || line[len(line)-1] != '\r' {
		return end, http.StatusBadRequest
	}
	if status := s.take(line[:len(line)-1]); status != 0 {
		return end, status
	}
	return end + 1, 0
}

// shorten drops what need not be remembered of a header line that has not ended: the value, but for those that frame the message.
// The last byte stays, because it may be the CR of the line end.
func (s *scanner) shorten() (status int) {
	if s.place != inHeader {
		return 0
	}
	name, value, named := bytes.Cut(s.line, []byte(":"))
	if !named || framingOf(name) != "" {
		return badUnless(len(s.line) <= maxFraming)
	}
	if len(value) < 2 {
		return 0
	}
	last := len(value) - 1
	if !inValue.all(value[:last]) {
		return http.StatusBadRequest
	}
	s.head.size += last
	s.line = append(s.line[:len(name)+1], value[last])
	return 0
}

// held is how much has been read of a head that has not ended.
func (s *scanner) held() int {
	if !s.inHead() {
		return 0
	}
	return s.head.size + len(s.line)
}

// room is how much the current line may still grow, and the status of the answer where it is more.
func (s *scanner) room() (n, status int) {
	switch s.place {
	case inRequestLine:
		return maxRequestLine - len(s.line), http.StatusRequestURITooLong
	case inHeader:
		return maxHead - s.head.size - len(s.line), http.StatusRequestHeaderFieldsTooLarge
	}
	return maxRequestLine - len(s.line), http.StatusBadRequest
}

// take judges one line, without its line end, and moves on to what follows it.
func (s *scanner) take(line []byte) (status int) {
	switch s.place {
	case inRequestLine:
		s.place = inHeader
		return s.head.requestLine(line)
	case inHeader:
		if len(line) > 0 {
			return s.head.header(line)
		}
		return s.endHead()
	case inChunkSize:
		return s.chunk(line)
	case inChunkEnd:
		s.place = inChunkSize
		return badUnless(len(line) == 0)
	}
	if len(line) > 0 {
		return badUnless(s.head.trailer(line))
	}
	s.restart()
	return 0
}

func badUnless(good bool) (status int) {
	if good {
		return 0
	}
	return http.StatusBadRequest
}

// endHead judges the head as a whole.
func (s *scanner) endHead() (status int) {
	if !s.head.whole() {
		return http.StatusBadRequest
	}
	switch {
	case s.head.encodings > 0:
		s.place = inChunkSize
	case s.head.length > 0:
		s.place, s.left = inBody, s.head.length
	default:
		s.restart()
	}
	return 0
}

func (s *scanner) chunk(line []byte) (status int) {
	size, ok := chunkSize(line)
	s.left, s.place = size, inChunk
	if size == 0 {
		s.place = inTrailer
	}
	return badUnless(ok)
}

func (s *scanner) restart() {
	s.place, s.head = inRequestLine, head{}
	if cap(s.line) > 4<<10 {
		s.line = nil
	}
}
