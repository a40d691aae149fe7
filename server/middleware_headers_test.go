package server

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	var d dates
	noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600))
	for _, c := range []struct {
		after time.Duration
		want  string
	}{
		{0, "Sat, 21 Nov 2026 11:00:00 GMT"},
		{999 * time.Millisecond, "Sat, 21 Nov 2026 11:00:00 GMT"},
		{time.Second, "Sat, 21 Nov 2026 11:00:01 GMT"},
		{0, "Sat, 21 Nov 2026 11:00:00 GMT"}, // the clock was set back
	} {
		if got := d.line(noon.Add(c.after)); len(got) != 1 || got[0] != c.want {
			t.Errorf("line(%v later) = %q, want %q", c.after, got, c.want)
		}
	}
}
