package services_test

import (
	"testing"

	"github.com/causeway-gateway/causeway/services"
)

func TestReplyTag(t *testing.T) {
	for tag, want := range map[string]string{"v1": `"v1"`, `"v1"`: `"v1"`, `W/"v1"`: `W/"v1"`} {
		if got := (services.Reply{ETag: tag}).Tag(); got != want {
			t.Errorf("Reply{ETag: %s}.Tag() = %s, want %s", tag, got, want)
		}
	}
}
