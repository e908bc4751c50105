//go:build dev

package static

import "os"

// source is the folder as it is: with a file embedded, each change of it would compile every package that serves pages anew.
var source = os.DirFS("static")
