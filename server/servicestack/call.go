package servicestack

import (
	"net/http"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
)

// A call is what the dialect knows of one exchange, from the negotiation to the end of the rendering.
type call struct {
	content string // Content-Type of the request
	media   string // the same without parameters, in lower case

	verb   string  // after X-Http-Method-Override
	query  pairs   // of the URL
	posts  pairs   // of a form in the body
	formed bool    // posts were looked for in the body
	unread error   // why they could not be read
	name   name    // how the URL names the operation
	reply  reply   // what the answer is written in
	batch  []any   // the requests of a batch
	reader *format // that the body was read in; nil: in none
	at     int     // the request of a batch that is under way, counted from 1; 0: none
	runs   bool    // how many requests of the batch are done is told
	short  bool    // an answer that no operation gives: the index, that of a preflight, or a redirect
	away   string  // where a redirect leads to

	sized    bool             // the length of the answer is told even where the answer is not sent
	session  string           // id of the session that the request names
	greeting string           // id that a stranger was given
	proof    auth.Credentials // what an Identity found out
	epoch    int64            // of the caller's account when he proved who he is
	keyErr   error            // why the key that came with the request is not good

	noMethod bool // the operation is called by name, with a verb that it does not take
}

func of(x *server.Exchange) *call { return x.Local.(*call) }

// take gives x an empty call.
func (d *Dialect) take(x *server.Exchange) *call {
	c := d.calls.Get().(*call)
	c.content = line(x.Request.Header, "Content-Type")
	c.media = mediaType(c.content)
	x.Local = c
	return c
}

// give takes the call of x away, for another exchange.
func (d *Dialect) give(x *server.Exchange) {
	c := of(x)
	x.Local = nil
	*c = call{}
	d.calls.Put(c)
}

// line returns the first line of a header that is named as Go spells it.
func line(h http.Header, name string) string {
	if lines := h[name]; len(lines) > 0 {
		return lines[0]
	}
	return ""
}
