package rocketchat_test

import (
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/services/rocketchat"
)

// TestHashedPassword has the vector of Rocket.Chat's own tests.
func TestHashedPassword(t *testing.T) {
	const want = "515ea73d42a1c74f96b9016051e47002791cde4cdb856d56be9b53ec45b0f3ad"
	if got := rocketchat.HashedPassword("rocket.chat"); got != want {
		t.Errorf("HashedPassword(rocket.chat) = %s, want %s", got, want)
	}
}

// TestOperations holds every route under /api and says who may call it.
func TestOperations(t *testing.T) {
	open := map[string]bool{"Login": true, "MethodCallAnon": true, "Users2faSendEmailCode": true, "Info": true}
	for _, op := range new(rocketchat.Service).Operations() {
		if signedIn := op.Need.Kind == "signed in"; signedIn == open[op.Name] {
			t.Errorf("%s demands %q", op.Name, op.Need)
		}
		for _, route := range op.Routes {
			if _, path, _ := strings.Cut(route, " "); !strings.HasPrefix(path, "/api/") {
				t.Errorf("%s has the route %q, want it under /api/", op.Name, route)
			}
		}
	}
}
