package webhooks

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"

	"anteroom/models"
)

// Draft is an endpoint as a form or a body of the API describes it.
type Draft struct {
	URL         string
	Description string
	Secret      string  // of the integrator's choosing; empty = Anteroom makes one. Only looked at when creating and rotating
	OAuth       *OAuth  // nil = none; an empty ClientSecret keeps the one before
	Header      *Header // sent along with each request, nil = none; an empty Value keeps the one before
	EventTypes  []string
	LocationIDs []string
	VisitStates []string
	IsActive    bool
	Dialect     string // empty = standard
	Profile     string
	Slots       int // 0 = the default
}

// DraftOf is a stored endpoint as a draft, without its secrets.
func (s *Sender) DraftOf(endpoint *models.Endpoint) (Draft, error) {
	draft := Draft{
		URL: endpoint.URL, Description: endpoint.Description, EventTypes: endpoint.EventTypes, LocationIDs: endpoint.LocationIDs,
		VisitStates: endpoint.VisitStates, IsActive: endpoint.IsActive, Dialect: endpoint.Dialect, Profile: endpoint.Profile, Slots: endpoint.Slots,
	}
	if endpoint.HeaderName != "" {
		draft.Header = &Header{Name: endpoint.HeaderName}
	}
	if endpoint.OAuth == "" {
		return draft, nil
	}
	settings, err := openOAuth(s.config.Keyring, endpoint)
	if err != nil {
		return draft, err
	}
	settings.ClientSecret = ""
	draft.OAuth = &settings
	return draft, nil
}

// Check says as models.Invalid what is wrong with a draft. It asks DNS: call it before the transaction, never in it.
func (s *Sender) Check(ctx context.Context, draft Draft) error {
	invalid := models.Invalid{}
	invalid.Add("url", s.config.Guard.CheckURL(ctx, draft.URL, net.DefaultResolver.LookupNetIP))
	if draft.Secret != "" {
		invalid.Add("secret", CheckSecret(draft.Secret))
	}
	for _, name := range draft.EventTypes {
		if !slices.Contains(EventTypes(), name) {
			invalid.Add("eventTypes", "There is no event called “"+name+"”. Please choose among those that GET /api/v1/schemas/ and the page of the endpoint list.")
		}
	}
	for _, state := range draft.VisitStates {
		if !slices.Contains(VisitStates(), state) && state != "SERVED" {
			invalid.Add("visitStates", "There is no state of visits called “"+state+"”. Please choose among "+strings.Join(VisitStates(), ", ")+".")
		}
	}
	if draft.Dialect != "" {
		if _, err := dialectNamed(draft.Dialect); err != nil {
			invalid.Add("dialect", "Please choose one of the dialects offered, such as standard.")
		}
	}
	if _, err := ParseProfile(draft.Profile); err != nil {
		invalid.Add("profile", "Please choose among the classes of personal data offered.")
	}
	if draft.OAuth != nil {
		s.checkOAuth(ctx, *draft.OAuth, invalid)
	}
	checkHeader(&draft, invalid)
	return invalid.Err()
}

func (s *Sender) checkOAuth(ctx context.Context, settings OAuth, invalid models.Invalid) {
	invalid.Add("oAuth.tokenUrl", s.config.Guard.CheckURL(ctx, settings.TokenURL, net.DefaultResolver.LookupNetIP))
	if settings.ClientID == "" {
		invalid.Add("oAuth.clientId", "Please give the client id, or leave OAuth out.")
	}
}

// Create stores a checked draft and returns the endpoint's secret, which is never shown again.
func (s *Sender) Create(tx *models.Tx, draft Draft) (*models.Endpoint, string, error) {
	secret := draft.Secret
	if secret == "" {
		secret = NewSecret()
	}
	endpoint := &models.Endpoint{PublicID: models.NewPublicID(), IsActive: draft.IsActive}
	if err := s.apply(draft, endpoint); err != nil {
		return nil, "", err
	}
	endpoint.Secret = s.config.Keyring.Seal(secret, secretOwner(endpoint))
	return endpoint, secret, models.CreateEndpoint(tx, endpoint)
}

// Change stores a checked draft as the endpoint's settings and switches it on or off as the draft says. The secret stays.
func (s *Sender) Change(tx *models.Tx, endpoint *models.Endpoint, draft Draft) error {
	if err := s.apply(draft, endpoint); err != nil {
		return err
	}
	if err := endpoint.SaveSettings(tx); err != nil {
		return err
	}
	if draft.IsActive {
		return endpoint.Enable(tx)
	}
	return endpoint.Disable(tx, models.DisabledByStaff)
}

// Rotate gives the endpoint a new secret, chosen or made, and returns it. The one before signs as well for 24 hours.
func (s *Sender) Rotate(tx *models.Tx, endpoint *models.Endpoint, chosen string) (string, error) {
	if chosen == "" {
		chosen = NewSecret()
	}
	if problem := CheckSecret(chosen); problem != "" {
		return "", models.Invalid{"secret": problem}
	}
	until := models.At(models.TxNow(tx).Add(oldSecretLasts))
	return chosen, endpoint.SaveSecret(tx, s.config.Keyring.Seal(chosen, secretOwner(endpoint)), until)
}

func (s *Sender) apply(draft Draft, endpoint *models.Endpoint) error {
	profile, err := ParseProfile(draft.Profile)
	if err != nil {
		return err
	}
	if err := s.keepHeader(draft, endpoint); err != nil {
		return err
	}
	endpoint.URL, endpoint.Description, endpoint.Slots, endpoint.Profile = draft.URL, draft.Description, draft.Slots, string(profile)
	endpoint.EventTypes, endpoint.LocationIDs, endpoint.VisitStates = draft.EventTypes, draft.LocationIDs, draft.VisitStates
	if endpoint.Dialect = draft.Dialect; endpoint.Dialect == "" {
		endpoint.Dialect = standardDialect
	}
	endpoint.OAuth, err = s.sealOAuth(draft.OAuth, endpoint)
	return err
}

func (s *Sender) sealOAuth(settings *OAuth, endpoint *models.Endpoint) (string, error) {
	if settings == nil {
		return "", nil
	}
	sealed, err := s.completeOAuth(*settings, endpoint)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(sealed)
	if err != nil {
		return "", errors.Join(errors.New("keep the OAuth settings"), err)
	}
	return s.config.Keyring.Seal(string(text), oauthOwner(endpoint)), nil
}

// completeOAuth fills in the client secret that a form leaves out: the endpoint's own, which goes to no other host than before.
func (s *Sender) completeOAuth(settings OAuth, endpoint *models.Endpoint) (OAuth, error) {
	if settings.ClientSecret != "" {
		return settings, nil
	}
	if endpoint.OAuth == "" {
		return settings, models.Invalid{"oAuth.clientSecret": "Please give the client secret, or leave OAuth out."}
	}
	before, err := openOAuth(s.config.Keyring, endpoint)
	if err != nil {
		return settings, err
	}
	if !sameHost(before.TokenURL, settings.TokenURL) {
		return settings, models.Invalid{"oAuth.clientSecret": "Please give the client secret again: the token now comes from another host."}
	}
	settings.ClientSecret = before.ClientSecret
	return settings, nil
}

func sameHost(a, b string) bool {
	first, err := url.Parse(a)
	second, failed := url.Parse(b)
	return err == nil && failed == nil && first.Host == second.Host
}
