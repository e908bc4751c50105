package admin

import (
	"errors"

	"anteroom/models"
)

// invalidOf says whether an error is what somebody typed wrong: then the page is shown again with it.
func invalidOf(err error) (models.Invalid, bool) {
	var invalid models.Invalid
	if errors.As(err, &invalid) {
		return invalid, true
	}
	return nil, false
}
