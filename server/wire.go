package server

import (
	"bytes"
	"io"
	"net"
)

// This file reads what comes in on a connection before net/http does, because net/http lets several ambiguous messages through and drops
// the evidence: Content-Length beside Transfer-Encoding, equal lengths twice, line ends without CR, folded headers, absolute targets.
// Two servers that read such a message differently can be played against each other, so it is refused.
//
// Rules of this file: bytes pass as they come, none is changed or held back; net/http acts on nothing before the line end of it has passed,
// and a line end passes only after its line was found good. In place of the line end that is refused net/http gets what it refuses itself:
// in a head a NUL, which it answers with 400 in the order of requests; in a body the end of the connection. wire_head.go has the grammar.

// poison is no part of any head: net/http answers 400 and closes.
const poison = "\x00\r\n\r\n"

// A wireConn is a connection with a scanner on what it reads.
type wireConn struct {
	net.Conn
	scan scanner
	rest string // of the poison, still to be read
	over bool   // nothing of the connection is read any more
}

// Read is called by one goroutine at a time, as net/http does.
func (c *wireConn) Read(p []byte) (int, error) {
	if c.over {
		return c.end(p)
	}
	n, err := c.Conn.Read(p)
	good, ok := c.scan.pass(p[:n])
	if ok {
		return n, err
	}
	c.over = true
	if c.scan.inHead() {
		c.rest = poison
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

// pass returns how many bytes of p are good. ok is false where the next one is to be refused.
func (s *scanner) pass(p []byte) (n int, ok bool) {
	for n < len(p) {
		if s.place == inBody || s.place == inChunk {
			n += s.skip(p[n:])
			continue
		}
		used, ok := s.feed(p[n:])
		n += used
		if !ok {
			return n, false
		}
	}
	return n, true
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

// maxLine is the length of a line that is refused. In a head net/http gives up at half of it, and says 431.
const maxLine = 2 * maxHead

// feed passes the rest of one line, or as much of it as there is.
func (s *scanner) feed(p []byte) (n int, ok bool) {
	end := bytes.IndexByte(p, '\n')
	line := p[:max(end, 0)]
	if end < 0 {
		line = p
	}
	if room := maxLine - len(s.line); len(line) > room {
		return room, false
	}
	if end < 0 || len(s.line) > 0 {
		s.line = append(s.line, line...)
		line = s.line
	}
	if end < 0 {
		return len(p), true
	}
	s.line = s.line[:0]
	if len(line) == 0 || line[len(line)-1] != '\r' || !s.take(line[:len(line)-1]) {
		return end, false
	}
	return end + 1, true
}

// take judges one line, without its line end, and moves on to what follows it.
func (s *scanner) take(line []byte) bool {
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
		size, ok := chunkSize(line)
		s.left, s.place = size, inChunk
		if size == 0 {
			s.place = inTrailer
		}
		return ok
	case inChunkEnd:
		s.place = inChunkSize
		return len(line) == 0
	}
	if len(line) > 0 {
		return s.head.trailer(line)
	}
	s.restart()
	return true
}

// endHead judges the head as a whole.
func (s *scanner) endHead() bool {
	if !s.head.whole() {
		return false
	}
	switch {
	case s.head.encodings > 0:
		s.place = inChunkSize
	case s.head.length > 0:
		s.place, s.left = inBody, s.head.length
	default:
		s.restart()
	}
	return true
}

func (s *scanner) restart() {
	s.place, s.head = inRequestLine, head{}
	if cap(s.line) > 4<<10 {
		s.line = nil
	}
}
