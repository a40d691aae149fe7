package account

import "testing"

// What was read before a revocation and arrives after it replaces nothing: two threads in that order cannot be had from outside.
func TestEpochsKeepTheNewer(t *testing.T) {
	older := standings{map[string]standing{"ann": {version: 3, own: 5, organisations: []string{"org1"}}}, map[string]int64{"org1": 1}}
	newer := standings{map[string]standing{"ann": {version: 4, own: 6, organisations: []string{"org1", "org2"}}}, map[string]int64{"org1": 2, "org2": 7}}
	for what, order := range map[string][]standings{"in order": {older, newer}, "the older last": {newer, older}, "the older between": {newer, older, newer}} {
		var e epochs
		for _, r := range order {
			e.keep(r)
		}
		if got, known := e.find("ann"); got != 15 || !known {
			t.Errorf("%s: find(ann) = %d, %t, want 15", what, got, known)
		}
	}
	var e epochs
	e.keep(standings{accounts: newer.accounts})
	if got, known := e.find("ann"); known {
		t.Errorf("find(ann) = %d before anybody read what her organisations add, want it unknown", got)
	}
}
