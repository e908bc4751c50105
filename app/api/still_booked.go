package api

import (
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

// stillBooked names the appointments that keep something in use.
func stillBooked(booked *models.StillBooked) error {
	ids := []string{}
	for i := range booked.Visits {
		ids = append(ids, booked.Visits[i].PublicID)
	}
	return &web.Refusal{Status: http.StatusConflict, Code: "still-booked", Detail: booked.Error(), More: map[string]any{"visitIds": ids}}
}
