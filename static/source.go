//go:build !dev

package static

import "embed"

//go:embed css *.js vendor/*.js favicon.svg
var source embed.FS
