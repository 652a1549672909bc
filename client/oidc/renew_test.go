package oidc_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/client/oidc/optest"
)

func (r *rig) bearer(s plan.Session) string {
	r.Helper()
	token, err := r.id.Bearer(r.Context(), s)
	r.must(err)
	return string(token.Reveal())
}

func TestATokenIsRenewedShortlyBeforeItsEnd(t *testing.T) {
	r := opened(t)
	s := r.signIn().Session
	first := r.bearer(s)
	if first != string(s.Token.Reveal()) {
		t.Error("the first one is another")
	}
	r.clock.Advance(4*time.Minute + 29*time.Second)
	if r.bearer(s) != first || r.op.Count("/token") != 1 {
		t.Error("renewed too early")
	}
	r.clock.Advance(2 * time.Second)
	second := r.bearer(s)
	if second == first || r.op.Count("/token") != 2 {
		t.Error("not renewed")
	}
	r.clock.Advance(24 * time.Hour)
	if third := r.bearer(s); third == second {
		t.Error("not renewed after a day")
	}
}

// TestOnlyInvalidGrantEndsASession: whatever else is in the way, the session goes on when it is gone.
func TestOnlyInvalidGrantEndsASession(t *testing.T) {
	troubles := map[string]func(http.ResponseWriter, *http.Request) bool{
		"503": answers("/token", 503, ""), "500 with invalid_grant": answers("/token", 500, `{"error":"invalid_grant"}`),
		"429": answers("/token", 429, ""), "401": answers("/token", 401, `{"error":"invalid_client"}`), "no JSON": answers("/token", 200, "oops"),
		"half": answers("/token", 200, `{"access_token":"a","token_`), "empty": answers("/token", 200, ""),
		"a guest network": func(w http.ResponseWriter, q *http.Request) bool {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<html>Welcome to the hotel"))
			return true
		},
		"unsupported": answers("/token", 400, `{"error":"unsupported_grant_type"}`), "a proxy": answers("/token", 407, `{"error":"invalid_request"}`),
	}
	for name, trouble := range troubles {
		t.Run(name, func(t *testing.T) {
			r := opened(t)
			s, at := r.signIn().Session, &shelf{}
			r.must(r.id.Rest(t.Context(), s, at))
			r.clock.Advance(4*time.Minute + 45*time.Second)
			r.op.Bend.Before = trouble
			if token := r.bearer(s); token != string(s.Token.Reveal()) {
				t.Error("a token that still holds is not given")
			}
			r.clock.Advance(time.Minute)
			if _, err := r.id.Bearer(t.Context(), s); err == nil || problem.Is(err, problem.SessionRevoked) {
				t.Error("after its end:", err)
			}
			if at.empty() {
				t.Error("the shelf was emptied")
			}
			r.op.Bend.Before = nil
			r.bearer(s)
		})
	}
	t.Run("invalid_grant", func(t *testing.T) {
		r := opened(t)
		s, at := r.signIn().Session, &shelf{}
		r.must(r.id.Rest(t.Context(), s, at))
		r.clock.Advance(5 * time.Minute)
		r.op.Bend.Before = answers("/token", 400, `{"error":"invalid_grant"}`)
		if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.SessionRevoked) || !at.empty() {
			t.Error(err, at.empty())
		}
		if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.SessionRevoked) || r.op.Count("/token") != 2 {
			t.Error("it is asked once more:", err)
		}
	})
	t.Run("a line that is cut", func(t *testing.T) {
		r := opened(t)
		s := r.signIn().Session
		r.clock.Advance(5 * time.Minute)
		r.hosts.by["id.example.org"] = nil
		if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.NetDropped) {
			t.Error(err)
		}
		r.hosts.by["id.example.org"] = r.op
		r.bearer(s)
	})
}

// TestANewRefreshTokenRestsBeforeItIsUsed: at each moment the shelf has the newest, so that a program that is killed anywhere
// leaves one that is good.
func TestANewRefreshTokenRestsBeforeItIsUsed(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	for range 5 {
		r.clock.Advance(5 * time.Minute)
		asked := r.op.Count("/token")
		at.onSave = func() {
			if r.op.Count("/token") != asked+1 {
				t.Error("used before it rests")
			}
		}
		r.bearer(s)
	}
	at.onSave = nil
	if len(at.saves) != 6 {
		t.Error(len(at.saves), "saves")
	}
	killed := newRig(t) // another run, with nothing but the shelf
	killed.hosts, killed.config.Transport, killed.config.Clock, killed.op = r.hosts, r.hosts, r.device, r.op
	killed.must(killed.open())
	done, err := killed.id.Renew(t.Context(), at)
	r.must(err)
	if done.Session.Actor != s.Actor || done.Account.Name != "Anna Example" || done.Session.ID == s.ID || done.Session.AAL != plan.AAL1 ||
		!done.Session.Proved.Equal(noon) {
		t.Errorf("%+v", done)
	}
	killed.clock = r.clock
	r.clock.Advance(5 * time.Minute)
	killed.bearer(done.Session)
}

// TestANonceThatIsRepeated: some providers do so in a renewal, and it is the first one's or none.
func TestANonceThatIsRepeated(t *testing.T) {
	r := opened(t, func(r *rig) { r.op.Repeats = true })
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	for range 2 {
		r.clock.Advance(5 * time.Minute)
		r.bearer(s)
	}
	r.must(r.open())
	done, err := r.id.Renew(t.Context(), at)
	if err != nil || !done.Session.Proved.Equal(noon) {
		t.Error("taken up again, the ID token is not believed:", done, err)
	}
}

// TestAnIDTokenOfARenewalThatCannotBeBelieved tells nothing: the session goes on with what is known.
func TestAnIDTokenOfARenewalThatCannotBeBelieved(t *testing.T) {
	r := opened(t)
	s := r.signIn().Session
	r.op.Bend.IDToken = func(c map[string]any) { c["iss"] = "https://evil.example.org" }
	r.clock.Advance(5 * time.Minute)
	r.bearer(s)
	hint := strings.Split(query(t, must(r.id.SignOut(t.Context(), s))).Get("id_token_hint"), ".")
	if claims := string(must(base64.RawURLEncoding.DecodeString(hint[1]))); !strings.Contains(claims, issuer) || strings.Contains(claims, "evil") {
		t.Error(claims)
	}
}

func TestAShelfThatCannotSaveDoesNotEndASession(t *testing.T) {
	r := opened(t)
	s, at := r.signIn().Session, &shelf{}
	r.must(r.id.Rest(t.Context(), s, at))
	at.fault = errors.New("disk full")
	for range 3 {
		r.clock.Advance(5 * time.Minute)
		r.bearer(s)
	}
}

func TestTakenUpAgain(t *testing.T) {
	refusals := map[string]struct {
		at   func(*rig) *shelf
		want problem.Code
	}{
		"nothing on it":       {func(*rig) *shelf { return &shelf{} }, problem.SessionRevoked},
		"something else":      {func(*rig) *shelf { return &shelf{token: []byte("rt-plain")} }, problem.SessionRevoked},
		"of another provider": {func(r *rig) *shelf { return r.rested("https://other.example.org") }, problem.SessionRevoked},
		"locked":              {func(*rig) *shelf { return &shelf{fault: problem.New(problem.VaultLocked)} }, problem.VaultLocked},
	}
	for name, c := range refusals {
		r := opened(t)
		if done, err := r.id.Renew(t.Context(), c.at(r)); !problem.Is(err, c.want) || !done.Session.Token.Empty() {
			t.Error(name, err)
		}
		if r.op.Count("/token") > 1 {
			t.Error(name, "was sent")
		}
	}
	t.Run("a provider that is down leaves it", func(t *testing.T) {
		r := opened(t)
		at := r.rested(issuer)
		r.op.Bend.Before = answers("/token", 503, "")
		if _, err := r.id.Renew(t.Context(), at); !problem.Is(err, problem.ServerError) || at.empty() {
			t.Error(err)
		}
		r.op.Bend.Before = nil
		if _, err := r.id.Renew(t.Context(), at); err != nil {
			t.Error(err)
		}
	})
	t.Run("a token of somebody else", func(t *testing.T) {
		r := opened(t)
		at := r.rested(issuer)
		r.op.Bend.IDToken = func(c map[string]any) { c["sub"] = "member-2" }
		if done, err := r.id.Renew(t.Context(), at); !problem.Is(err, problem.SessionRevoked) || !done.Session.Token.Empty() {
			t.Error(err)
		}
	})
	t.Run("without an ID token", func(t *testing.T) {
		r := opened(t)
		at := r.rested(issuer)
		r.op.Bend.Answer = without("id_token")
		done, err := r.id.Renew(t.Context(), at)
		r.must(err)
		if done.Account.Name != "Anna Example" || done.Account.Identifier != "anna" {
			t.Errorf("%+v", done.Account)
		}
	})
}

// rested gives a shelf with the token of a session at the provider, said to be of another.
func (r *rig) rested(of string) *shelf {
	at := &shelf{}
	r.must(r.id.Rest(r.Context(), r.signIn().Session, at))
	at.token = bytes.Replace(at.token, []byte(issuer), []byte(of)[:len(issuer)], 1)
	return at
}

// keyed is one shelf with a lock, as two running copies of the app share it: who has the key uses it until it lets go.
type keyed struct {
	*shelf
	lock   *sync.Mutex
	holder *bool
}

func (k keyed) Load(ctx context.Context) (secret.Bytes, error) {
	if !*k.holder {
		if !k.lock.TryLock() {
			return secret.Bytes{}, problem.New(problem.StoreInUse)
		}
		*k.holder = true
	}
	return k.shelf.Load(ctx)
}

// TestAttackTwoCopies: AT-061. Two running copies have one shelf, and one of them uses it: the other signs in anew. No old token
// is ever sent, so that the provider has no reason to end both.
func TestAttackTwoCopies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := opened(t)
		at, lock := r.rested(issuer), &sync.Mutex{}
		seen, replays := map[string]bool{}, 0
		var mu sync.Mutex
		r.op.Bend.Before = func(_ http.ResponseWriter, q *http.Request) bool {
			mu.Lock()
			defer mu.Unlock()
			if token := readForm(q).Get("refresh_token"); token != "" {
				if seen[token] {
					replays++
				}
				seen[token] = true
			}
			return false
		}
		var all sync.WaitGroup
		var in, anew int
		for range 2 {
			all.Go(func() {
				c := newRig(t)
				c.config.Transport, c.config.Clock = r.hosts, r.device
				c.must(c.open())
				done, err := c.id.Renew(t.Context(), keyed{at, lock, new(bool)})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil && done.Session.Actor == "member-1":
					in++
				case problem.Is(err, problem.StoreInUse):
					anew++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in != 1 || anew != 1 || replays != 0 || at.empty() {
			t.Error(in, anew, replays)
		}
	})
}

func TestASessionWithoutARefreshTokenEndsWithItsToken(t *testing.T) {
	r := opened(t, func(r *rig) { r.op.Offline = false })
	s, at := r.signIn().Session, &shelf{}
	if !s.Ends.Equal(noon.Add(5 * time.Minute)) {
		t.Error(s.Ends)
	}
	if err := r.id.Rest(t.Context(), s, at); err != nil || !at.empty() || len(at.saves) != 0 {
		t.Error(err, at.saves)
	}
	r.clock.Advance(5 * time.Minute)
	if _, err := r.id.Bearer(t.Context(), s); !problem.Is(err, problem.SessionRevoked) {
		t.Error(err)
	}
}

func TestKeysAreRotated(t *testing.T) {
	r := opened(t)
	s := r.signIn().Session
	r.clock.Advance(5 * time.Minute)
	r.op.Rotate(optest.NewKey("key-2"))
	r.bearer(s)
	r.signIn()
	if r.op.Count("/keys") != 2 {
		t.Error(r.op.Count("/keys"), "times asked for keys")
	}
}

// TestUnknownKeysAreNotAskedForAllDay: whoever sends tokens of unknown keys does not have us ask the provider each time.
func TestUnknownKeysAreNotAskedForAllDay(t *testing.T) {
	r := opened(t)
	r.signIn()
	r.op.Bend.Sign = optest.NewKey("nobody's").Sign
	r.clock.Advance(time.Minute)
	for range 20 {
		r.refused(problem.ProviderRefused)
	}
	if n := r.op.Count("/keys"); n != 2 {
		t.Error(n, "times asked for keys")
	}
}

// TestKeysThatAreNotReached: the sign-in is not refused, it is not there yet.
func TestKeysThatAreNotReached(t *testing.T) {
	r := opened(t)
	r.op.Bend.Before = answers("/keys", 503, "")
	step, err := r.tried()
	if !problem.Is(err, problem.ServerError) || step == nil {
		t.Error(step, err)
	}
}
