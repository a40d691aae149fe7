package webapi

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

type formSample struct {
	ID   int32 `dto:"required"`
	Name *string
	Tags []*string
	Home *formSample
	Long *string `dto:"name=full_name"`
}

// The rows follow from FormDataCollectionExtensions and its model binders.
func TestForm(t *testing.T) {
	for _, c := range []struct {
		form, want string
		keys       []string
	}{
		{"id=1&name=a+b", `{"ID":1,"Name":"a b","Tags":null,"Home":null,"full_name":null}`, nil},
		{"id=0x10&name=+", `{"ID":16,"Name":null,"Tags":null,"Home":null,"full_name":null}`, nil},
		{"id=1&id=2&tags=a&tags=", `{"ID":1,"Name":null,"Tags":["a",null],"Home":null,"full_name":null}`, nil},
		{"id=1&tags[]=a", `{"ID":1,"Name":null,"Tags":["a"],"Home":null,"full_name":null}`, nil},
		{"id=1&tags[0]=a&tags[2]=b", `{"ID":1,"Name":null,"Tags":["a"],"Home":null,"full_name":null}`, nil},
		{"id=1&tags[0]=a&tags=b", `{"ID":1,"Name":null,"Tags":["b"],"Home":null,"full_name":null}`, nil},
		{"id=1&home.id=2&home[name]=x", `{"ID":1,"Name":null,"Tags":null,"Home":{"ID":2,"Name":"x","Tags":null,"Home":null,"full_name":null},"full_name":null}`, nil},
		{"id=1&long=l&full_name=f", `{"ID":1,"Name":null,"Tags":null,"Home":null,"full_name":"l"}`, nil},
		{"id=x", `{"ID":0,"Name":null,"Tags":null,"Home":null,"full_name":null}`, []string{"request.ID", "request.ID"}},
		{"id=", `{"ID":0,"Name":null,"Tags":null,"Home":null,"full_name":null}`, []string{"request.ID"}},
		{"name=a&home=b", `{"ID":0,"Name":"a","Tags":null,"Home":{"ID":0,"Name":null,"Tags":null,"Home":null,"full_name":null},"full_name":null}`, []string{"request.Home.ID", "request.ID"}},
	} {
		t.Run(c.form, func(t *testing.T) {
			net := codec.JsonNet(codec.JsonNetOptions{})
			root, ok := parseForm([]byte(c.form))
			v := &formSample{}
			err := net.Decode(root.json(net, nil, v, nil), v)
			l := &exchange{}
			for _, problem := range problems(err) {
				l.blameForm(root, problem.(*codec.Error)) //nolint:errorlint,forcetypeassert // the list's own
			}
			var keys []string
			for _, key := range l.body.Keys() {
				for range l.body.errors[key] {
					keys = append(keys, key)
				}
			}
			if got, _ := net.Append(nil, v); !ok || string(got) != c.want || !slices.Equal(keys, c.keys) {
				t.Errorf("%s binds %s blaming %q, want %s, %q", c.form, got, keys, c.want, c.keys)
			}
		})
	}
}

// What a form may hold: so many values, nested so deeply, and no more than so many names in all.
func TestFormBounds(t *testing.T) {
	form := func(values, depth int) []byte {
		var b strings.Builder
		for i := range values {
			b.WriteString("&x" + strconv.Itoa(i) + strings.Repeat(".a", depth-1) + "=1")
		}
		return []byte(b.String()[1:])
	}
	for _, c := range []struct {
		values, depth int
		want          bool
	}{{1000, 1, true}, {1001, 1, false}, {1, 256, true}, {1, 257, false}, {1000, 8, true}, {1000, 9, false}, {999, 256, false}} {
		if _, ok := parseForm(form(c.values, c.depth)); ok != c.want {
			t.Errorf("parseForm of %d values, %d deep = %t, want %t", c.values, c.depth, ok, c.want)
		}
	}
}
