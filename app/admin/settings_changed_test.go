package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

func TestEachCardOfTheSettingsSaysWhoChangedItLast(t *testing.T) {
	world := apptest.Start(t)
	admin := world.As(models.RoleAdmin)
	var priority *models.Priority
	var location *models.Location
	var endpoint *models.Endpoint
	world.Write(func(tx *models.Tx) (err error) {
		if priority, err = models.CreatePriority(tx, "P1 Siblings", false); err != nil {
			return err
		}
		if location, err = models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"}); err != nil {
			return err
		}
		endpoint = &models.Endpoint{PublicID: models.NewPublicID(), URL: "https://hooks.example.com", IsActive: true, Dialect: "standard"}
		return models.CreateEndpoint(tx, endpoint)
	})
	user := world.User(models.RoleViewer)
	account := "/admin/settings/account"
	admin.Get(account).Hides("Changed by")
	version := func(path string) string {
		return regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(admin.Get(path).Body)[1]
	}
	place := "/admin/settings/locations/" + id(location.ID)
	for path, form := range map[string]url.Values{
		account: {
			"name": {"Linden House"}, "timeZone": {"Europe/Berlin"}, "country": {"DE"}, "nightAt": {"02:30"}, "version": {version(account)},
			"addedDateKey": {"AddedDate"}, "requestedDateKey": {"RequestedDate"},
		},
		place:                      {"name": {"North"}, "timeZone": {"Europe/Berlin"}, "phone": {"030 901820"}, "version": {version(place)}},
		"/admin/settings/fields/1": {"label": {"First name of the child"}, "type": {"text"}, "required": {"on"}},
		"/admin/settings/priorities/" + id(priority.ID): {"name": {"P1 Siblings"}, "siblings": {"on"}},
		"/admin/settings/users/" + user.PublicID:        {"name": {"Vera Holm"}, "role": {"staff"}, "sees": {"all"}},
		"/admin/settings/webhooks/" + endpoint.PublicID + "/settings": {
			"url": {"https://hooks.example.com/new"}, "scope": {"account"}, "events": {"all"}, "dialect": {"standard"}, "personal": {"all"}, "slots": {"2"}, "active": {"on"},
		},
	} {
		admin.Post(path, form).Wants(http.StatusSeeOther)
		admin.Get(path).Says("Changed by Ana Castillo on ")
	}
	world.Write(func(tx *models.Tx) error { return location.OpenQueue(tx) })
	admin.Get(place).Says("Changed by Ana Castillo on ")
}
