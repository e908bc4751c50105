package app

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// Lock keeps a second server off the same SQLite file. The other commands work beside it. PostgreSQL needs none.
func (c *Config) Lock() (unlock func(), err error) {
	path, sqlite := strings.CutPrefix(c.Database, "sqlite:")
	if !sqlite {
		return func() {}, nil
	}
	file, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the lock beside the database cannot be opened: %w", err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("another server is using %s already", path)
	}
	return func() { _ = file.Close() }, nil
}
