package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services/account"
	"github.com/causeway-gateway/causeway/services/notify"
	"github.com/causeway-gateway/causeway/services/store"
)

// dataFile is the database within the folder of the data.
const dataFile = "causeway.db"

// sweepEvery is how often what has expired is removed.
const sweepEvery = 10 * time.Minute

// A gateway is the open store and the systems that live in it.
type gateway struct {
	config  *config
	db      *store.DB
	systems []openSystem
	shared  string // address of the shared listener; empty for none
	admin   string // address of the admin listener; empty for none
	proxies server.Proxies
	log     *slog.Logger

	replaced int // keys that still open records though they seal none
}

// An openSystem is one system of the gateway.
type openSystem struct {
	system
	*opened
}

// openGateway opens the store and every system that is switched on.
func openGateway(ctx context.Context, c *config, k *keys, open *listeners, log *slog.Logger) (*gateway, error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	db, err := store.Open(filepath.Join(c.Data, dataFile), store.Options{Key: k.records, OldKeys: k.replaced})
	if err != nil {
		return nil, fmt.Errorf("open the data in %s: %w", c.Data, err)
	}
	g := &gateway{config: c, db: db, shared: address(open.shared), admin: address(open.admin), log: log, replaced: len(k.replaced)}
	proxies, err := server.ParseProxies(c.Proxies)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("proxies: %w", err), db.Close())
	}
	g.proxies = proxies
	passwords := auth.NewPasswords(auth.PasswordOptions{})
	for _, sys := range systems {
		if !c.Systems[sys.name].Enabled {
			continue
		}
		o, err := sys.open(ctx, &parts{
			name: sys.name, db: db, keys: k, passwords: passwords, config: *c.Systems[sys.name], proxies: proxies,
			base: open.base(sys.name, c.Systems[sys.name]), now: time.Now, rand: rand.Reader, log: log,
		})
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open %s: %w", sys.name, err), db.Close())
		}
		g.systems = append(g.systems, openSystem{sys, o})
	}
	return g, nil
}

func (g *gateway) hosts() (hosts []*server.Host) {
	for _, r := range g.systems {
		hosts = append(hosts, r.host)
	}
	return hosts
}

func (g *gateway) close() {
	if err := g.db.Close(); err != nil {
		g.log.Error("close the store", "error", err)
	}
}

// deliver sends what the systems put into their outboxes, until ctx ends.
func (g *gateway) deliver(ctx context.Context) error {
	senders, err := g.config.Notify.senders()
	if err != nil {
		return err
	}
	if len(senders) == 0 {
		g.log.Warn("mails and texts wait in the outbox: set notify.smtp and notify.sms, or notify.folder")
	}
	o := notify.Options{Senders: senders, Log: g.log}
	for _, r := range g.systems {
		o.Outboxes = append(o.Outboxes, outbox(r.core))
	}
	notify.Run(ctx, o)
	return nil
}

// outbox shows the messages of a core to the loop that delivers them.
func outbox(core *account.Core) notify.Outbox {
	due := func(ctx context.Context, limit int) ([]notify.Message, error) {
		waiting, err := core.Outbox(ctx, limit)
		messages := make([]notify.Message, len(waiting))
		for i, m := range waiting {
			messages[i] = notify.Message{
				ID: m.ID, Channel: string(m.Channel), To: m.To, Subject: m.Subject, Text: m.Text, System: m.System, Attempts: m.Attempts,
			}
		}
		return messages, err
	}
	return notify.Outbox{Due: due, Delivered: core.Delivered, Postpone: core.Postpone}
}

// senders returns how each channel leaves: everything into a folder where one is named.
func (n notifyConfig) senders() (map[string]notify.Sender, error) {
	mail, text := string(account.Mail), string(account.SMS)
	if n.Folder != "" {
		file := notify.File(n.Folder)
		return map[string]notify.Sender{mail: file, text: file}, nil
	}
	senders := make(map[string]notify.Sender)
	if n.SMTP != "" {
		send, err := n.mail()
		if err != nil {
			return nil, fmt.Errorf("notify.smtp: %w", err)
		}
		senders[mail] = send
	}
	if n.SMS != "" {
		send, err := notify.SMSOverHTTP(notify.SMSOptions{URL: n.SMS, Token: n.SMSKey})
		if err != nil {
			return nil, fmt.Errorf("notify.sms: %w", err)
		}
		senders[text] = send
	}
	return senders, nil
}

func (n notifyConfig) mail() (notify.Sender, error) {
	host, service, _ := net.SplitHostPort(n.SMTP)
	port, err := net.LookupPort("tcp", service)
	if host == "" || err != nil {
		return nil, errors.New("is not host:port") // the cause repeats what stands there
	}
	return notify.SMTP(notify.SMTPOptions{Host: host, Port: port, Username: n.User, Password: n.Secret, From: n.From})
}

// sweep removes what has expired, until ctx ends.
func (g *gateway) sweep(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			g.sweepOnce(ctx)
		}
	}
}

func (g *gateway) sweepOnce(ctx context.Context) {
	for _, r := range g.systems {
		n, err := r.core.Sweep(ctx)
		if err != nil {
			g.log.Error("sweep", "system", r.system.name, "error", err)
			continue
		}
		g.log.Debug("swept", "system", r.system.name, "records", n)
	}
}
