package app

import (
	"log/slog"
	"net/http"
	"runtime"

	"github.com/labstack/echo/v4"

	"anteroom/app/jobs"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

// App is the running program: everything built once, from the configuration and an open database.
type App struct {
	*web.App

	Jobs *jobs.Timetable

	config  *Config
	routes  []web.Route
	metrics *metrics
	handler http.Handler
	ready   readiness

	limiter    *web.Limiter // of public forms, by address
	searching  *web.Limiter // of pages that look for free times, by address
	keyLimiter *web.Limiter // of the API, by key; without a good one, by address
}

// searchesPerPost is how many free times a visitor may have looked for where one post is allowed: who books turns many pages.
const searchesPerPost = 6

// New builds the program. It changes nothing and starts nothing: see Serve.
func New(config *Config, db *models.DB, log *slog.Logger) (*App, error) {
	hasher, err := models.NewHasher()
	if err != nil {
		return nil, err
	}
	secret, err := config.secret()
	if err != nil {
		return nil, err
	}
	keyring, err := webhooks.NewKeyring(secret)
	if err != nil {
		return nil, err
	}
	guard := webhooks.NewGuard(config.WebhookAllow, config.URL, config.Addr)
	sender := webhooks.New(db, webhooks.Config{
		Guard: guard, Keyring: keyring, Schedule: config.schedule(), Wait: config.WebhookWait, Version: Version(), BaseURL: config.URL, Log: log,
	})
	db.Announce, db.Committed = sender.Announce, sender.Committed
	a := &App{
		App: &web.App{
			DB: db, Log: log, URL: config.base, Hasher: hasher, Keyring: keyring,
			Guard: guard, Sender: sender, TimeZone: config.zone(),
			LoginLimit: models.Throttle{Count: config.RateLogin.Count, Window: config.RateLogin.Window},
			Streams:    web.NewStreams(db),
			Searches:   web.NewTurns(max(1, runtime.GOMAXPROCS(0)/2)),
			Programs:   web.NewTurns(1),
		},
		Jobs:   jobs.New(db, log),
		config: config, metrics: newMetrics(), limiter: web.NewLimiter(config.RatePublic, 1, db.Now),
		searching:  web.NewLimiter(web.Rate{Count: searchesPerPost * config.RatePublic.Count, Window: config.RatePublic.Window}, 1, db.Now),
		keyLimiter: web.NewLimiter(config.RateAPI, 2, db.Now),
	}
	a.Jobs.Add(jobs.Webhooks(db, sender))
	a.metrics.watchWebhooks(db, sender)
	if a.routes, err = a.table(); err != nil {
		return nil, err
	}
	a.handler = a.build()
	return a, nil
}

// Routes is the route table, as it is served.
func (a *App) Routes() []web.Route { return a.routes }

// ServeHTTP answers a request; tests and the server share it.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// build wires the table into echo, with what every request passes in this order.
func (a *App) build() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = a.problem
	e.IPExtractor = addressReader(a.config.TrustedProxies)
	e.Use(a.observe, a.secureHeaders, a.recoverPanic, sameSite())
	packed := compress()
	for _, route := range a.routes {
		e.Add(route.Method, route.Path, route.Handle, packed(route), a.enter(route))
		if route.Method == http.MethodGet && !route.Streams {
			e.Add(http.MethodHead, route.Path, route.Handle, a.enter(route)) // the server drops the body
		}
	}
	return e
}
