package admin_test

import (
	"net/url"
	"reflect"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

// twoHouses is a salon with a second location. A haircut and Ana are of both, advice and Ben of the first alone, and Lena manages that one.
type twoHouses struct {
	*salon
	lena  *apptest.Client
	south models.Location
	shed  models.Resource // of the second location
}

func openTwoHouses(t *testing.T) *twoHouses {
	s := &twoHouses{salon: openSalon(t)}
	user := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleManager, PasswordHash: "x"}
	s.Write(func(tx *models.Tx) error {
		south, err := models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		s.south, s.shed = *south, models.Resource{Name: "Southern shed", Kind: models.Room, Capacity: 1, IsActive: true, LocationIDs: []int64{south.ID}}
		user.Locations = []models.Location{{ID: s.house.ID}}
		here, both := []int64{s.house.ID}, []int64{s.house.ID, south.ID}
		ana, ben, haircut, advice := s.ana, s.ben, s.haircut, s.advice
		ana.LocationIDs, ben.LocationIDs, haircut.LocationIDs, advice.LocationIDs = both, here, both, here
		ana.Hours = models.Hours{{Day: "MO", From: "09:00", To: "13:00"}}
		for _, save := range []func(tx *models.Tx) error{s.shed.Save, ana.Save, ben.Save, advice.Save, user.Create} {
			if err := save(tx); err != nil {
				return err
			}
		}
		haircut.ResourceIDs = []int64{ana.ID, ben.ID, s.shed.ID}
		return haircut.Save(tx)
	})
	s.lena = s.LoggedIn(user)
	return s
}

func TestWhoSeesOneLocationChangesNothingOfASharedService(t *testing.T) {
	s := openTwoHouses(t)
	path, before := servicesPath+"/"+itoa(s.haircut.ID), *s.serviceNamed("haircut")
	whole := s.As(models.RoleManager).Get(path).Wants(200).Form(path)
	theirs := s.lena.Get(path).Wants(200).Says("Haircut is used at other locations too.").Hides("South", "shed", "Delete it").Form(path)
	if theirs.Has("name") || theirs.Has("duration") || theirs.Has("capacity") {
		t.Errorf("Lena is asked for %v", theirs)
	}
	whole.Set("duration", "2 h")
	s.lena.Post(path, whole).Wants(422).Says("Haircut is used at other locations too, so somebody who sees those has to change it.")
	s.lena.Post(path+"/deletion", nil).Wants(422).Says("is used at other locations too")
	s.lena.Post(path+"/position", url.Values{"position": {"1"}}).Wants(403)
	if now := *s.serviceNamed("haircut"); !reflect.DeepEqual(now, before) {
		t.Errorf("it was %+v and is %+v", before, now)
	}
	theirs.Set("duration", "2 h")
	s.lena.Post(path, theirs).WantsRedirect(servicesPath)
	if now := s.serviceNamed("haircut").Duration; now != before.Duration {
		t.Errorf("a haircut takes %d seconds", now)
	}
	for name, wrong := range map[string]string{"locationIds": itoa(s.south.ID), "resourceIds": itoa(s.shed.ID)} {
		form := s.lena.Get(path).Form(path)
		form[name] = []string{wrong}
		s.lena.Post(path, form).Wants(422)
	}
	form := s.lena.Get(path).Form(path)
	form.Del("locationIds")
	s.lena.Post(path, form).Wants(422).Says("Please choose at least one of your locations.")
}

func TestWhoSeesOneLocationTiesWhatIsTheirsAlone(t *testing.T) {
	s := openTwoHouses(t)
	path := servicesPath + "/" + itoa(s.haircut.ID)
	form := s.lena.Get(path).Form(path)
	form.Del("resourceIds")
	s.lena.Post(path, form).WantsRedirect(servicesPath)
	if now := s.serviceNamed("haircut").ResourceIDs; !reflect.DeepEqual(now, []int64{s.ana.ID, s.shed.ID}) {
		t.Errorf("a haircut is left to %v: Ana cuts in the south too", now)
	}
	path = resourcesPath + "/" + itoa(s.ana.ID)
	form = s.lena.Get(path).Form(path)
	form.Del("serviceIds")
	s.lena.Post(path, form).WantsRedirect(resourcesPath)
	if now := s.resourceNow(s.ana.ID).ServiceIDs; !reflect.DeepEqual(now, []int64{s.haircut.ID}) {
		t.Errorf("Ana is left with %v: advice is Lena’s, a haircut is not", now)
	}
	path = servicesPath + "/" + itoa(s.advice.ID)
	form = s.lena.Get(path).Hides("is used at other locations").Form(path)
	form.Set("duration", "2 h")
	form["resourceIds"] = []string{itoa(s.ana.ID), itoa(s.ben.ID)}
	s.lena.Post(path, form).WantsRedirect(servicesPath)
	if now := s.serviceNamed("advice"); now.Duration != 7200 || len(now.ResourceIDs) != 2 {
		t.Errorf("advice, which is hers, is %+v", now)
	}
}

func TestWhoSeesOneLocationChangesNothingOfSharedStaff(t *testing.T) {
	s := openTwoHouses(t)
	path, before := resourcesPath+"/"+itoa(s.ana.ID), *s.resourceNow(s.ana.ID)
	whole := s.As(models.RoleManager).Get(path).Wants(200).Form(path)
	theirs := s.lena.Get(path).Wants(200).Says("Ana Castillo is used at other locations too.").Hides("South", "Change the hours", "Make the address", "Delete it").Form(path)
	if theirs.Has("capacity") || theirs.Has("isActive") || theirs.Has("userId") {
		t.Errorf("Lena is asked for %v", theirs)
	}
	whole.Set("capacity", "3")
	hours := s.lena.Get(path + "/hours").Wants(200).Form(path + "/hours")
	hours["openTo"] = append([]string{"20:00"}, hours["openTo"][1:]...)
	for to, form := range map[string]url.Values{
		"": whole, "/hours": hours, "/duty": {"working": {"no"}}, "/feed": nil, "/feed/removal": nil, "/deletion": nil,
	} {
		s.lena.Post(path+to, form).Wants(422).Says("Ana Castillo is used at other locations too, so somebody who sees those has to")
	}
	if now := *s.resourceNow(s.ana.ID); !reflect.DeepEqual(now, before) {
		t.Errorf("she was %+v and is %+v", before, now)
	}
	theirs.Set("capacity", "3")
	theirs.Set("kind", "room")
	s.lena.Post(path, theirs).WantsRedirect(resourcesPath)
	if now := s.resourceNow(s.ana.ID); now.Capacity != before.Capacity || now.Kind != before.Kind || !now.IsActive {
		t.Errorf("she is %+v", now)
	}
	s.lena.Get(resourcesPath).Hides("shed", "Pause Ana Castillo").Says("Pause Ben Okafor")
	s.lena.Get(resourcesPath + "/" + itoa(s.shed.ID)).Wants(404)
	s.lena.Post(resourcesPath+"/"+itoa(s.ben.ID)+"/duty", url.Values{"working": {"no"}}).WantsRedirect(resourcesPath)
	s.lena.Post(resourcesPath+"/"+itoa(s.ben.ID)+"/feed", nil).Wants(200).Says("It is shown this once.")
	s.lena.Post(locationsPath+"/"+itoa(s.south.ID)+"/queue", url.Values{"queue": {"open"}}).Wants(404)
}
