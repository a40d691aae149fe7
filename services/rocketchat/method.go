package rocketchat

import (
	"context"
	"errors"

	dto "github.com/causeway-gateway/causeway/dto/rocketchat"
	"github.com/causeway-gateway/causeway/services"
)

// methodCall calls a DDP method. What the method refuses is no failure of the call: it comes back as a result with an error.
func (s *Service) methodCall(ctx context.Context, req *dto.MethodCall) (*dto.MethodCallResponse, error) {
	var m dto.MethodMessage
	if req.Message == nil || s.json.Decode([]byte(*req.Message), &m) != nil || m.Msg != "method" || m.Method == "" {
		return nil, errInvalidMethod
	}
	result, err := s.method(ctx, &m)
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

// method runs one of the methods that are served. They are those of the routes, without the second factor that the routes ask for.
func (s *Service) method(ctx context.Context, m *dto.MethodMessage) (any, error) {
	code := ""
	if len(m.Params) > 0 {
		code = m.Params[0]
	}
	switch m.Method {
	case "2fa:enable":
		res, err := own(ctx, s, m.Method, s.enable)
		if err != nil {
			return nil, err
		}
		return &dto.TotpSecret{Secret: res.Secret, Url: res.Url}, nil
	case "2fa:validateTempToken":
		return codes(own(ctx, s, m.Method, confirm(code)))
	case "2fa:disable":
		res, err := own(ctx, s, m.Method, disable(code))
		if err != nil {
			return nil, err
		}
		return res.Disabled, nil
	case "2fa:regenerateCodes":
		res, err := own(ctx, s, m.Method, regenerate(code))
		if errors.Is(err, errWrongTOTP) {
			return nil, nil
		}
		return codes(res, err)
	case "2fa:checkCodesRemaining":
		res, err := own(ctx, s, m.Method, remaining)
		if err != nil {
			return nil, err
		}
		return &dto.CodesRemaining{Remaining: res.Remaining}, nil
	}
	return nil, services.Errorf(services.Invalid, "404", "Method '%s' not found", m.Method)
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
