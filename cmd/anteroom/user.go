package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"golang.org/x/term"

	"anteroom/app"
	"anteroom/models"
)

// userCommand has the tools for staff logins.
type userCommand struct {
	settings

	Add      userAddCommand      `cmd:"" help:"Add a staff login; prints a one-time link to choose a password unless one is given."`
	Password userPasswordCommand `cmd:"" help:"Set somebody's password, or print a one-time link to choose one."`
}

type userAddCommand struct {
	Email         string `required:"" help:"The e-mail address to log in with."`
	Name          string `help:"The full name; the address unless given."`
	Role          string `required:"" enum:"viewer,staff,manager,admin" help:"viewer, staff, manager or admin."`
	PasswordStdin bool   `help:"Read the password from standard input."`
}

// Run adds the user.
func (u userAddCommand) Run(ctx context.Context, config *app.Config) error {
	if u.Name == "" {
		u.Name, _, _ = strings.Cut(u.Email, "@")
	}
	return withUsers(ctx, config, u.PasswordStdin, u.Email, func(tx *models.Tx, hash string) (*models.User, error) {
		user := &models.User{Email: u.Email, Name: u.Name, Role: models.Role(u.Role), AllLocations: true, PasswordHash: hash}
		return user, user.Create(tx)
	})
}

type userPasswordCommand struct {
	Email         string `required:"" help:"Whose password."`
	PasswordStdin bool   `help:"Read the password from standard input."`
}

// Run sets the password.
func (u userPasswordCommand) Run(ctx context.Context, config *app.Config) error {
	return withUsers(ctx, config, u.PasswordStdin, u.Email, func(tx *models.Tx, hash string) (*models.User, error) {
		user, err := models.FindUserByEmail(tx, u.Email)
		if errors.Is(err, models.ErrNotFound) {
			return nil, fmt.Errorf("there is no user %s", u.Email)
		}
		if err != nil || hash == "" {
			return user, err
		}
		return user, user.SetPassword(tx, hash, 0)
	})
}

// withUsers hashes the password outside the transaction, and prints a link where none was given.
func withUsers(ctx context.Context, config *app.Config, fromStdin bool, email string, change func(tx *models.Tx, hash string) (*models.User, error)) error {
	password, err := readPassword(fromStdin)
	if err != nil {
		return err
	}
	return withDatabase(ctx, config, func(db *models.DB) error {
		a, err := app.New(config, db, slog.Default())
		if err != nil {
			return err
		}
		hash := ""
		if password != "" {
			if err := models.CheckPassword(password, email); err != nil {
				return err
			}
			if hash, err = a.Hasher.Hash(ctx, password); err != nil {
				return err
			}
		}
		link := ""
		err = db.Write(ctx, func(tx *models.Tx) error {
			if err := config.EnsureAccount(tx); err != nil {
				return err
			}
			user, err := change(tx, hash)
			if err != nil || hash != "" {
				return err
			}
			link, err = user.NewLink(tx)
			return err
		})
		if err != nil {
			return err
		}
		if link != "" {
			fmt.Println(a.Link("/welcome?token=" + link))
			return nil
		}
		fmt.Println("Done:", email, "may log in with this password.")
		return nil
	})
}

// readPassword reads a line from standard input, without showing it where somebody types it.
func readPassword(fromStdin bool) (string, error) {
	if !fromStdin {
		return "", nil
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		fmt.Fprint(os.Stderr, "Password: ")
		password, err := term.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(os.Stderr)
		return string(password), err
	}
	line, err := bufio.NewReader(io.LimitReader(os.Stdin, 1024)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", errors.New("no password came on standard input")
	}
	return password, nil
}
