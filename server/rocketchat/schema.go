package rocketchat

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A schema is what a request may hold, read off the operation's DTO: every member is a text, some are required, others than these are refused. The words of
// its errors and the coercions are those of the validator that Rocket.Chat uses, which stops at the first error.
type schema struct {
	names    []string // in the order of declaration
	required []string
	open     bool // takes other members too
}

// schemaOf leaves out what the path gives.
func schemaOf(op *services.Operation) (schema, error) {
	members, err := codec.Members(op.NewRequest(), text)
	if err != nil {
		return schema{}, err
	}
	var s schema
	for _, m := range members {
		if inPath(op, m.Name) {
			continue
		}
		if !m.Text {
			return schema{}, fmt.Errorf("member %s: only texts can be read from a request", m.Name)
		}
		s.names = append(s.names, m.Name)
		if m.Required {
			s.required = append(s.required, m.Name)
		}
	}
	s.open = len(s.names) == 0
	return s, nil
}

func inPath(op *services.Operation, name string) bool {
	return slices.ContainsFunc(op.Routes, func(route string) bool {
		return strings.Contains(strings.ToLower(route), "{"+strings.ToLower(name)+"}")
	})
}

// bind reads the query of a GET and the body of anything else into the operation's DTO.
func (d *Dialect) bind(x *server.Exchange) error {
	x.DTO = x.Op.NewRequest()
	m, code, err := membersOf(x)
	if err != nil {
		return err
	}
	if login, ok := x.DTO.(*dto.Login); ok {
		return bindLogin(login, m)
	}
	texts, message := d.schemas[x.Op.Name].check(m)
	if message != "" {
		return services.Errorf(services.Invalid, code, "%s", message)
	}
	for _, p := range x.Params {
		texts[p.Name] = p.Value
	}
	for name, value := range texts {
		if !codec.Assign(x.DTO, name, value) {
			return fmt.Errorf("bind %s: %s is no text", x.Op.Name, name)
		}
	}
	return nil
}

// check returns the members as texts, or the first thing that is wrong with them: something is missing, then something is too much, then the types.
func (s schema) check(m members) (texts map[string]string, message string) {
	for _, name := range s.required {
		if _, ok := m[name]; !ok {
			return nil, "must have required property '" + name + "'"
		}
	}
	texts, typed := make(map[string]string, len(m)), true
	for _, name := range s.names {
		if raw, ok := m[name]; ok {
			texts[name], ok = coerce(raw)
			typed = typed && ok
		}
	}
	switch {
	case len(texts) < len(m) && !s.open:
		return nil, "must NOT have additional properties"
	case !typed:
		return nil, "must be string"
	}
	return texts, ""
}

// coerce turns a JSON value into a text as the validator does: null is empty, numbers and truth values are spelled out, lists and objects are refused.
func coerce(raw json.RawMessage) (text string, ok bool) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return coerceHuge(raw)
	}
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		return number(v), true
	}
	return "", false
}

// coerceHuge is for numbers beyond a float64, which JavaScript reads as infinite.
func coerceHuge(raw json.RawMessage) (string, bool) {
	if strings.HasPrefix(string(raw), "-") {
		return "-Infinity", true
	}
	return "Infinity", true
}

// number spells a number as JavaScript does.
func number(v float64) string {
	if size := math.Abs(v); size != 0 && (size >= 1e21 || size < 1e-6) {
		text := strconv.FormatFloat(v, 'e', -1, 64)
		mantissa, exponent, _ := strings.Cut(text, "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
