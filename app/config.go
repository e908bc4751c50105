// Package app is the program behind the commands: configuration, the one route table, the one error door, the server.
package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"anteroom/app/web"
	"anteroom/webhooks"
)

// Config is every setting. kong fills it from flags and the environment.
type Config struct {
	Addr           string        `env:"ANTEROOM_ADDR" default:"127.0.0.1:8080" help:"Where to listen."`
	URL            string        `env:"ANTEROOM_URL" default:"http://localhost:8080" help:"The public base URL, for links and cookies."`
	Database       string        `env:"ANTEROOM_DATABASE" default:"sqlite:anteroom.db" help:"sqlite:PATH or postgres://…"`
	TimeZone       string        `name:"timezone" env:"ANTEROOM_TIMEZONE" help:"Prefills setup with an IANA time zone; the machine's unless given."`
	SMTP           string        `name:"smtp" env:"ANTEROOM_SMTP" help:"smtp://user:pass@host:port. This version sends no e-mail yet."`
	SMS            string        `name:"sms" env:"ANTEROOM_SMS" help:"The SMS provider's settings. This version sends no SMS yet."`
	WebhookAllow   Networks      `env:"ANTEROOM_WEBHOOK_ALLOW" help:"CIDRs that webhooks may reach although they are not public, comma-separated."`
	WebhookRetry   Retry         `env:"ANTEROOM_WEBHOOK_RETRY" default:"" help:"Waits between tries, such as 2s,10s,1m."`
	WebhookWait    time.Duration `env:"ANTEROOM_WEBHOOK_WAIT" default:"300ms" help:"How long a request waits at most for the first tries of what it caused; 0 does not wait."`
	TrustedProxies Networks      `env:"ANTEROOM_TRUSTED_PROXIES" help:"CIDRs of proxies whose forwarding headers count."`
	MetricsAllow   Networks      `env:"ANTEROOM_METRICS_ALLOW" help:"CIDRs that may read /metrics beside this machine."`
	RateAPI        web.Rate      `name:"rate-api" env:"ANTEROOM_RATE_API" default:"50/s" help:"Requests per API key; 0 is no limit."`
	RatePublic     web.Rate      `env:"ANTEROOM_RATE_PUBLIC" default:"20/m" help:"Posts of public forms per address, and six times as many pages of free times; 0 is no limit."`
	RateLogin      web.Rate      `env:"ANTEROOM_RATE_LOGIN" default:"10/15m" help:"Wrong logins per account and per address before a pause; 0 is no limit."`
	Secret         string        `env:"ANTEROOM_SECRET" help:"Encrypts what must be readable again; made at the first start beside a SQLite database."`
	Log            string        `env:"ANTEROOM_LOG" default:"info" help:"debug, info, warn or error."`

	base *url.URL
}

// Validate refuses what cannot work, with one line for whoever starts the program. kong calls it.
func (c *Config) Validate() error {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" || base.RawQuery != "" || base.User != nil || strings.Trim(base.Path, "/") != "" {
		return errors.New("ANTEROOM_URL must be an address like https://waitlist.example.com, without a path")
	}
	c.base = base
	if _, err := netip.ParseAddrPort(c.Addr); err != nil && !strings.HasPrefix(c.Addr, ":") && !strings.HasPrefix(c.Addr, "localhost:") {
		return errors.New("ANTEROOM_ADDR must be an address and a port like 127.0.0.1:8080")
	}
	postgres := strings.HasPrefix(c.Database, "postgres://") || strings.HasPrefix(c.Database, "postgresql://")
	if path, sqlite := strings.CutPrefix(c.Database, "sqlite:"); !postgres && (!sqlite || path == "") {
		return errors.New("ANTEROOM_DATABASE must be sqlite:PATH or postgres://…")
	}
	if postgres && c.Secret == "" {
		return errors.New("ANTEROOM_SECRET must be set when PostgreSQL is used: a random text of at least 16 characters, the same for every process")
	}
	if c.Secret != "" && len(c.Secret) < 16 {
		return errors.New("ANTEROOM_SECRET is too short: give at least 16 characters")
	}
	if c.TimeZone == "Local" {
		return errors.New("ANTEROOM_TIMEZONE must be an IANA time zone like Europe/Berlin")
	}
	if _, err := time.LoadLocation(c.TimeZone); err != nil {
		return fmt.Errorf("ANTEROOM_TIMEZONE %q is no IANA time zone like Europe/Berlin", c.TimeZone)
	}
	if c.WebhookWait < 0 || c.WebhookWait > 5*time.Second {
		return errors.New("ANTEROOM_WEBHOOK_WAIT must be between 0 and 5s")
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log)); err != nil {
		return errors.New("ANTEROOM_LOG must be debug, info, warn or error")
	}
	return nil
}

// Retry is the schedule of webhooks.
type Retry struct{ webhooks.Schedule }

// UnmarshalText reads a flag or a variable.
func (r *Retry) UnmarshalText(text []byte) (err error) {
	r.Schedule, err = webhooks.ParseSchedule(string(text))
	return err
}

// schedule is that of the configuration, or the default where nothing was parsed.
func (c *Config) schedule() webhooks.Schedule {
	if c.WebhookRetry.Tries() <= 1 {
		return webhooks.DefaultSchedule()
	}
	return c.WebhookRetry.Schedule
}
