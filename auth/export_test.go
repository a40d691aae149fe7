package auth

import "context"

// Do does something in the place of a hash.
func (p *Passwords) Do(ctx context.Context, f func()) error { return p.gate.do(ctx, f) }

// Waiting returns how many wait for their turn.
func (p *Passwords) Waiting() int {
	p.gate.mu.Lock()
	defer p.gate.mu.Unlock()
	return len(p.gate.waiting)
}

// Authentic reports whether one of the keys signed a token, whatever its payload is, for corpora whose payloads are no claims.
func (t *Tokens) Authentic(token string) bool {
	p, refused := takeApart(token)
	if refused != nil || p.strange {
		return false
	}
	h := t.readHeader(p.header)
	return h.sound && t.signer(h, p, t.options.Now()) != nil
}

// Members returns the members of a JSON object: names and the texts of their values.
func Members(data []byte) (members [][2]string, ok bool) {
	o, ok := readObject(data)
	for _, m := range o {
		members = append(members, [2]string{m.name, m.value})
	}
	return members, ok
}
