package servicestack

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseManyPairs(t *testing.T) {
	filler := make([]string, fewPairs)
	for i := range filler {
		filler[i] = fmt.Sprintf("x%d=", i)
	}
	many := strings.Join(filler, "&") + "&"
	for _, c := range []struct{ text, want string }{
		{"a=1&b=2&A=3&c=&a", "a=1,3, b=2 c="},
		{"\u212a=1&k=2&\u017f=3&S=4", "\u212a=1,2 \u017f=3,4"}, // what strings.EqualFold finds equal
		{"a=1&&=2&b=%zz+", "a=1 =2 b=%zz "},
	} {
		for name, before := range map[string]string{"few": "", "many": many} {
			var got []string
			for _, p := range parsePairs(before + c.text) {
				if !strings.HasPrefix(p.Name, "x") {
					got = append(got, p.Name+"="+p.Value)
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("parsePairs(%q) after %s = %q, want %q", c.text, name, s, c.want)
			}
		}
	}
}

// What is spelled alike is one value, what is not comes behind it (Dictionary<string, string> of GetFlattenedRequestParams and of RestPath.CreateRequest).
func TestOver(t *testing.T) {
	for _, n := range []int{1, 2 * fewPairs} {
		var lower, upper gathering
		for i := range n {
			lower.add(fmt.Sprintf("a%d", i), "lower")
			upper.add(fmt.Sprintf("a%d", i+1), "upper")
		}
		upper.add("A0", "upper")
		got := lower.all().over(upper.all())
		if len(got) != n+2 {
			t.Fatalf("%d pairs, want %d", len(got), n+2)
		}
		for i, p := range got {
			if want := "upper"; i > 0 && p.Value != want || i == 0 && p.Value != "lower" {
				t.Errorf("of %d: pair %d is %v", n, i, p)
			}
		}
		if d := got.distinct(); d != n+1 {
			t.Errorf("of %d: distinct = %d, want %d", n, d, n+1)
		}
	}
}

// A form of as many pairs as fit into a body takes milliseconds; searching all of them for each would take minutes.
func TestParsePairsInTime(t *testing.T) {
	const n, within = 200_000, 10 * time.Second
	var distinct strings.Builder
	for i := range n {
		fmt.Fprintf(&distinct, "%x&", i)
	}
	for name, text := range map[string]string{"distinct": distinct.String(), "the same": strings.Repeat("a=1&", n)} {
		start := time.Now()
		parsed := parsePairs(text)
		_ = parsed.over(parsed).distinct()
		if took := time.Since(start); took > within {
			t.Errorf("%d pairs, %s: %v", n, name, took)
		}
	}
}
