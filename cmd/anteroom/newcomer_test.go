package main_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"anteroom/webhooks/hooktest"
)

// The first paragraph of the README, done by hand: a newcomer starts the program, a family signs up, a receiver hears of it.
func TestANewcomerGoesAllTheWayFromSetupToSignedWebhooks(t *testing.T) {
	house := newPlace(t, "ANTEROOM_WEBHOOK_ALLOW=127.0.0.1/32", "ANTEROOM_WEBHOOK_RETRY=1s,1s,1s").serve()
	receiver := hooktest.New(t)

	ana := openTab(t, house.url)
	ana.setUp(house.link, "Something else")
	ana.makeList("Under threes", "36")

	family := openTab(t, house.url)
	family.open("/")
	family.follow("Under threes")
	family.signUp(child("Ida", "Brandt"))
	family.says("Thank you, you are in line", "Ida Brandt", "1st in line for Under threes")

	ana.open("/admin/waitlists/under-threes")
	ana.follow("Ida Brandt")
	ana.says("added online")

	secret := ana.addEndpoint(receiver.URL() + "/hooks")

	family.open("/signup/under-threes")
	family.signUp(child("Noor", "Haddad"))
	family.says("2nd in line for Under threes")

	ana.open("/admin/people?q=Haddad")
	ana.follow("Noor Haddad")
	ana.follow("Edit")
	ana.fill("Last Name", "Haddad-Ruiz")
	ana.follow("Save")
	ana.says("Noor Haddad-Ruiz")
	receiver.Wait(t, 2)

	ana.press("More for Noor Haddad-Ruiz")
	ana.follow("Delete…")
	ana.fill("Type", "Noor Haddad-Ruiz")
	ana.follow("Delete Noor Haddad-Ruiz")
	receiver.Wait(t, 3)

	in3years := time.Now().AddDate(3, 0, 0).Format(time.RFC3339)
	if stdout, stderr, code := house.place.run("", "jobs", "run", "age-out", "--as-of", in3years); code != 0 || !strings.Contains(stdout, "1 aged out") {
		t.Fatal(stdout, stderr)
	}

	heard := receiver.Wait(t, 4)
	receiver.MustVerify(t, secret)
	for i, want := range []string{"AddPerson", "UpdatePerson", "DeletePerson", "UpdatePerson"} {
		var body struct {
			Type     string
			Sequence int
		}
		if err := json.Unmarshal(heard[i].Body, &body); err != nil {
			t.Fatal(err)
		}
		if body.Type != want || heard[i].Path != "/hooks" {
			t.Errorf("the receiver heard %s at %s as number %d, want %s", body.Type, heard[i].Path, i+1, want)
		}
	}
	if !strings.Contains(string(heard[2].Body), "Haddad-Ruiz") || !strings.Contains(string(heard[3].Body), "Brandt") {
		t.Errorf("the last two are %s and %s", heard[2].Body, heard[3].Body)
	}

	ana.open("/admin/settings/webhooks")
	ana.follow(receiver.URL() + "/hooks")
	ana.says("AddPerson", "DeletePerson", "Delivered")
	ana.openNewestDelivery()
	ana.says("UpdatePerson about Ida Brandt", "webhook-signature: v1")
	ana.follow("Response")
	ana.says("204")
}

// openNewestDelivery goes from an endpoint to the last of its deliveries, however long ago that was.
func (b *tab) openNewestDelivery() {
	b.t.Helper()
	var link string
	b.until(`document.querySelector("main a[href*='/deliveries/']").pathname`, &link)
	b.open(link)
}

// setUp opens the link that the first start prints and makes an account that runs something.
func (b *tab) setUp(link, runs string) {
	b.t.Helper()
	b.open(link)
	b.says("Set up Anteroom")
	b.fill("Your name", "Ana Castillo")
	b.fill("E-mail", "ana@linden.example")
	b.fill("Password", password)
	b.fill("Name", "Linden House")
	b.fill("Country", "Germany")
	b.fill(runs, "on")
	b.follow("Set up")
	b.says("Share your pages")
}

func (b *tab) makeList(name, underMonths string) {
	b.t.Helper()
	b.open("/admin/settings/waitlists/new")
	b.fill("Name", name)
	b.fill("Under", underMonths)
	b.fill("People can sign up by themselves", "on")
	b.fill("Open to new sign-ups", "on")
	b.fill("Tell people their place in line", "on")
	b.follow("Make the list")
	b.says(name)
}

// child is what a family types for a child of two.
func child(first, last string) [][2]string {
	return [][2]string{
		{"Your name", "Jonas " + last},
		{"Email", strings.ToLower(last) + "@example.org"},
		{"First Name", first},
		{"Last Name", last},
		{"Day", "1"},
		{"Month", "1"},
		{"Year", yearsAgo(2)},
	}
}

// addEndpoint registers a URL in the settings and answers the secret, which is shown this once.
func (b *tab) addEndpoint(url string) (secret string) {
	b.t.Helper()
	b.open("/admin/settings/webhooks")
	b.follow("Add an endpoint")
	b.fill("URL", url)
	b.follow("Add the endpoint")
	b.says("It is shown this once")
	b.run(`document.querySelector(".secret code").textContent`, &secret)
	b.follow("I have stored it")
	b.open("/admin/settings/webhooks")
	b.run(`!document.body.innerHTML.includes(`+quote(secret)+`)`, nil)
	return secret
}
