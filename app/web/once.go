package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// OnceField is the name of the hidden input that makes a form work once; its value is NewOnceKey().
const OnceField = "once"

// NewOnceKey is a fresh value for OnceField.
func NewOnceKey() string { return models.NewPublicID() }

// Once runs do in a Write and remembers where it led under the form's key, in the same commit. The same form sent
// again leads there too and changes nothing; with other words in it, it is ErrOtherBody.
func (a *App) Once(c echo.Context, key string, do func(tx *models.Tx) (path string, err error)) (path string, err error) {
	if len(key) < 8 || len(key) > 100 {
		return "", ErrUnreadable
	}
	values, err := formValues(c.Request())
	if err != nil {
		return "", err
	}
	owner, body := "public", []byte(c.Request().URL.Path+"?"+values.Encode())
	if user := User(c); user != nil {
		owner = "user:" + strconv.FormatInt(user.ID, 10)
	}
	err = a.Write(c, func(tx *models.Tx) error {
		answer, err := models.FindAnswer(tx, owner, key, body)
		if err != nil {
			return err
		}
		if answer != nil {
			path = answer.Answer
			return nil
		}
		if path, err = do(tx); err != nil {
			return err
		}
		return models.KeepAnswer(tx, owner, key, body, http.StatusSeeOther, strings.Clone(path))
	})
	return path, err
}
