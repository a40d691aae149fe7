package main

import "testing"

func TestSetAside(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        int
	}{
		{"", "", untouched},
		{"GOGC", "50", 0},
		{"GOMEMLIMIT", "64MiB", 0},
	} {
		env := environment{getenv: func(name string) string {
			if name == c.name {
				return c.value
			}
			return ""
		}}
		if got := len(setAside(env)); got != c.want {
			t.Errorf("%s=%s: setAside = %d bytes, want %d", c.name, c.value, got, c.want)
		}
	}
}
