package servicestack

import "testing"

// The names are those of CSharpGenerator.Type; metadata/hello/0750-api-index has some.
func TestAnswerName(t *testing.T) {
	for name, want := range map[string]string{
		"Batching.ItemResponse":                 "ItemResponse",
		"List`1[Batching.ItemResponse]":         "List<ItemResponse>",
		"List`1[List`1[Batching.ItemResponse]]": "List<List<ItemResponse>>",
		"Results.Row[]":                         "Row[]",
		"string":                                "string",
	} {
		if got := answerName(name); got != want {
			t.Errorf("answerName(%q) = %q, want %q", name, got, want)
		}
	}
}
