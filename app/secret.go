package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"anteroom/models"
)

// secret is what encrypts endpoint secrets: the setting, or a file beside a SQLite database that the first start makes.
func (c *Config) secret() (string, error) {
	path, sqlite := strings.CutPrefix(c.Database, "sqlite:")
	if c.Secret != "" || !sqlite {
		return c.Secret, nil
	}
	path += ".secret"
	text, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("the secret in %s cannot be read: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return c.secret()
	}
	if err != nil {
		return "", fmt.Errorf("the secret cannot be kept beside the database: %w", err)
	}
	made := models.NewToken()
	_, err = file.WriteString(made + "\n")
	return made, errors.Join(err, file.Sync(), file.Close())
}
