package webapi

import (
	"slices"

	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// parameter is the name of an operation's body among its parameters; model errors of the body begin with it.
const parameter = "request"

// hidden is what a model error says whose text is a parser's.
const hidden = "An error has occurred."

// A ModelState holds what is wrong with the parameters of a request, in the order in which it was found. A handler may answer with one.
type ModelState struct {
	keys   []string
	errors map[string][]modelError
}

// A modelError is one text. That of a cause, such as a parser's, is told only by a host with [Dialect.Details].
type modelError struct {
	text  string
	cause bool
}

// Add blames a parameter or one of its members: "FileId", "request.Otp".
func (s *ModelState) Add(key, message string) { s.add(key, modelError{message, false}) }

// AddCause is Add with a text that is not for strangers.
func (s *ModelState) AddCause(key, text string) { s.add(key, modelError{text, true}) }

func (s *ModelState) add(key string, e modelError) {
	if s.errors == nil {
		s.errors = make(map[string][]modelError)
	}
	if _, known := s.errors[key]; !known {
		s.keys = append(s.keys, key)
	}
	s.errors[key] = append(s.errors[key], e)
}

// Valid reports whether nothing is wrong.
func (s *ModelState) Valid() bool { return len(s.keys) == 0 }

// Keys returns what is blamed, in order.
func (s *ModelState) Keys() []string { return slices.Clone(s.keys) }

// httpError returns the body that tells the state.
func (s *ModelState) httpError(details bool) HTTPError {
	var members HTTPError
	for _, key := range s.keys {
		var texts []string
		for _, e := range s.errors[key] {
			if e.cause && !details {
				e.text = hidden
			}
			texts = append(texts, e.text)
		}
		members = append(members, Member{key, texts})
	}
	return HTTPError{{"Message", "The request is invalid."}, {"ModelState", members}}
}

// StateOf returns the model state of a request after Bind, for hosts whose operations look at it themselves: such a host replaces the step ModelState.
func StateOf(x *server.Exchange) *ModelState { return &local(x).state }

var (
	errModelState = services.Errorf(services.Invalid, "ModelState", "the model state is not valid")
	errLost       = services.Errorf(services.Invalid, "Lost", "a required parameter has no value")
)

// checkModelState refuses a request whose parameters are not what the operation declares.
func checkModelState(x *server.Exchange) error {
	if !local(x).state.Valid() {
		return errModelState
	}
	return CheckParameters(x)
}

// CheckParameters refuses a request in which a parameter of the URI that the operation cannot do without got no value. It is what is left of the step
// ModelState in a host whose operations look at the model state themselves.
func CheckParameters(x *server.Exchange) error {
	if local(x).lost != "" {
		return errLost
	}
	return nil
}

// blame adds those failures of rules or handlers whose members key knows.
func (s *ModelState) blame(e *services.Error, key func(field string) (string, bool)) {
	for _, f := range e.Fields {
		if name, ok := key(f.Field); ok {
			s.Add(name, f.Message)
		}
	}
}

// join appends another state.
func (s *ModelState) join(other *ModelState) {
	for _, key := range other.keys {
		for _, e := range other.errors[key] {
			s.add(key, e)
		}
	}
}
