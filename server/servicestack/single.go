package servicestack

import (
	"bytes"
	"slices"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// prepareSingle finds the members of [Dialect.Single] in the requests of the host.
func (d *Dialect) prepareSingle(h *server.Host) {
	d.singles = map[string][]codec.Each{}
	for i := range h.Operations {
		op := &h.Operations[i]
		if _, known := d.singles[op.Name]; known {
			continue
		}
		for _, name := range d.Single {
			if e, ok := codec.EachOf(op.NewRequest(), name); ok {
				d.singles[op.Name] = append(d.singles[op.Name], e)
			}
		}
	}
}

// single refuses a request that says of one of the members of [Dialect.Single] anything but what was bound. What stands in the URL of a batch is
// said of each of its requests.
func (d *Dialect) single(x *server.Exchange) error {
	c := of(x)
	if c.short {
		return nil
	}
	requests := c.batch
	if !c.name.batch {
		requests = []any{x.DTO}
	}
	for _, e := range d.singles[x.Op.Name] {
		outside := outsideBody(e, x.Params, c.query, c.posts)
		inside, err := d.insideBody(e, x, c, len(requests))
		switch {
		case err != nil:
			return err
		case len(inside) != len(requests): // whose values they are cannot be told
			return several(e, c, 0)
		}
		for i, req := range requests {
			other := func(value string) bool { return value != e.Of(req) }
			if slices.ContainsFunc(outside, other) || slices.ContainsFunc(inside[i], other) {
				return several(e, c, i)
			}
		}
	}
	return nil
}

// outsideBody returns what path, query and form say of a member. An empty value says nothing there either.
func outsideBody(e codec.Each, all ...[]codec.Pair) (values []string) {
	for _, ps := range all {
		for _, p := range ps {
			if p.Value != "" && e.Named(p.Name) {
				values = append(values, p.Value)
			}
		}
	}
	return values
}

// insideBody returns what each of the body's requests says of a member. Empty texts are left out, which a body may write for a member that it
// does not set.
func (d *Dialect) insideBody(e codec.Each, x *server.Exchange, c *call, requests int) ([][]string, error) {
	if c.reader == nil {
		return make([][]string, requests), nil
	}
	body, err := x.Body()
	if err != nil {
		return nil, err
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	all := [][]string{}
	if c.name.batch {
		all = e.ListValues(c.reader.codec, body)
	} else {
		all = append(all, e.Values(c.reader.codec, body))
	}
	for i, values := range all {
		all[i] = slices.DeleteFunc(values, func(v string) bool { return v == "" })
	}
	return all, nil
}

func several(e codec.Each, c *call, i int) error {
	if c.name.batch {
		c.at = i + 1
	}
	return services.Errorf(services.Invalid, "ArgumentException", "The request has more than one %s", e)
}
