package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSenders(t *testing.T) {
	for _, c := range []struct {
		name     string
		config   notifyConfig
		channels string
		wrong    string
	}{
		{"nothing named: everything waits", notifyConfig{}, "", ""},
		{"a folder takes everything", notifyConfig{Folder: t.TempDir(), SMTP: "mail.example.org:587"}, "email sms", ""},
		{"a mail server alone", notifyConfig{From: "a@example.org", SMTP: "mail.example.org:587"}, "email", ""},
		{"a provider of texts alone", notifyConfig{SMS: "https://sms.example.org/send"}, "sms", ""},
		{"both", notifyConfig{From: "a@example.org", SMTP: "mail.example.org:587", SMS: "https://sms.example.org/send"}, "email sms", ""},
		{"a mail server without port", notifyConfig{From: "a@example.org", SMTP: "mail.example.org"}, "", "notify.smtp: "},
		{"texts in the clear over the network", notifyConfig{SMS: "http://sms.example.org/send"}, "", "notify.sms: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			senders, err := c.config.senders()
			if c.wrong != "" {
				if err == nil || !strings.HasPrefix(err.Error(), c.wrong) {
					t.Errorf("senders() = %v, want an error of %s", err, c.wrong)
				}
				return
			}
			if got := strings.Join(slices.Sorted(maps.Keys(senders)), " "); err != nil || got != c.channels {
				t.Errorf("senders() = %q, %v, want %q", got, err, c.channels)
			}
		})
	}
}

// TestSweep holds that a temporary password that has expired is removed, and one that has not is not.
func TestSweep(t *testing.T) {
	h := start(t, antelSystem)
	swept := func() bool {
		before := strings.Count(h.logs.String(), `"msg":"swept","system":"antel","records":0`)
		(&gateway{systems: []openSystem{{antelSystem, h.opened}}, log: h.log}).sweepOnce(t.Context())
		return strings.Count(h.logs.String(), `"msg":"swept","system":"antel","records":0`) == before
	}
	h.send("POST /user/password/forgot", `{"apiKey":"`+antelKey+`","emailAddress":"`+antelUser+`"}`, "Content-Type: application/json")
	if swept() {
		t.Errorf("a sweep right after the issue removed something:\n%s", h.logs)
	}
	h.clock.advance(48 * time.Hour)
	if !swept() {
		t.Errorf("a sweep two days after the issue removed nothing:\n%s", h.logs)
	}
}
