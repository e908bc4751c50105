// Command anteroom is the waitlist and booking server and its tools.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones are known whatever the machine has

	"github.com/alecthomas/kong"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"anteroom/app"
	"anteroom/models"
)

// commands are what the program can do, one file for each.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the web application, its jobs and webhooks (what happens without a command)."`
	Migrate migrateCommand `cmd:"" help:"Bring the database's schema up to date."`
	User    userCommand    `cmd:"" help:"Add a user, or set a password."`
	APIKey  apikeyCommand  `cmd:"" name:"apikey" help:"Create, list or revoke keys of the API."`
	Demo    demoCommand    `cmd:"" help:"Serve a made-up account on a database of its own, with a receiver of webhooks built in."`
	Jobs    jobsCommand    `cmd:"" help:"Run a job once."`
	Backup  backupCommand  `cmd:"" help:"Copy a SQLite database, also while it is being served."`
	Restore restoreCommand `cmd:"" help:"Verify a copy and put it where no database is."`
	Check   checkCommand   `cmd:"" help:"Verify what must always hold of the data; exit 1 with a list where it does not."`
	Catch   catchCommand   `cmd:"" help:"Receive webhooks on this machine and print them, signature checked."`
	Routes  routesCommand  `cmd:"" help:"List every route and who may use it."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
	Help    helpCommand    `cmd:"" help:"Show this help."`
}

func main() {
	unix.Umask(0o077)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cli commands
	parser := kong.Must(&cli, kong.Name("anteroom"), kong.UsageOnError(),
		kong.Description("A waitlist and booking application with webhooks. Every flag can be given as a variable."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)))
	command, err := parser.Parse(os.Args[1:])
	if err == nil {
		err = command.Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "anteroom:", err)
		stop()
		os.Exit(1)
	}
}

// newLog writes to standard error: text on a terminal, JSON elsewhere.
func newLog(level string) *slog.Logger {
	options := new(slog.HandlerOptions)
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err == nil {
		options.Level = least
	}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		return slog.New(slog.NewTextHandler(os.Stderr, options))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, options))
}

// withDatabase opens the database, brings its schema up to date and closes it again.
func withDatabase(ctx context.Context, config *app.Config, do func(db *models.DB) error) error {
	db, err := models.Open(ctx, config.Database, models.Options{})
	if err != nil {
		return err
	}
	if err := app.Migrate(ctx, db); err != nil {
		_ = db.Close()
		return err
	}
	err = do(db)
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}
