package modelstest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// supervise runs the server ($0/postgres on the directory $1) until its standard input closes. The test
// program holds the other end and never writes, so the server ends with it, however it ends.
const supervise = `
"$0/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
	-c full_page_writes=off -c max_connections=200 -c autovacuum=off >"$1/log" 2>&1 &
read -r _
kill -QUIT $!
wait $!
rm -rf "$1"`

// A server is PostgreSQL at url. It ends when lifeline is closed, which the end of the program does.
type server struct {
	url      string
	lifeline io.Closer
}

// startPostgres starts a server in a temporary directory, listening on a socket there alone.
func startPostgres() (*server, error) {
	programs, err := findPostgres()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "anteroom-postgres-")
	if err != nil {
		return nil, err
	}
	identity, err := unprivileged(dir)
	if err != nil {
		return nil, err
	}

	ctx := context.Background()
	initdb := exec.CommandContext(ctx, filepath.Join(programs, "initdb"), "--pgdata", dir+"/data", "--username", "anteroom",
		"--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = identity, dir
	if said, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, said)
	}

	supervisor := exec.CommandContext(ctx, "/bin/sh", "-c", supervise, programs, dir)
	supervisor.SysProcAttr, supervisor.Dir = identity, dir
	lifeline, err := supervisor.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := supervisor.Start(); err != nil {
		return nil, err
	}
	started := &server{"postgres://anteroom@/postgres?host=" + url.QueryEscape(dir), lifeline}
	return started, started.awaitAnswer(dir)
}

// findPostgres answers the directory of the server's programs: Debian's newest, else that of initdb on the path.
func findPostgres() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb), nil
	}
	return "", errors.New("no PostgreSQL here: run `make test`, which installs it, or install the package postgresql")
}

func version(initdb string) int {
	number, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	if err != nil {
		return 0
	}
	return number
}

// unprivileged is who the server runs as, for it refuses to be root: then it is the user postgres, and the directory its own.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	// A group of its own: Ctrl-C reaches the tests, and the server goes after them.
	attributes := &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return attributes, nil
	}
	owner, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root and needs the user postgres: %w", err)
	}
	uid, err := strconv.ParseUint(owner.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(owner.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attributes, os.Chown(dir, int(uid), int(gid))
}

func (s *server) awaitAnswer(dir string) error {
	var err error
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if err = s.execute("SELECT 1"); err == nil {
			return nil
		}
	}
	said, reading := os.ReadFile(dir + "/log")
	return fmt.Errorf("PostgreSQL does not answer: %w\n%s", errors.Join(err, reading), said)
}

// execute waits where a database is still in use: on a busy machine connections that were closed take their time to end.
func (s *server) execute(statement string) error {
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		err := s.try(statement)
		var refusal *pgconn.PgError
		if !errors.As(err, &refusal) || refusal.Code != "55006" || time.Now().After(deadline) {
			return err
		}
	}
}

func (s *server) try(statement string) error {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return err
	}
	_, err = connection.Exec(ctx, statement)
	return errors.Join(err, connection.Close(ctx))
}

// database answers the URL of a database of this server.
func (s *server) database(name string) (string, error) {
	u, err := url.Parse(s.url)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
