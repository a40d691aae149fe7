package auth_test

import (
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
)

func BenchmarkVerify(b *testing.B) {
	made, err := auth.NewTokens(auth.TokenOptions{Keys: []auth.TokenKey{{Secret: secret}}, Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	token := sign(goodHeader, goodPayload, secret)
	b.Run("cached", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := made.Verify(b.Context(), token); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("refused", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := made.Verify(b.Context(), token+"x"); err == nil {
				b.Fatal("accepted")
			}
		}
	})
}

func BenchmarkHash(b *testing.B) {
	p := auth.NewPasswords(auth.PasswordOptions{})
	for b.Loop() {
		if _, err := p.Hash(b.Context(), "correct horse"); err != nil {
			b.Fatal(err)
		}
	}
}
