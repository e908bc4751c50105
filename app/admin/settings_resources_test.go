package admin_test

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"anteroom/models"
)

func (s *salon) resourceNow(id int64) *models.Resource {
	s.T.Helper()
	resource, err := models.FindResource(s.DB.Read(s.T.Context()), models.Everywhere(), itoa(id))
	if err != nil {
		s.T.Fatal(err)
	}
	return resource
}

func TestStaffAreTiedToALoginAndARoomIsNot(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), resourcesPath+"/"+itoa(s.ana.ID)
	user := s.User(models.RoleStaff)
	form := manager.Get(path).Wants(200).Form(path)
	form.Set("userId", itoa(user.ID))
	form.Set("email", "ana@linden")
	form.Set("capacity", "many")
	page := manager.Post(path, form).Wants(422)
	if page.Errors()["email"] == "" || page.Errors()["capacity"] == "" {
		t.Errorf("errors are %v", page.Errors())
	}
	form = page.Form(path)
	form.Set("email", "ana@linden.example")
	form.Set("capacity", "2")
	manager.Post(path, form).WantsRedirect(resourcesPath)
	ana := s.resourceNow(s.ana.ID)
	if ana.UserID == nil || *ana.UserID != user.ID || ana.Capacity != 2 || len(ana.ServiceIDs) != 2 {
		t.Errorf("kept is %+v", ana)
	}
	manager.Get(resourcesPath).Says("has a login")
	form = manager.Get(path).Form(path)
	form.Set("kind", "room")
	manager.Post(path, form).Wants(422).Says("for a member of staff")
	form.Set("userId", "999")
	manager.Post(path, form).Wants(422).Says("Please choose one of the users.")
	room := url.Values{"name": {"Blue room"}, "kind": {"room"}, "isActive": {"on"}, "serviceIds": {itoa(s.haircut.ID)}}
	manager.Post(resourcesPath, room).WantsRedirect(resourcesPath)
	if haircut := s.serviceNamed("haircut"); len(haircut.ResourceIDs) != 3 {
		t.Errorf("a haircut needs %v", haircut.ResourceIDs)
	}
	if heard := s.types(); !slices.Contains(heard, "resource.updated") || !slices.Contains(heard, "resource.created") {
		t.Errorf("the receiver heard %v", heard)
	}
}

func TestWhoPausesIsNotBookedUntilUndone(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), resourcesPath+"/"+itoa(s.ben.ID)+"/duty"
	manager.Post(path, url.Values{"working": {"perhaps"}}).Wants(422)
	manager.Post(path, url.Values{"working": {"no"}}).WantsRedirect(resourcesPath)
	if s.resourceNow(s.ben.ID).IsActive {
		t.Error("he is working")
	}
	page := manager.Get(resourcesPath).Says("Ben Okafor is not working now.")
	manager.Post(page.Undo(), nil).WantsRedirect(resourcesPath)
	if !s.resourceNow(s.ben.ID).IsActive {
		t.Error("the undo is lost")
	}
}

func TestTheAddressOfACalendarIsShownOnceAndEnds(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), resourcesPath+"/"+itoa(s.ana.ID)
	address := regexp.MustCompile(`/calendar/([\w-]{43})\.ics`)
	token := func() string {
		t.Helper()
		found := address.FindStringSubmatch(manager.Post(path+"/feed", nil).Wants(200).Says("It is shown this once.").Body)
		if found == nil {
			t.Fatal("no address is shown")
		}
		return found[1]
	}
	first := token()
	if address.MatchString(manager.Get(path).Says("a new one ends it").Body) {
		t.Error("it is shown twice")
	}
	second := token()
	find := func(token string) error {
		_, err := models.FindResourceByFeed(s.DB.Read(t.Context()), token)
		return err
	}
	if find(first) == nil || find(second) != nil {
		t.Error("the first one lives on, or the second one does not")
	}
	manager.Post(path+"/feed/removal", nil).WantsRedirect(path)
	if find(second) == nil {
		t.Error("a revoked address is found")
	}
	if heard := s.types(); len(heard) > 0 {
		t.Errorf("the receiver heard %v of a secret", heard)
	}
}

// The calendar of somebody who works at two locations tells of both.
func TestWhoSeesOneLocationSharesNoCalendarOfTheOthers(t *testing.T) {
	s := openSalon(t)
	user := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleManager, PasswordHash: "x"}
	s.Write(func(tx *models.Tx) error {
		south, err := models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		ana := s.ana
		ana.LocationIDs = []int64{s.house.ID, south.ID}
		if err := ana.Save(tx); err != nil {
			return err
		}
		ben := s.ben
		ben.LocationIDs = []int64{s.house.ID}
		if err := ben.Save(tx); err != nil {
			return err
		}
		user.Locations = []models.Location{{ID: s.house.ID}}
		return user.Create(tx)
	})
	lena := s.LoggedIn(user)
	lena.Post(resourcesPath+"/"+itoa(s.ana.ID)+"/feed", nil).Wants(422).Says("is used at other locations too").Hides("/calendar/")
	if s.resourceNow(s.ana.ID).FeedHash != nil {
		t.Error("there is an address all the same")
	}
	lena.Post(resourcesPath+"/"+itoa(s.ben.ID)+"/feed", nil).Wants(200).Says("It is shown this once.")
}

// A manager of one location changes what is theirs; what it is at other locations stays as it was.
func TestWhoSeesOneLocationChangesNothingOfTheOthers(t *testing.T) {
	s := openSalon(t)
	var south models.Location
	var shed models.Resource
	s.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		south = *location
		shed = models.Resource{Name: "Southern shed", Kind: models.Room, IsActive: true, LocationIDs: []int64{south.ID}}
		if err := shed.Save(tx); err != nil {
			return err
		}
		service := s.haircut
		service.LocationIDs, service.ResourceIDs = []int64{s.house.ID, south.ID}, []int64{s.ana.ID, shed.ID}
		return service.Save(tx)
	})
	user := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleManager, PasswordHash: "x"}
	s.Write(func(tx *models.Tx) error {
		user.Locations = []models.Location{{ID: s.house.ID}}
		return user.Create(tx)
	})
	lena, path := s.LoggedIn(user), servicesPath+"/"+itoa(s.haircut.ID)
	form := lena.Get(path).Wants(200).Hides("South").Form(path)
	form.Set("name", "Cut")
	lena.Post(path, form).WantsRedirect(servicesPath)
	cut := s.serviceNamed("haircut")
	if cut.Name != "Cut" || len(cut.LocationIDs) != 2 || len(cut.ResourceIDs) != 2 {
		t.Errorf("kept is %+v", cut)
	}
	form = lena.Get(path).Form(path)
	form.Del("locationIds")
	lena.Post(path, form).Wants(422).Says("Please choose at least one of your locations.")
	form["locationIds"] = []string{itoa(south.ID)}
	lena.Post(path, form).Wants(422)
	form["locationIds"], form["resourceIds"] = []string{itoa(s.house.ID)}, []string{itoa(shed.ID)}
	lena.Post(path, form).Wants(422)
	lena.Post(path+"/deletion", nil).Wants(422).Says("is used at other locations too")
	lena.Post(path+"/position", url.Values{"position": {"1"}}).Wants(403)
	lena.Get(servicesPath).Hides("South")
	lena.Get(resourcesPath).Hides("shed")
	lena.Get(resourcesPath + "/" + itoa(shed.ID)).Wants(404)
	lena.Post(locationsPath+"/"+itoa(south.ID)+"/queue", url.Values{"queue": {"open"}}).Wants(404)
}

func TestTheQueueIsOpenedPausedAndClosed(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), locationsPath+"/"+itoa(s.house.ID)
	for _, state := range []string{"paused", "open", "paused", "closed"} {
		manager.Post(path+"/queue", url.Values{"queue": {state}}).WantsRedirect(path)
		if state != manager.Get(path).Says("The queue of Linden House is "+state+".").Form(path+"/queue").Get("queue") {
			t.Errorf("the queue is not %s", state)
		}
	}
	manager.Post(path+"/queue", url.Values{"queue": {"ajar"}}).Wants(422)
	if heard := s.types(); len(heard) != 4 || slices.ContainsFunc(heard, func(kind string) bool { return kind != "location.updated" }) {
		t.Errorf("the receiver heard %v", heard)
	}
}

func TestALocationHasAnAddressOfItsOwnAndIsHiddenFromCustomers(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), locationsPath+"/"+itoa(s.house.ID)
	form := manager.Get(path).Says("There it is 09:0", "now. Times of appointments").Form(path)
	form.Set("slug", "Linden House")
	if wrong := manager.Post(path, form).Wants(422).Errors()["slug"]; wrong == "" {
		t.Error("any address is taken")
	}
	form.Set("slug", "lindens")
	form.Del("isPublic")
	manager.Post(path, form).WantsRedirect(locationsPath)
	if location := s.location(); location.Slug != "lindens" || location.IsPublic {
		t.Errorf("kept is %+v", location)
	}
	manager.Get(locationsPath).Says("Staff only", "Mon 09:0", "Open")
	fresh := manager.Get(locationsPath + "/new").Form(locationsPath)
	fresh.Set("name", "Lindens")
	fresh.Set("slug", "lindens")
	manager.Post(locationsPath, fresh).Wants(422).Says("Another location has this address.")
}
