package public_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"anteroom/models"
)

func TestBookingPagesHaveNoFindings(t *testing.T) {
	s := openStudio(t)
	s.list("Toddlers")
	long := s.service("Introductory conversation with the whole kindergarten team of Lindenhurst-Schmargendorf", func(v *models.Service) {
		v.Description = "Bring whoever looks after the child, the vaccination record and, if you have it, the report of the kindergarten before."
		v.Capacity, v.Price, v.Currency, v.ManualConfirm, v.CancelNotice = 12, "1250", "EUR", true, 86400
		v.ResourceIDs = []int64{s.ana.ID, s.ben.ID}
	})
	s.Write(func(tx *models.Tx) error {
		for _, name := range []string{"Wilhelmina Theodora van der Aalst-Okonkwo", "Donaudampfschifffahrtsgesellschaftskapitänin"} {
			r := &models.Resource{Name: name, Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.place.ID}, ServiceIDs: []int64{long.ID}}
			if err := r.Save(tx); err != nil {
				return err
			}
			service, err := models.FindService(tx, models.Everywhere(), long.PublicID)
			if err != nil {
				return err
			}
			service.ResourceIDs = append(service.ResourceIDs, r.ID)
			if err := service.Save(tx); err != nil {
				return err
			}
		}
		_, err := models.CreateField(tx, models.FieldSettings{Label: "Allergies", Help: "Whatever the kitchen should know.", Type: models.TypeArea, OnSignup: true})
		return err
	})
	never := s.service("Summer photo", func(v *models.Service) { v.MinimumNotice = 70 * 24 * 3600 })
	b := openBrowser(t)
	see := func(path, name string) {
		t.Helper()
		b.do(chromedp.Navigate(s.URL + path))
		b.look(name)
	}
	see("/book", "book")
	see(s.path(s.haircut), "book-days")
	see(s.path(s.haircut)+"?date=2026-11-03&time=14:30", "book-times")
	see(s.path(long)+"?party=20&date=2026-11-03", "book-long")
	see(s.path(never), "book-none")
	hold := s.hold(s.visitor, s.path(long), "2026-11-03", "14:30")
	see(hold, "book-details")
	b.send(map[string]string{"email": "noor@", "firstName": "Noor"}, "")
	b.look("book-wrong")
	booked := s.book(s.haircut, "2026-11-05", "14:30", noor())
	see(booked+"/reschedule?date=2026-11-06", "book-move")
	s.later(5 * time.Minute)
	see(hold, "book-taken")
	s.visitor.Post(booked+"/cancellation", nil).Wants(303)
	see(booked+"/reschedule", "book-stays")
}

func TestTheVisitorsOwnTimeStandsBesideTheLocations(t *testing.T) {
	s := openStudio(t)
	b := openBrowser(t)
	for _, c := range []struct{ zone, slot, note string }{
		{"America/New_York", "14:30 08:30", "All times are in Berlin time, UTC+1. Below each stands your own time (New York)."},
		{"Pacific/Auckland", "14:30 Wed 02:30", "Below each stands your own time (Auckland)."},
		{"Europe/Paris", "14:30", "All times are in Berlin time, UTC+1."},
	} {
		_, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, t, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: c.zone})
			return chromedp.Void{}, err
		})
		if err != nil {
			t.Fatal(err)
		}
		b.do(chromedp.Navigate(s.URL + s.path(s.haircut) + "?date=2026-11-03"))
		slot := b.run(`document.querySelector("[value='14:30']").closest("label").innerText.replace(/\s+/g, " ").trim()`)
		if slot != c.slot {
			t.Errorf("%s: the time says %q", c.zone, slot)
		}
		if note := b.run(`document.querySelector("[data-zone-note]").innerText`); !strings.HasSuffix(note, c.note) {
			t.Errorf("%s: the zone is %q", c.zone, note)
		}
	}
}
