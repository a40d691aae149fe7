package codec

import (
	"fmt"
	"reflect"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

// A Member is what a dialect may want to know of one member of a DTO.
type Member struct {
	Name     string // as the options spell it
	Text     bool   // a string, perhaps nullable
	Required bool
}

// Members lists the members of the DTO that v points to, as the text formats read and write them.
func Members(v any, o TextOptions) ([]Member, error) {
	t, err := plan.For(reflect.TypeOf(v))
	if err != nil {
		return nil, err
	}
	class := t.Base().Class
	if class == nil {
		return nil, fmt.Errorf("codec: %s is not a DTO", t.Go)
	}
	var list []Member
	for _, m := range class.Members {
		if !m.NoText && !m.Hidden {
			list = append(list, Member{Name: m.Names[o.Case].Text, Text: m.Type.Base().Kind == plan.String, Required: m.Required})
		}
	}
	return list, nil
}
