package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"anteroom/app"
)

// versionCommand says which build this is.
type versionCommand struct{}

// Run prints it.
func (versionCommand) Run() error {
	_, err := fmt.Fprintln(os.Stdout, "anteroom", app.Version())
	return err
}

// helpCommand shows what --help shows.
type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// Run prints the help.
func (h helpCommand) Run(command *kong.Context) error {
	if len(h.Command) == 0 {
		h.Command = []string{"--help"}
	}
	again, err := kong.Trace(command.Kong, h.Command)
	if err != nil {
		return err
	}
	return again.PrintUsage(false)
}
