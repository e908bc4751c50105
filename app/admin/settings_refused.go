package admin

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// sameVersion refuses a form that was filled in while somebody else saved; sent once more it is of the version that is kept now.
func sameVersion(typed *string, kept int64) error {
	if version := strconv.FormatInt(kept, 10); *typed != version {
		*typed = version
		return models.ErrStale
	}
	return nil
}

// refusedWith is the status with which a settings form comes back, with why it does where its page shows it; 200 where all was done.
func refusedWith(c echo.Context, err error, overtaken *bool, booked **models.StillBooked, wrong *models.Invalid) (int, error) {
	invalid, isWrong := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrStale):
		*overtaken = true
		return http.StatusConflict, nil
	case errors.As(err, booked):
		hideOthers(c, *booked)
		return http.StatusConflict, nil
	case isWrong:
		*wrong = invalid
		return http.StatusUnprocessableEntity, nil
	}
	return http.StatusOK, err
}
