package results

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

func rows(n int) *RowsResponse {
	r := &RowsResponse{Total: int32(n)}
	for i := 1; i <= n; i++ {
		row := Row{Id: int32(i), Name: new("row " + strconv.Itoa(i))}
		if i%2 != 0 {
			row.Tags = []string{"a", "b,c"}
		}
		r.Results = append(r.Results, row)
	}
	return r
}

func day() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

const ticksPerSecond = 10_000_000

// plain returns the answers that are nothing but a value.
func plain() map[string]any {
	return map[string]any{
		"string": "plain text", "string-json": `{"a":1}`, "string-empty": "", "string-unicode": "Grüße 世界", "string-html": "<b>bold</b>",
		"null": nil, "int": int32(42), "zero": int32(0), "bool": true, "double": 1.5, "decimal": decimal.RequireFromString("12.50"),
		"long": int64(9007199254740993), "char": codec.Char('c'), "date": day(), "timespan": codec.TimeSpan(90 * ticksPerSecond),
		"guid": uuid.MustParse("00112233-4455-6677-8899-aabbccddeeff"), "enum": Level(1),
		"ints": []int32{1, 2, 3}, "int-array": []int32{1, 2, 3},
		"strings": []*string{new("a"), new("b,c"), new(""), nil, new(`"q"`)},
		"rows":    rows(2).Results, "rows-array": rows(2).Results, "empty-list": []Row{},
		"dict": texts{{Key: "a", Value: "1"}, {Key: "Bc", Value: "x,y"}}, "dict-int": map[int32]string{1: "a"},
		"dict-obj":  values{{Key: "A", Value: int32(1)}, {Key: "b", Value: "x"}, {Key: "row", Value: &Row{Id: 1}}},
		"list-dict": []values{{{Key: "a", Value: int32(1)}, {Key: "b", Value: "x"}}, {{Key: "a", Value: int32(2)}, {Key: "c", Value: "y"}}},
		"anon":      &anonymous{First: 1, Second: "x"}, "kv": &pair{Key: "k", Value: 1}, "tuple": &tuple{Item1: 1, Item2: "x"}, "nested": [][]int32{{1}, {2, 3}},
		"row": &Row{Id: 1, Name: new("one")}, "response": rows(2), "response-empty": &RowsResponse{}, "response-null-list": &RowsResponse{Total: 3},
		"bytes": []byte("raw bytes"), "memory": &memory{bytes: []byte("memory")}, "type": codec.TypeRef("Results.Row"), "bytes-empty": []byte{}, "stream": strings.NewReader("stream text"),
		"task": &Row{Id: 6}, "task-string": "from task", "exception": codec.Failure{Message: "returned, not thrown"}, "uri": codec.URI("http://localhost/x"),
	}
}
