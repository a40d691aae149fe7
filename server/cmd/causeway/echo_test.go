package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// TestRulesTellNoSecrets fills every member that is marked secret with texts of its own, none of which a rule may tell.
func TestRulesTellNoSecrets(t *testing.T) {
	filled, blamed := 0, 0
	for _, sys := range systems {
		for _, op := range start(t, sys).host.Operations {
			for _, length := range []int{9, 200} {
				req := op.NewRequest()
				filled += fillSecrets(reflect.ValueOf(req).Elem(), length)
				failure, ok := errors.AsType[*services.Error](op.Validate(req))
				if !ok {
					continue
				}
				for _, f := range failure.Fields {
					blamed++
					if text := f.Message + fmt.Sprint(told(f.Meta)); strings.Contains(text, "canary") {
						t.Errorf("%s %s: the rule %s of %s tells %.80s", sys.name, op.Name, f.Code, f.Field, text)
					}
				}
			}
		}
	}
	if filled < 20 || blamed < 20 {
		t.Errorf("%d secrets and %d failures were looked at, want more: do the rules still run?", filled, blamed)
	}
}

// fillSecrets gives each secret text of a message a value of its own, and says how many there are.
func fillSecrets(v reflect.Value, length int) (count int) {
	if v.Kind() != reflect.Struct {
		return 0
	}
	for i := range v.NumField() {
		f, member := v.Type().Field(i), v.Field(i)
		secret := fmt.Sprintf("canary%*d", length-len("canary"), i)
		switch {
		case f.Anonymous:
			count += fillSecrets(member, length)
		case !slices.Contains(strings.Split(f.Tag.Get("dto"), ","), "secret"):
		case member.Kind() == reflect.String:
			member.SetString(secret)
			count++
		case member.Type() == reflect.TypeFor[*string]():
			member.Set(reflect.ValueOf(&secret))
			count++
		}
	}
	return count
}

func told(facts []validate.Meta) (values []string) {
	for _, m := range facts {
		if m.Value != nil {
			values = append(values, *m.Value)
		}
	}
	return values
}
