package apptest

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

// patience is how long a request may take on a machine with much else to do, and a stream be listened to.
const (
	patience       = time.Minute
	streamPatience = 5 * time.Minute
)

// Password is every test user's.
const Password = "pebble lantern orchard kite"

// Client is a browser of one visitor or user. It follows no redirect by itself.
type Client struct {
	T      testing.TB
	URL    string
	Token  string // of the session
	http   *http.Client
	Header http.Header // sent with every request
}

// Visitor is a browser in which nobody is logged in.
func (w *World) Visitor() *Client {
	w.T.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.T.Fatal(err)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	w.T.Cleanup(transport.CloseIdleConnections)
	return &Client{T: w.T, URL: w.URL, Header: http.Header{}, http: &http.Client{
		Jar: jar, Transport: transport, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// As is the browser of the user with a role: Vera Lund (viewer), Ben Okafor (staff), Mina Sato (manager), Ana Castillo (admin).
func (w *World) As(role models.Role) *Client {
	w.T.Helper()
	if w.clients[role] == nil {
		w.clients[role] = w.LoggedIn(w.User(role))
	}
	return w.clients[role]
}

// LoggedIn is a browser with a fresh session of any user.
func (w *World) LoggedIn(user *models.User) *Client {
	w.T.Helper()
	client := w.Visitor()
	w.Write(func(tx *models.Tx) (err error) {
		client.Token, err = models.StartSession(tx, user, "127.0.0.1", "test")
		return err
	})
	client.SetCookie("anteroom", client.Token)
	return client
}

// User is the user with a role.
func (w *World) User(role models.Role) *models.User {
	w.T.Helper()
	user, err := models.FindUserByEmail(w.DB.Read(w.T.Context()), string(role)+"@linden.example")
	if err != nil {
		w.T.Fatal(err)
	}
	return user
}

// Key makes an API key and a client that sends it.
func (w *World) Key(scope models.KeyScope) *Client {
	w.T.Helper()
	client := w.Visitor()
	w.Write(func(tx *models.Tx) error {
		_, secret, err := models.CreateAPIKey(tx, "key "+models.NewShortID(), scope)
		client.Header.Set("Authorization", "Bearer "+secret)
		return err
	})
	return client
}

func (w *World) addUsers() {
	w.T.Helper()
	hash, err := w.App.Hasher.Hash(w.T.Context(), Password)
	if err != nil {
		w.T.Fatal(err)
	}
	names := map[models.Role]string{
		models.RoleViewer: "Vera Lund", models.RoleStaff: "Ben Okafor", models.RoleManager: "Mina Sato", models.RoleAdmin: "Ana Castillo",
	}
	w.Write(func(tx *models.Tx) error {
		for _, role := range models.Roles() {
			user := &models.User{Email: string(role) + "@linden.example", Name: names[role], Role: role, AllLocations: true, PasswordHash: hash}
			if err := user.Create(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetCookie puts a cookie into the jar.
func (c *Client) SetCookie(name, value string) {
	c.T.Helper()
	address, err := url.Parse(c.URL)
	if err != nil {
		c.T.Fatal(err)
	}
	c.http.Jar.SetCookies(address, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// Get opens a path.
func (c *Client) Get(path string) *Page {
	c.T.Helper()
	return c.Do(c.Request(http.MethodGet, path, nil))
}

// Post sends a form, as a page of this site does.
func (c *Client) Post(path string, form url.Values) *Page {
	c.T.Helper()
	request := c.Request(http.MethodPost, path, strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.Do(request)
}

// JSON sends a body of the API.
func (c *Client) JSON(method, path, body string) *Page {
	c.T.Helper()
	request := c.Request(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return c.Do(request)
}

// Request is a request of this browser, to change before Do.
func (c *Client) Request(method, path string, body io.Reader) *http.Request {
	c.T.Helper()
	request, err := http.NewRequestWithContext(c.T.Context(), method, c.URL+path, body)
	if err != nil {
		c.T.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, values := range c.Header {
		request.Header[name] = values
	}
	return request
}

// Do sends a request and reads the whole answer.
func (c *Client) Do(request *http.Request) *Page {
	c.T.Helper()
	answer, err := c.http.Do(request)
	if err != nil {
		c.T.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.T.Fatal(err)
	}
	return &Page{T: c.T, Status: answer.StatusCode, Header: answer.Header, Body: string(body), Location: answer.Header.Get("Location")}
}

// Stream opens an answer that does not end; the caller closes its body.
func (c *Client) Stream(path string) *http.Response {
	c.T.Helper()
	listening := *c.http
	listening.Timeout = streamPatience
	answer, err := listening.Do(c.Request(http.MethodGet, path, nil))
	if err != nil {
		c.T.Fatal(err)
	}
	return answer
}
