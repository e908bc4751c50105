package admin_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

const servicesPath, resourcesPath, locationsPath = "/admin/settings/services", "/admin/settings/resources", "/admin/settings/locations"

func (s *salon) serviceNamed(slug string) *models.Service {
	s.T.Helper()
	service, err := models.FindService(s.DB.Read(s.T.Context()), models.Everywhere(), slug)
	if err != nil {
		s.T.Fatalf("%s: %v", slug, err)
	}
	return service
}

func TestAServiceIsTypedKindlyAndKeptInSeconds(t *testing.T) {
	s := openSalon(t)
	manager := s.As(models.RoleManager)
	form := manager.Get(servicesPath + "/new").Wants(200).Form(servicesPath)
	for name, value := range map[string]string{
		"name": "Settling-in visit", "duration": "1:30", "bufferBefore": "10", "bufferAfter": "1/4 h", "capacity": "0", "minimumNotice": "24", "maximumNotice": "60 days",
		"price": "free", "currency": "Euro", "slug": "Settling In", "resourceIds": "99",
	} {
		form.Set(name, value)
	}
	page := manager.Post(servicesPath, form).Wants(422).Says("Please look at these", "Please load the page again.")
	for _, field := range []string{"bufferAfter", "capacity", "minimumNotice", "price", "slug"} {
		if page.Errors()[field] == "" {
			t.Errorf("nothing is said at %s: %v", field, page.Errors())
		}
	}
	form = page.Form(servicesPath)
	for name, value := range map[string]string{
		"bufferAfter": "15 min", "capacity": "5", "minimumNotice": "24 hours", "cancelNotice": "1 day", "rescheduleNotice": "12h", "price": "25,5", "currency": "eur", "slug": "settling-in", "manualConfirm": "on",
		"resourceIds": itoa(s.ana.ID),
	} {
		form.Set(name, value)
	}
	manager.Post(servicesPath, form).WantsRedirect(servicesPath)
	made := s.serviceNamed("settling-in")
	got := []int{made.Duration, made.BufferBefore, made.BufferAfter, made.Capacity, made.MinimumNotice, made.MaximumNotice, made.CancelNotice, made.RescheduleNotice}
	if want := []int{5400, 600, 900, 5, 86400, 60 * 86400, 86400, 43200}; !slices.Equal(got, want) {
		t.Errorf("kept is %v, want %v", got, want)
	}
	if made.Price != "25.50" || made.Currency != "EUR" || !made.ManualConfirm || !made.IsPublic || !slices.Equal(made.LocationIDs, []int64{s.house.ID}) || !slices.Equal(made.ResourceIDs, []int64{s.ana.ID}) {
		t.Errorf("kept is %+v", made)
	}
	if heard := s.types(); !slices.Equal(heard, []string{"service.created"}) {
		t.Errorf("the receiver heard %v", heard)
	}
	manager.Get(servicesPath).Says("Settling-in visit", "1 h 30 min", "25.50 EUR", "Group of 5", "Confirmed by hand", "Linden House", "Ana Castillo")
	path := servicesPath + "/" + itoa(made.ID)
	form = manager.Get(path).Wants(200).Says("Changed by").Form(path)
	form.Set("name", "Settling in")
	manager.Post(path, form).WantsRedirect(servicesPath)
	page = manager.Post(path, form).Wants(409).Says("Somebody else changed this in the meantime")
	manager.Post(path, page.Form(path)).WantsRedirect(servicesPath)
	if kept := s.serviceNamed("settling-in"); kept.Name != "Settling in" || kept.MinimumNotice != 86400 {
		t.Errorf("kept is %+v", kept)
	}
	if heard := s.types(); !slices.Equal(heard, []string{"service.updated"}) {
		t.Errorf("the receiver heard %v: saving unchanged says nothing", heard)
	}
}

func TestServicesAreOfferedInTheOrderThatStaffGive(t *testing.T) {
	s := openSalon(t)
	manager := s.As(models.RoleManager)
	manager.Post(servicesPath+"/"+itoa(s.advice.ID)+"/position", url.Values{"position": {"1"}}).WantsRedirect(servicesPath)
	page := manager.Get(servicesPath).Says("“Advice” is now 1st.")
	if strings.Index(page.Text(), "Advice 1 h") > strings.Index(page.Text(), "Haircut 30 min") {
		t.Error("the order stays")
	}
	manager.Post(page.Undo(), nil).WantsRedirect(servicesPath)
	manager.Post(servicesPath+"/"+itoa(s.advice.ID)+"/position", url.Values{"position": {"top"}}).Wants(422)
}

func TestWhatIsStillBookedStaysAndTheAppointmentsAreNamed(t *testing.T) {
	s := openSalon(t)
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.types()
	manager := s.As(models.RoleManager)
	for _, path := range []string{servicesPath + "/" + itoa(s.haircut.ID) + "/deletion", resourcesPath + "/" + itoa(s.ana.ID) + "/deletion", locationsPath + "/" + itoa(s.house.ID) + "/archive"} {
		page := manager.Post(path, nil).Wants(409).Says("has 1 appointment ahead. Please move or cancel them first.", "Wed 4 Nov 2026, 10:00: Noor Haddad")
		if !strings.Contains(page.Body, "/admin/visits/"+visit.PublicID) {
			t.Errorf("%s leads nowhere", path)
		}
	}
	s.Write(func(tx *models.Tx) error {
		visit, err := models.FindVisit(tx, models.Everywhere(), visit.PublicID)
		if err != nil {
			return err
		}
		return visit.Cancel(tx, true)
	})
	manager.Post(servicesPath+"/"+itoa(s.haircut.ID)+"/deletion", nil).WantsRedirect(servicesPath)
	manager.Post(resourcesPath+"/"+itoa(s.ana.ID)+"/deletion", nil).WantsRedirect(resourcesPath)
	manager.Post(locationsPath+"/"+itoa(s.house.ID)+"/archive", nil).WantsRedirect(locationsPath)
	if heard := s.types(); !slices.Equal(heard, []string{"visit.updated", "service.removed", "resource.removed", "location.removed"}) {
		t.Errorf("the receiver heard %v", heard)
	}
}

func TestWhatAServiceNeedsIsOneOfEachKind(t *testing.T) {
	s := openSalon(t)
	manager := s.As(models.RoleManager)
	manager.Get(servicesPath).Says("Ana Castillo or Ben Okafor")
	s.Write(func(tx *models.Tx) error {
		room := models.Resource{Name: "Chair by the window", Kind: models.Room, IsActive: true, LocationIDs: []int64{s.house.ID}, ServiceIDs: []int64{s.haircut.ID}}
		if err := room.Save(tx); err != nil {
			return err
		}
		alone := models.Service{Name: "Waiting", Duration: 600}
		return alone.Save(tx)
	})
	manager.Get(servicesPath).Says("Ana Castillo or Ben Okafor, and Chair by the window", "Nobody")
}

// Who left stays named on what they did until that is untied; the rest of it can be changed meanwhile.
func TestAServiceIsChangedAfterSomebodyWhoDidItLeft(t *testing.T) {
	s := openSalon(t)
	manager := s.As(models.RoleManager)
	path := servicesPath + "/" + itoa(s.haircut.ID)
	for _, gone := range []models.Resource{s.ana, s.ben} {
		manager.Post(resourcesPath+"/"+itoa(gone.ID)+"/deletion", nil).WantsRedirect(resourcesPath)
	}
	manager.Get(servicesPath).Says("Ana Castillo (deleted) or Ben Okafor (deleted)")
	manager.Get(servicesPath + "/new").Hides("Ana Castillo")
	form := manager.Get(path).Says("Ben Okafor (deleted)").Form(path)
	form.Set("price", "20")
	manager.Post(path, form).WantsRedirect(servicesPath)
	if now := s.serviceNamed("haircut"); now.Price != "20.00" || len(now.ResourceIDs) != 2 {
		t.Errorf("it costs %s and needs %v", now.Price, now.ResourceIDs)
	}
	manager.Post(servicesPath+"/"+itoa(s.advice.ID)+"/deletion", nil).WantsRedirect(servicesPath)
	form = manager.Get(path).Form(path)
	form.Del("resourceIds")
	manager.Post(path, form).WantsRedirect(servicesPath)
	manager.Get(servicesPath).Says("Nobody").Hides("Ana Castillo")
	manager.Get(path).Hides("Ana Castillo")
}

func TestWhoIsInLineKeepsAServiceInUse(t *testing.T) {
	s := openSalon(t)
	s.walksIn("Noor", s.haircut)
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.As(models.RoleManager).Post(servicesPath+"/"+itoa(s.haircut.ID)+"/deletion", nil).Wants(409).
		Says("“Haircut” has 2 visits in line or ahead. Please serve, move or cancel them first.", "In line now: Noor Haddad Wed 4 Nov 2026, 10:00: Noor Haddad")
}

// What was deleted or archived by mistake is back by the undo, a location also later; receivers hear of it as of something new.
func TestWhatWasTakenOutOfUseComesBack(t *testing.T) {
	s := openSalon(t)
	manager := s.As(models.RoleManager)
	service, resource, location := servicesPath+"/"+itoa(s.haircut.ID), resourcesPath+"/"+itoa(s.ana.ID), locationsPath+"/"+itoa(s.house.ID)
	s.types()
	manager.Post(service+"/deletion", nil).WantsRedirect(servicesPath)
	page := manager.Get(servicesPath).Hides(`href="` + service + `"`)
	manager.Post(page.Undo(), nil).WantsRedirect(servicesPath)
	manager.Get(service).Wants(200)
	manager.Post(resource+"/deletion", nil).WantsRedirect(resourcesPath)
	manager.Post(manager.Get(resourcesPath).Undo(), nil).WantsRedirect(resourcesPath)
	manager.Get(resource).Wants(200)
	manager.Post(location+"/archive", nil).WantsRedirect(locationsPath)
	if undo := manager.Get(locationsPath).Says("Archived", "Bring back").Undo(); undo != location+"/restoration" {
		t.Errorf("the undo leads to %q", undo)
	}
	manager.Get(location).Says("Linden House is archived.", "Bring it back").Hides("Archive it", "Save the queue")
	manager.Post(location+"/restoration", nil).WantsRedirect(location)
	manager.Get(location).Says("Archive it").Hides("Bring it back")
	heard := s.types()
	slices.Sort(heard)
	if !slices.Equal(heard, []string{"location.created", "location.removed", "resource.created", "resource.removed", "service.created", "service.removed"}) {
		t.Errorf("the receiver heard %v", heard)
	}
	manager.Post(service+"/restoration", nil).Wants(404)
	manager.Post(resource+"/restoration", nil).Wants(404)
	manager.Post(location+"/archive", nil)
	s.Write(func(tx *models.Tx) error {
		_, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
		return err
	})
	manager.Post(location+"/restoration", nil).Wants(422).Says("There is a location “Linden House” already.")
}

func TestNothingThereYetSaysWhatToDo(t *testing.T) {
	world := apptest.Start(t)
	manager := world.As(models.RoleManager)
	manager.Get(servicesPath).Says("No services yet", "Add a service")
	manager.Get(resourcesPath).Says("Nobody and nothing yet")
	manager.Get(servicesPath + "/new").Says("There are no staff, rooms or equipment yet")
	manager.Get(servicesPath + "/7").Wants(404)
	for _, path := range []string{servicesPath, resourcesPath, locationsPath + "/1/hours"} {
		world.As(models.RoleStaff).Get(path).Wants(403)
	}
}
