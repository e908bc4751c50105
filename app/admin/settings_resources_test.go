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
	form = manager.Get(path).Form(path)
	form.Set("address", "Lindenstraße 8,\r\n\r\n10969 Berlin\r\n")
	manager.Post(path, form).WantsRedirect(locationsPath)
	manager.Get(locationsPath).Says("Lindenstraße 8, 10969 Berlin")
	fresh := manager.Get(locationsPath + "/new").Form(locationsPath)
	fresh.Set("name", "Lindens")
	fresh.Set("slug", "lindens")
	manager.Post(locationsPath, fresh).Wants(422).Says("Another location has this address.")
}

func TestALocationThatSomebodyElseSavedKeepsWhatWasTyped(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), locationsPath+"/"+itoa(s.house.ID)
	form := manager.Get(path).Form(path)
	other := manager.Get(path).Form(path)
	other.Set("name", "Linden House North")
	manager.Post(path, other).WantsRedirect(locationsPath)
	form.Set("phone", "+49 30 5550100")
	again := manager.Post(path, form).Wants(409).Says("Somebody else changed this in the meantime").Form(path)
	if s.location().Phone != "" || again.Get("phone") != "+49 30 5550100" {
		t.Errorf("kept is %q, typed again %q", s.location().Phone, again.Get("phone"))
	}
	manager.Post(path, again).WantsRedirect(locationsPath)
	if s.location().Phone == "" {
		t.Error("sent once more it is not kept")
	}
}
