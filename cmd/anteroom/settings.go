package main

import (
	"log/slog"

	"github.com/alecthomas/kong"

	"anteroom/app"
)

// settings is embedded in every command that needs the configuration: catch alone does not.
type settings struct {
	app.Config
}

// AfterApply starts the log and hands the configuration to Run. kong calls it once everything is read and valid.
func (s *settings) AfterApply(command *kong.Context) error {
	slog.SetDefault(newLog(s.Log))
	command.Bind(&s.Config)
	return nil
}
