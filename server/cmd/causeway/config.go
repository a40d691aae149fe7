package main

import (
	"log/slog"
	"time"
)

// A config is all that an operator decides. Its settings are listed once, in settings.go.
type config struct {
	Listen string // shared by all the systems, which are told apart by Host name
	Admin  string // health and metrics
	Data   string // folder of the database
	Keys   string // file made by "causeway keys generate"
	Demo   bool

	Log     slog.Level
	Drain   time.Duration // how long requests may take to finish after SIGTERM
	Proxies []string      // networks whose X-Forwarded-For and X-Forwarded-Proto are believed
	TLS     tlsConfig
	Notify  notifyConfig
	Systems map[string]*systemConfig // by name
}

// A systemConfig is one system's section.
type systemConfig struct {
	Enabled bool
	Hosts   []string      // the Host names it answers to on the shared listener
	Listen  string        // a listener of its own; empty for none
	Issuer  string        // the name that authenticator apps and mails show
	Body    int64         // bytes of a request, after decoding
	Rate    float64       // requests a second from one address; 0 is as many as come
	Token   time.Duration // life of the bearer tokens that the system issues; 0 where its contract fixes it
	SignIn  *signInConfig // what its sign-in offers beyond the usual; nil where its contract leaves no choice
}

// A signInConfig is what a ServiceStack host offers when it is asked to.
type signInConfig struct {
	Cookies  bool // tokens are sent as cookies
	Register bool // strangers can make accounts
	Roles    bool // administrators can give and take roles
}

// A notifyConfig says where mails and texts go.
type notifyConfig struct {
	Folder string // one readable file per message; for development
	From   string
	SMTP   string // host:port
	User   string
	Secret string // of the SMTP account
	SMS    string // URL that texts are posted to
	SMSKey string // bearer token of that URL
}

// A tlsConfig names the certificate of every listener but the admin one. Without one they speak plain HTTP.
type tlsConfig struct{ Cert, Key string }

// defaults returns what holds where nothing is said.
func defaults() *config {
	c := &config{
		Listen:  "127.0.0.1:8080",
		Admin:   "127.0.0.1:8081",
		Drain:   10 * time.Second,
		Notify:  notifyConfig{From: "no-reply@localhost"},
		Systems: make(map[string]*systemConfig),
	}
	issuers := map[string]string{"foundry": "Foundry", "antel": "Antel", "saasu": "Saasu", "rocketchat": "Rocket.Chat"}
	tokens := map[string]time.Duration{"foundry": time.Hour} // the other systems' lifetimes are part of their contract
	for _, name := range systemNames {
		c.Systems[name] = &systemConfig{
			Enabled: true,
			Hosts:   []string{name + ".localhost"},
			Issuer:  issuers[name],
			Body:    1 << 20,
			Token:   tokens[name],
		}
	}
	c.Systems["foundry"].SignIn = &signInConfig{}
	return c
}

// demoListeners are where the systems listen in the demonstration, beside the shared listener:
// Node and Python do not resolve names that end in ".localhost".
var demoListeners = map[string]string{
	"foundry": "127.0.0.1:8082", "antel": "127.0.0.1:8083", "saasu": "127.0.0.1:8084", "rocketchat": "127.0.0.1:8085",
}
