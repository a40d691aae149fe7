package main

import (
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/causeway-gateway/causeway/auth"
)

func codeCommand(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "code SECRET",
		Short: "Print the current one-time code of an authenticator; SECRET is base32 or an otpauth URI",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			secret, err := authenticatorSecret(args[0])
			if err != nil {
				return mistake{text: err.Error()}
			}
			_, err = fmt.Fprintln(env.out, auth.TOTP{}.Code(secret, time.Now()))
			return err
		},
	}
}

// authenticatorSecret reads what a person copies out of an answer: the whole URI or the secret in it.
func authenticatorSecret(text string) ([]byte, error) {
	if strings.HasPrefix(text, "otpauth:") {
		u, err := url.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("code: not an otpauth URI")
		}
		text = u.Query().Get("secret")
	}
	text = strings.ToUpper(strings.TrimRight(strings.ReplaceAll(text, " ", ""), "="))
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	if err != nil || len(secret) == 0 {
		return nil, fmt.Errorf("code: the secret is not base32")
	}
	return secret, nil
}
