package views

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrPath is the box and the dark squares of a text's code, with the quiet zone that cameras need.
func qrPath(text string) (viewBox, path string) {
	const quiet = 4
	code, err := qr.Encode(text, qr.M)
	if err != nil { // longer than a code can be: the link beside it is enough
		return "0 0 1 1", ""
	}
	var d strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&d, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return fmt.Sprintf("0 0 %d %d", code.Size+2*quiet, code.Size+2*quiet), d.String()
}
