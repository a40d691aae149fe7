package rocketchat

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// The methods that are served.
const (
	enableMethod     = "2fa:enable"
	validateMethod   = "2fa:validateTempToken"
	disableMethod    = "2fa:disable"
	regenerateMethod = "2fa:regenerateCodes"
	remainingMethod  = "2fa:checkCodesRemaining"
)

// methodCall calls a DDP method. What the method refuses is no failure of the call: it comes back as a result with an error.
func (s *Service) methodCall(ctx context.Context, req *dto.MethodCall) (*dto.MethodCallResponse, error) {
	m, err := s.methodMessage(req.Message)
	if err != nil {
		return nil, err
	}
	result, err := s.method(ctx, m)
	return s.methodResult(m, result, err)
}

// methodCallAnon calls a DDP method for nobody, whatever login the call carries. No method here is for nobody.
func (s *Service) methodCallAnon(_ context.Context, req *dto.MethodCallAnon) (*dto.MethodCallResponse, error) {
	m, err := s.methodMessage(req.Message)
	if err != nil {
		return nil, err
	}
	if slices.Contains([]string{enableMethod, validateMethod, disableMethod, regenerateMethod, remainingMethod}, m.Method) {
		return s.methodResult(m, nil, errNotAuthorized)
	}
	return s.methodResult(m, nil, noMethod(m))
}

// methodResult is the answer to a call that came to a result or an error.
func (s *Service) methodResult(m *dto.MethodMessage, result any, err error) (*dto.MethodCallResponse, error) {
	reply := &dto.MethodResult{Msg: "result", Id: m.Id, Result: result}
	if e, refused := errors.AsType[*services.Error](err); refused {
		reply.Result, reply.Error = nil, methodError(e, m.Method)
	} else if err != nil {
		return nil, err
	}
	text, err := s.json.Append(nil, reply)
	if err != nil {
		return nil, err
	}
	return &dto.MethodCallResponse{Message: string(text), Success: true}, nil
}

// methodMessage reads the call inside the text of a request. It has four members in just these spellings and no other: a list of params, and three texts, which may
// also come as a number, a truth value or null.
func (s *Service) methodMessage(text *string) (*dto.MethodMessage, error) {
	var given map[string]json.RawMessage
	if text == nil || json.Unmarshal([]byte(*text), &given) != nil || len(given) != 4 {
		return nil, errInvalidMethod
	}
	var params []json.RawMessage
	if json.Unmarshal(given["params"], &params) != nil || params == nil {
		return nil, errInvalidMethod
	}
	for _, name := range []string{"msg", "id", "method"} {
		if raw := given[name]; len(raw) == 0 || raw[0] == '[' || raw[0] == '{' {
			return nil, errInvalidMethod
		}
	}
	var m dto.MethodMessage
	if s.json.Decode([]byte(*text), &m) != nil || m.Msg != "method" {
		return nil, errInvalidMethod
	}
	return &m, nil
}

// method runs one of the methods that are served. They are those of the routes, without the second factor that the routes ask for.
func (s *Service) method(ctx context.Context, m *dto.MethodMessage) (any, error) {
	code := ""
	if len(m.Params) > 0 {
		code = m.Params[0]
	}
	switch m.Method {
	case enableMethod:
		res, err := own(ctx, s, m.Method, s.enable)
		if err != nil {
			return nil, err
		}
		return &dto.TotpSecret{Secret: res.Secret, Url: res.Url}, nil
	case validateMethod:
		return codes(own(ctx, s, m.Method, confirm(code)))
	case disableMethod:
		res, err := own(ctx, s, m.Method, disable(code))
		if err != nil {
			return nil, err
		}
		return res.Disabled, nil
	case regenerateMethod:
		res, err := own(ctx, s, m.Method, regenerate(code))
		if errors.Is(err, errWrongTOTP) {
			return nil, nil
		}
		return codes(res, err)
	case remainingMethod:
		res, err := own(ctx, s, m.Method, remaining)
		if err != nil {
			return nil, err
		}
		return &dto.CodesRemaining{Remaining: res.Remaining}, nil
	}
	return nil, noMethod(m)
}

func noMethod(m *dto.MethodMessage) error {
	return services.Errorf(services.Invalid, "404", "Method '%s' not found", m.Method)
}

func codes(res *dto.BackupCodes, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return &dto.CodeList{Codes: res.Codes}, nil
}

func methodError(e *services.Error, method string) *dto.MethodError {
	text := "[" + e.Name + "]"
	if e.Message != "" {
		text = e.Message + " " + text
	}
	m := &dto.MethodError{IsClientSafe: true, Error: e.Name, Reason: e.Message, Message: text, ErrorType: "Meteor.Error"}
	if e == errUnverified {
		m.Details = &dto.MethodDetails{Method: method}
	}
	return m
}
