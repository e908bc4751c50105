package public_test

import (
	"net/http"
	"testing"

	"anteroom/app/apptest"
)

func TestTheFirstPageIsThereBeforeSetup(t *testing.T) {
	apptest.Start(t, apptest.BeforeSetup()).Visitor().Get("/").Wants(http.StatusOK)
}
