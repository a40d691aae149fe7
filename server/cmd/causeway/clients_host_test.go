package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/auth"
	dto "github.com/causeway-gateway/causeway/dto/servicestack"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/server/servicestack"
	"github.com/causeway-gateway/causeway/services"
	"github.com/causeway-gateway/causeway/services/validate"
)

// The messages of testdata/clients/hello.*, which are what ServiceStack's generators print for these classes.
type (
	Hello struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name string
	}

	HelloResponse struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Result string
	}

	RoomType int32

	CreateBooking struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Name     string
		RoomType RoomType
		Nights   *int32
		Tags     []string
	}

	BookingResponse struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Id             int32
		ResponseStatus *dto.ResponseStatus
	}

	DeleteBooking struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Id int32
	}

	FireAndForget struct {
		_ struct{} `clr:"MyApp.ServiceModel"`

		Text string
	}
)

// Enum says that RoomType is an enum.
func (RoomType) Enum() (names []string, values []int64, flags bool) {
	return []string{"Single", "Double"}, []int64{0, 1}, false
}

const (
	staffPassword = "right & <true>"
	staffKey      = "key-of-ann-0123456789"
	tokenLifetime = 5 * time.Minute

	// Notes that make something happen in between the calls of one client.
	later   = "all access tokens are over"
	revoked = "all tokens are revoked"
)

// ann may make bookings.
var ann = auth.User{ID: "1", Name: "ann", Email: "ann@example.org", DisplayName: "Ann", Roles: []string{"Employee"}}

// A staff is the accounts, sessions and keys of a hotel, and all that happens there.
type staff struct {
	clock *clock
	addr  string

	mu       sync.Mutex
	epoch    int64 // that tokens have to carry
	sessions map[string]auth.Login
	asked    []string // "CreateBooking OK"
	noted    []string
	bookings []CreateBooking
}

// startHotel serves a team's own host with sign-in by password, token and key. Tokens are in the bodies of answers, or in cookies.
func startHotel(t *testing.T, cookies bool) *staff {
	t.Helper()
	s := &staff{clock: &clock{at: time.Now()}, sessions: map[string]auth.Login{}} // clients drop cookies by their own clock
	tokens, err := auth.NewTokens(auth.TokenOptions{
		Keys: []auth.TokenKey{{Secret: bytes.Repeat([]byte{7}, 32)}}, Now: s.clock.now,
		Epoch: func(context.Context, string, string) int64 { return s.currentEpoch() },
	})
	if err != nil {
		t.Fatal(err)
	}
	i := &servicestack.Identity{
		Providers: []string{servicestack.JWT, servicestack.APIKey, servicestack.Credentials},
		Users:     s, Sessions: s, Keys: &servicestack.KeyPolicy{Keys: s, Insecure: true},
		Tokens: &servicestack.TokenPolicy{
			Tokens: tokens, Lifetime: tokenLifetime, Cookies: cookies, Insecure: true, // plain TCP on this machine
			Claims: func(c *auth.Claims, _ auth.User) { c.Epoch = s.currentEpoch() },
		},
	}
	d := servicestack.Defaults()
	d.Identity = i
	host, err := server.New(server.Host{
		Name: "hotel", Dialect: d, Log: slog.New(slog.DiscardHandler), Now: s.clock.now, Operations: append(s.operations(), i.Operations()...),
	})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(s.listed(host))
	t.Cleanup(listening.Close)
	s.addr = listening.Listener.Addr().String()
	return s
}

func (s *staff) operations() []services.Operation {
	return []services.Operation{
		services.Op(s.hello, auth.Anyone, "ANY /hello", "ANY /hello/{Name}"),
		services.Op(s.book, servicestack.HasRole("Employee"), "POST /bookings").
			Rules(validate.NotEmpty("Name", func(r *CreateBooking) string { return r.Name })),
		services.Op(s.cancel, auth.SignedIn, "DELETE /bookings/{Id}"),
		services.Op(s.note, auth.Anyone),
	}
}

func (s *staff) hello(_ context.Context, r *Hello) (*HelloResponse, error) {
	return &HelloResponse{Result: "Hello, " + r.Name}, nil
}

func (s *staff) book(_ context.Context, r *CreateBooking) (*BookingResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Name == "full" {
		return nil, services.Errorf(services.Conflict, "NoRoom", "There is no room left for %q", r.Name)
	}
	s.bookings = append(s.bookings, *r)
	return &BookingResponse{Id: int32(len(s.bookings))}, nil
}

func (s *staff) cancel(_ context.Context, r *DeleteBooking) (*services.Void, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Id < 1 || int(r.Id) > len(s.bookings) {
		return nil, services.Errorf(services.NotFound, "NotFound", "There is no booking %d", r.Id)
	}
	s.bookings = slices.Delete(s.bookings, int(r.Id)-1, int(r.Id))
	return nil, nil //nolint:nilnil // nothing is the answer
}

func (s *staff) note(_ context.Context, r *FireAndForget) (*services.Void, error) {
	switch r.Text {
	case later:
		s.clock.advance(2 * tokenLifetime)
	case revoked:
		s.revoke()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noted = append(s.noted, r.Text)
	return nil, nil //nolint:nilnil // nothing is the answer
}

// A seen is a response whose status is remembered.
type seen struct {
	http.ResponseWriter
	status int
}

func (w *seen) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// listed keeps a list of what is asked and with which status it is answered.
func (s *staff) listed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watched := &seen{w, http.StatusOK}
		next.ServeHTTP(watched, r)
		s.mu.Lock()
		defer s.mu.Unlock()
		name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		s.asked = append(s.asked, name+" "+http.StatusText(watched.status))
	})
}

// since returns what was asked since the last call.
func (s *staff) since() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

// booked returns a booking as it arrived.
func (s *staff) booked(i int) CreateBooking {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bookings[i]
}

// notes returns what one-way calls brought.
func (s *staff) notes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.noted)
}

// revoke ends every token.
func (s *staff) revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
}

func (s *staff) currentEpoch() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.epoch
}

// Login implements servicestack.Users.
func (s *staff) Login(_ context.Context, name, password string) (auth.User, error) {
	if name == ann.Name && password == staffPassword {
		return ann, nil
	}
	return auth.User{}, auth.ErrUnauthenticated
}

// User implements servicestack.Users.
func (s *staff) User(_ context.Context, id string) (auth.User, error) {
	if id == ann.ID {
		return ann, nil
	}
	return auth.User{}, auth.ErrNoUser
}

// Key implements servicestack.Keys.
func (s *staff) Key(_ context.Context, text string) (auth.APIKey, error) {
	if text == staffKey {
		return auth.APIKey{Key: staffKey, User: ann.ID, Environment: "live", Kind: "secret"}, nil
	}
	return auth.APIKey{}, auth.ErrUnauthenticated
}

// Keys implements servicestack.Keys.
func (s *staff) Keys(ctx context.Context, _, _ string) ([]auth.APIKey, error) {
	k, err := s.Key(ctx, staffKey)
	return []auth.APIKey{k}, err
}

// Regenerate implements servicestack.Keys: nobody gets new ones.
func (s *staff) Regenerate(context.Context, string, string) ([]auth.APIKey, error) {
	return nil, auth.ErrForbidden
}

// Begin implements servicestack.Sessions.
func (s *staff) Begin(_ context.Context, l auth.Login) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[l.ID] = l
	return nil
}

// Session implements servicestack.Sessions.
func (s *staff) Session(_ context.Context, id string) (auth.Login, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, ok := s.sessions[id]; ok {
		return l, nil
	}
	return auth.Login{}, auth.ErrUnauthenticated
}

// End implements servicestack.Sessions.
func (s *staff) End(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, id)
	return nil
}
