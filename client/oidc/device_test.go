package oidc_test

import (
	"errors"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// elsewhere asks for a code for another device.
func (r *rig) elsewhere() plan.OpenBrowser {
	r.Helper()
	step := r.begin(plan.SignIn, nil)
	if !step.Elsewhere || step.Device.Given() {
		r.Fatalf("%+v", step)
	}
	next, err := r.id.Submit(r.Context(), step, plan.AnotherDevice{})
	r.must(err)
	return next.(plan.OpenBrowser)
}

// poll asks again, as often as the step says.
func (r *rig) poll(step plan.OpenBrowser) (plan.Step, error) {
	r.clock.Advance(step.Device.PollEvery)
	return r.id.Poll(r.Context(), step)
}

func TestAMemberSignsInFromAnotherDevice(t *testing.T) {
	r := opened(t)
	step := r.elsewhere()
	d := step.Device
	if d.Page != issuer+"/code" || d.Code != "WDJB-MJHT" || d.Link != issuer+"/code?user_code=WDJB-MJHT" || d.PollEvery != 5*time.Second ||
		d.Expires.Sub(noon.Add(10*time.Minute)).Abs() > time.Minute {
		t.Errorf("%+v", d)
	}
	next, err := r.poll(step)
	if err != nil || next.(plan.OpenBrowser).Device != d {
		t.Error(next, err)
	}
	r.op.Approve(true)
	done, err := r.poll(step)
	r.must(err)
	if s := done.(plan.Done).Session; s.Actor != "member-1" || r.door.open() != 0 {
		t.Errorf("%+v", s)
	}
	if _, err := r.poll(step); !problem.Is(err, problem.FlowExpired) {
		t.Error("afterwards:", err)
	}
}

// TestTheBrowserHereStillWorks: a member who asked for a code may find the browser after all.
func TestTheBrowserHereStillWorks(t *testing.T) {
	r := opened(t)
	step := r.elsewhere()
	done, err := r.arrive(step, r.op.Visit(step.URL))
	if err != nil || done.Kind() != plan.KindDone {
		t.Error(done, err)
	}
}

// TestAttackPolls: AT-040. However often the app asks, the provider is asked as often as it wants, and one at a time.
func TestAttackPolls(t *testing.T) {
	r := opened(t)
	step := r.elsewhere()
	for range 1000 { // a hundred times a second
		r.clock.Advance(10 * time.Millisecond)
		if _, err := r.id.Poll(t.Context(), step); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(r.op.Polls()); n > 3 {
		t.Error(n, "polls in ten seconds")
	}
	r.op.SlowDown(2)
	for _, want := range []time.Duration{10 * time.Second, 15 * time.Second, 15 * time.Second} {
		next, err := r.poll(step)
		r.must(err)
		if step = next.(plan.OpenBrowser); step.Device.PollEvery != want {
			t.Error(step.Device.PollEvery, "want", want)
		}
	}
	at := r.op.Polls()
	if last := at[len(at)-1].Sub(at[len(at)-2]); last != 15*time.Second {
		t.Error("asked after", last)
	}
}

func TestTheOtherDeviceSaysNoOrNothing(t *testing.T) {
	t.Run("the member says no", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.op.Approve(false)
		next, err := r.poll(step)
		if r.offered(step, next, err, problem.ProviderCancelled); next.(plan.OpenBrowser).Device.Given() {
			t.Error("the old code is still shown")
		}
	})
	t.Run("too late", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.clock.Advance(11 * time.Minute)
		next, err := r.poll(step)
		r.offered(step, next, err, problem.CodeExpired)
		if len(r.op.Polls()) != 0 {
			t.Error("asked all the same")
		}
	})
}

func TestADeviceGrantOnABadLine(t *testing.T) {
	t.Run("the provider is down for a while", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.op.Bend.Before = answers("/token", 503, "")
		if next, err := r.poll(step); !problem.Is(err, problem.ServerError) || !next.(plan.OpenBrowser).Device.Given() {
			t.Error(next, err)
		}
		r.op.Bend.Before = nil
		r.op.Approve(true)
		if done, err := r.poll(step); err != nil || done.Kind() != plan.KindDone {
			t.Error(done, err)
		}
	})
	t.Run("busy", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.op.Bend.Before = answers("/token", 429, "")
		if next, err := r.poll(step); !problem.Is(err, problem.TooBusy) || next.(plan.OpenBrowser).Device.PollEvery != 10*time.Second {
			t.Error(next, err)
		}
	})
}

func TestADeviceGrantWithoutTheBrowser(t *testing.T) {
	t.Run("no browser can come back here", func(t *testing.T) {
		r := opened(t)
		r.door.fault = errors.New("no port")
		step := r.begin(plan.SignIn, nil)
		if !step.Device.Given() || step.URL != step.Device.Link {
			t.Fatalf("%+v", step)
		}
		r.op.Approve(true)
		if done, err := r.poll(step); err != nil || done.Kind() != plan.KindDone {
			t.Error(done, err)
		}
	})
	t.Run("the app was closed meanwhile", func(t *testing.T) {
		r := opened(t)
		step := r.elsewhere()
		r.must(r.open())
		again, err := r.id.Resume(t.Context(), plan.Handle{Bytes: step.Handle.Clone()})
		r.must(err)
		if d := again.(plan.OpenBrowser).Device; d.Code != step.Device.Code || !d.Expires.Equal(step.Device.Expires) || d.PollEvery != step.Device.PollEvery {
			t.Errorf("%+v, want %+v", d, step.Device)
		}
		r.op.Approve(true)
		if done, err := r.poll(again.(plan.OpenBrowser)); err != nil || done.Kind() != plan.KindDone {
			t.Error(done, err)
		}
	})
}

func TestADeviceGrantThatCannotBeShown(t *testing.T) {
	for name, body := range map[string]string{
		"no code": `{"device_code":"d","verification_uri":"https://id.example.org/x","expires_in":600}`, "no end": `{"device_code":"d","user_code":"u","verification_uri":"https://id.example.org/x"}`,
		"a page in the member's network": `{"device_code":"d","user_code":"u","verification_uri":"https://10.0.0.1/x","expires_in":600}`,
		"not JSON":                       "oops", "an empty object": "{}",
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t)
			r.op.Bend.Before = answers("/device", 200, body)
			step := r.begin(plan.SignIn, nil)
			next, err := r.id.Submit(t.Context(), step, plan.AnotherDevice{})
			if !problem.Is(err, problem.Malformed) || next.(plan.OpenBrowser).Device.Given() {
				t.Error(next, err)
			}
		})
	}
	t.Run("none is offered", func(t *testing.T) {
		r := opened(t, func(r *rig) { r.op.Bend.Discovery = without("device_authorization_endpoint") })
		step := r.begin(plan.SignIn, nil)
		if step.Elsewhere {
			t.Error("offered")
		}
		if _, err := r.id.Submit(t.Context(), step, plan.AnotherDevice{}); !problem.Is(err, problem.Unexpected) {
			t.Error(err)
		}
	})
}
