package notify

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// SMSOptions are how to reach a provider of text messages.
type SMSOptions struct {
	URL     string        // takes a POST of {"to","from","text","id"} as JSON; https, or http on this machine
	Token   string        // sent as a bearer token where it is set
	From    string        // left out where empty
	Timeout time.Duration // 0: 15 s
}

// SMSOverHTTP returns a sender of text messages. Any 2xx status means that the provider took it. The id goes along as Idempotency-Key.
func SMSOverHTTP(o SMSOptions) (Sender, error) {
	u, err := url.Parse(o.URL)
	if err != nil {
		return nil, fmt.Errorf("sms: %w", withoutURL(err))
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !onThisMachine(u.Hostname())) {
		return nil, fmt.Errorf("sms: %s is not on this machine, so it needs https", u.Hostname())
	}
	client := &http.Client{
		Timeout:       cmp.Or(o.Timeout, 15*time.Second),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // a code goes nowhere but where it was configured to
	}
	return func(ctx context.Context, m Message) error { return o.send(ctx, client, m) }, nil
}

func (o SMSOptions) send(ctx context.Context, client *http.Client, m Message) error {
	body, err := json.Marshal(struct {
		To   string `json:"to"`
		From string `json:"from,omitempty"`
		Text string `json:"text"`
		ID   string `json:"id"`
	}{m.To, o.From, m.Text, m.ID})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", m.ID)
	if o.Token != "" {
		req.Header.Set("Authorization", "Bearer "+o.Token)
	}
	res, err := client.Do(req)
	if err != nil {
		return withoutURL(err)
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, 1<<16) // so that the connection can be used again
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("the provider answered %d", res.StatusCode)
	}
	return nil
}

// withoutURL takes the address out of an error, which may hold a provider's key.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
