package validate

import (
	"slices"
	"strconv"
)

// When applies rules only to requests of which the condition holds.
func When[R any](condition func(*R) bool, rules ...Rule) Rule {
	return func(req any) []Failure {
		if !condition(req.(*R)) {
			return nil
		}
		return run(req, rules)
	}
}

// Unless applies rules only to requests of which the condition does not hold.
func Unless[R any](condition func(*R) bool, rules ...Rule) Rule {
	return When(func(r *R) bool { return !condition(r) }, rules...)
}

// Cascade stops at the first rule that fails. Without it, every rule has its say.
func Cascade(rules ...Rule) Rule {
	return func(req any) []Failure {
		for _, r := range rules {
			if failures := r(req); failures != nil {
				return failures
			}
		}
		return nil
	}
}

// Child applies rules to a nested message. A null one passes. Failures are named by their path, "One.Name".
func Child[R, C any](field string, get func(*R) *C, rules ...Rule) Rule {
	return func(req any) []Failure {
		child := get(req.(*R))
		if child == nil {
			return nil
		}
		return under(field+".", run(child, rules))
	}
}

// EachChild applies rules to every nested message of a list. A null one passes. Failures are named by their path, "Items[0].Name".
// A list of structs and not of pointers is read by [Pointers].
func EachChild[R, C any](field string, get func(*R) []*C, rules ...Rule) Rule {
	return func(req any) (all []Failure) {
		for i, child := range get(req.(*R)) {
			if child == nil {
				continue
			}
			index := strconv.Itoa(i)
			for _, f := range under(field+"["+index+"].", run(child, rules)) {
				f.place(len(f.facts), index)
				all = append(all, f)
			}
		}
		return all
	}
}

// Each applies rules to every item of a list of plain values, one rule after the other. The rules are those of a member with the list's
// own name that is read by [Item]: Each("Tags", tags, NotEmpty("Tags", Item[string])). Failures are named by their place, "Tags[0]".
// What FluentValidation stops after the first rule that an item does not meet is a [Cascade] of several Each.
func Each[R, T any](field string, get func(*R) []T, rules ...Rule) Rule {
	return func(req any) (all []Failure) {
		items := get(req.(*R))
		for _, rule := range rules {
			for i := range items {
				index := strconv.Itoa(i)
				for _, f := range rule(&items[i]) {
					f.Field = field + "[" + index + "]"
					f.place(0, index)
					all = append(all, f)
				}
			}
		}
		return all
	}
}

// place tells the failure's place in a list, as its fact at i, unless it has one in a list within or is of the host's own words.
func (f *Failure) place(i int, index string) {
	const key = "CollectionIndex"
	if f.facts == nil || slices.ContainsFunc(f.facts, func(known fact) bool { return known.key == key }) {
		return
	}
	f.facts = slices.Insert(f.facts, i, textFact(key, index))
	f.Message = f.worded()
	if !f.stated {
		f.Meta = slices.Insert(f.Meta, i, Meta{key, &index})
	}
}

// Item reads an item of a list for the rules of [Each].
func Item[T any](item *T) T { return *item }

// Custom is a rule of the host's own. Build its failures with [Fail].
func Custom[R any](check func(*R) []Failure) Rule {
	return func(req any) []Failure { return check(req.(*R)) }
}

// Fail blames a member in the host's own words.
func Fail(field, message string) Failure {
	return Failure{Field: field, Code: "Custom", Message: message, Meta: []Meta{}}
}

// Code returns the rule with another code.
func (r Rule) Code(code string) Rule {
	return r.changed(func(f *Failure) { f.Code = code })
}

// Message returns the rule with another message. {PropertyName}, {PropertyValue} and the names of the failure's other facts stand for these;
// a format behind such a name is left out.
func (r Rule) Message(text string) Rule {
	return r.changed(func(f *Failure) {
		f.template = text
		f.Message = f.worded()
	})
}

// Then returns the rule with others that have their say only where it does not fail: the DependentRules of FluentValidation.
func (r Rule) Then(rules ...Rule) Rule {
	return func(req any) []Failure {
		if failures := r(req); failures != nil {
			return failures
		}
		return run(req, rules)
	}
}

// State returns the rule with facts of the host's own in place of those that its failures tell, as WithState with a dictionary does.
// A message still finds the latter.
func (r Rule) State(facts ...Meta) Rule {
	return r.changed(func(f *Failure) {
		f.Meta = facts
		f.stated = true
	})
}

// Named returns the rule with another name for the member, for people to read.
func (r Rule) Named(name string) Rule {
	return r.changed(func(f *Failure) {
		for i := range f.facts {
			if f.facts[i].key == propertyName {
				f.facts[i] = textFact(propertyName, name)
				f.Message = f.worded()
			}
		}
		for i := range f.Meta {
			if f.Meta[i].Key == propertyName && !f.stated {
				f.Meta[i].Value = &name
			}
		}
	})
}

func (r Rule) changed(change func(*Failure)) Rule {
	return func(req any) []Failure {
		failures := r(req)
		for i := range failures {
			change(&failures[i])
		}
		return failures
	}
}

func run(req any, rules []Rule) (all []Failure) {
	for _, r := range rules {
		all = append(all, r(req)...)
	}
	return all
}

func under(path string, failures []Failure) []Failure {
	for i := range failures {
		failures[i].Field = path + failures[i].Field
	}
	return failures
}
