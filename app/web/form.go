package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
)

// ErrUnreadable is a body that is no form, or not text.
var ErrUnreadable = errors.New("the body is no readable form")

// maxFields bounds how many values a form may have.
const maxFields = 5000

// Bind reads the body, and only the body, into the string and []string fields of a form struct, by their form tag:
//
//	type SignupForm struct { FirstName string `form:"firstName"`; Days []string `form:"days"`; Errors models.Invalid }
//
// Fields without a tag are left alone; a name in the body without a field changes nothing.
func Bind(c echo.Context, form any) error {
	values, err := formValues(c.Request())
	if err != nil {
		return err
	}
	target := reflect.ValueOf(form).Elem()
	for i := range target.NumField() {
		name := target.Type().Field(i).Tag.Get("form")
		if name == "" {
			continue
		}
		switch field := target.Field(i); field.Interface().(type) {
		case string:
			if len(values[name]) > 0 {
				field.SetString(values[name][0])
			}
		case []string:
			field.Set(reflect.ValueOf(append([]string{}, values[name]...)))
		default:
			return errors.New("a form struct has strings alone, and " + name + " is none")
		}
	}
	return nil
}

// Values is the body as names and values, for forms whose fields the account made up.
func Values(c echo.Context) (url.Values, error) {
	return formValues(c.Request())
}

func formValues(request *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(request.Header.Get("Content-Type"))
	if err != nil {
		return nil, ErrUnreadable
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		err = request.ParseForm()
	case "multipart/form-data":
		err = request.ParseMultipartForm(1 << 20)
	default:
		return nil, ErrUnreadable
	}
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, err
	}
	if err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	fields := 0
	for name, values := range request.PostForm {
		for _, value := range append(values, name) {
			if fields++; fields > maxFields || !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return nil, ErrUnreadable
			}
		}
	}
	return request.PostForm, nil
}
