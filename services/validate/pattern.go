package validate

import (
	"regexp"
	"regexp/syntax"
)

// Matches demands that the pattern is found in the text. A null passes. As in .NET, $ without the flag m also stands before a line feed
// that ends the text; write \z for the very end.
func Matches[R any, V Text](field string, get func(*R) V, pattern *regexp.Regexp) Rule {
	found := dollars(pattern)
	return rule(field, get, func(_ *R, v V) *finding {
		s, ok := quickText(v)
		if !ok || found.MatchString(s) {
			return nil
		}
		return &finding{"RegularExpression", "'{PropertyName}' is not in the correct format.", []fact{textFact("RegularExpression", pattern.String())}}
	})
}

// dollars returns pattern with what $ means in .NET.
func dollars(pattern *regexp.Regexp) *regexp.Regexp {
	tree, err := syntax.Parse(pattern.String(), syntax.Perl)
	if err != nil || !replaceDollars(tree) {
		return pattern
	}
	net, err := regexp.Compile(tree.String())
	if err != nil {
		return pattern
	}
	return net
}

// replaceDollars puts a line feed that may be there before each end that was written as $, and reports whether there was one.
func replaceDollars(tree *syntax.Regexp) (replaced bool) {
	for i, sub := range tree.Sub {
		if sub.Op != syntax.OpEndText || sub.Flags&syntax.WasDollar == 0 {
			replaced = replaceDollars(sub) || replaced
			continue
		}
		feed := &syntax.Regexp{Op: syntax.OpLiteral, Rune: []rune{'\n'}}
		tree.Sub[i] = &syntax.Regexp{Op: syntax.OpConcat, Sub: []*syntax.Regexp{{Op: syntax.OpQuest, Sub: []*syntax.Regexp{feed}}, sub}}
		replaced = true
	}
	return replaced
}
