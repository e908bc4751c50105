// Package migrations holds the numbered SQL of both engines, embedded.
// A change of the schema is one file of the same number in each directory.
package migrations

import "embed"

// SQLite and PostgreSQL hold the files of each engine, at the directory of its name.
//
//go:embed sqlite/*.sql
var SQLite embed.FS

//go:embed postgres/*.sql
var PostgreSQL embed.FS
