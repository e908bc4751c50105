package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/alecthomas/kong"
)

// versionCommand says which build this is.
type versionCommand struct{}

// Run prints the version that the module system or the source's state gave the build.
func (versionCommand) Run() error {
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	_, err := fmt.Fprintln(os.Stdout, "anteroom", version)
	return err
}

// helpCommand shows what --help shows.
type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// Run prints the help.
func (h helpCommand) Run(command *kong.Context) error {
	again, err := kong.Trace(command.Kong, h.Command)
	if err != nil {
		return err
	}
	return again.PrintUsage(false)
}
