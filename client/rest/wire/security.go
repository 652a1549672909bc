package wire

import (
	"time"

	"vestibule/app/plan"
)

// Security is a member's account as the security page shows it.
type Security struct {
	ServerTime      time.Time       `json:"server_time"`
	Contacts        []OnFile        `json:"contacts"`
	Authenticators  []Authenticator `json:"authenticators"`
	Sessions        []OpenSession   `json:"sessions"`
	Devices         []TrustedDevice `json:"devices"`
	PasswordChanged time.Time       `json:"password_changed,omitzero"`
	MustChange      bool            `json:"must_change,omitempty"`
}

// OnFile is where the plan reaches a member, masked.
type OnFile struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Hint      string    `json:"hint"`
	Confirmed time.Time `json:"confirmed,omitzero"`
	Bouncing  bool      `json:"bouncing,omitempty"`
}

// OpenSession is one sign-in that is open. Its token does not travel.
type OpenSession struct {
	ID     string    `json:"id"`
	Device string    `json:"device,omitempty"`
	Place  string    `json:"place,omitempty"`
	Began  time.Time `json:"began"`
	Used   time.Time `json:"used,omitzero"`
	This   bool      `json:"this,omitempty"`
}

// TrustedDevice is one that is asked for less. What it was given does not travel.
type TrustedDevice struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Added    time.Time `json:"added,omitzero"`
	LastUsed time.Time `json:"last_used,omitzero"`
	Until    time.Time `json:"until,omitzero"`
	This     bool      `json:"this,omitempty"`
}

// FromOverview gives an account as it travels; now is the plan's time.
func FromOverview(o plan.Overview, now time.Time) Security {
	w := Security{
		ServerTime: now, Contacts: []OnFile{}, Authenticators: []Authenticator{}, Sessions: []OpenSession{}, Devices: []TrustedDevice{},
		PasswordChanged: o.PasswordChanged, MustChange: o.MustChange,
	}
	for _, c := range o.Contacts {
		w.Contacts = append(w.Contacts, fromOnFile(c))
	}
	for _, a := range o.Authenticators {
		w.Authenticators = append(w.Authenticators, fromAuthenticator(a))
	}
	for _, s := range o.Sessions {
		w.Sessions = append(w.Sessions, OpenSession{string(s.ID), s.Device, s.Place, s.Began, s.Used, s.This})
	}
	for _, d := range o.Devices {
		w.Devices = append(w.Devices, TrustedDevice{string(d.ID), d.Name, d.Added, d.LastUsed, d.Until, d.This})
	}
	return w
}

func fromOnFile(c plan.ContactOnFile) OnFile {
	return OnFile{string(c.ID), string(c.Kind), c.Hint, c.Confirmed, c.Bouncing}
}

// mostThings is how many authenticators or trusted devices of one member are believed.
const mostThings = 1000

// Overview gives what the security page shows, or problem.Malformed. Contacts and authenticators of a kind that the app
// does not know are left out: it has no word for what would be taken away.
func (w Security) Overview() (plan.Overview, error) {
	var c check
	o := plan.Overview{
		Contacts: w.contacts(&c), Authenticators: w.authenticators(&c), Sessions: w.sessions(&c), Devices: w.devices(&c),
		PasswordChanged: w.PasswordChanged, MustChange: w.MustChange,
	}
	return o, c.malformed("security")
}

func (w Security) contacts(c *check) []plan.ContactOnFile {
	c.within(int64(len(w.Contacts)), 0, mostContacts, "contacts")
	var out []plan.ContactOnFile
	seen := c.ids("contacts.id")
	for _, on := range w.Contacts {
		seen(on.ID)
		if kind := plan.ContactKind(on.Kind); contactKind(kind) {
			out = append(out, plan.ContactOnFile{ID: plan.ContactID(on.ID), Kind: kind, Hint: cut(on.Hint), Confirmed: on.Confirmed,
				Bouncing: on.Bouncing})
		}
	}
	return out
}

func (w Security) authenticators(c *check) []plan.Authenticator {
	c.within(int64(len(w.Authenticators)), 0, mostThings, "authenticators")
	var out []plan.Authenticator
	seen := c.ids("authenticators.id")
	for _, a := range w.Authenticators {
		seen(a.ID)
		if a.known() {
			out = append(out, a.authenticator(c, "authenticators"))
		}
	}
	return out
}

func (w Security) sessions(c *check) []plan.OpenSession {
	c.within(int64(len(w.Sessions)), 0, mostSessions, "sessions")
	var out []plan.OpenSession
	seen, this := c.ids("sessions.id"), 0
	for _, s := range w.Sessions {
		seen(s.ID)
		c.that(!s.Began.IsZero(), "sessions.began")
		if s.This {
			this++
		}
		out = append(out, plan.OpenSession{ID: plan.SessionID(s.ID), Device: cut(s.Device), Place: cut(s.Place), Began: s.Began, Used: s.Used,
			This: s.This})
	}
	c.that(this <= 1, "sessions.this")
	return out
}

func (w Security) devices(c *check) []plan.TrustedDevice {
	c.within(int64(len(w.Devices)), 0, mostThings, "devices")
	var out []plan.TrustedDevice
	seen := c.ids("devices.id")
	for _, d := range w.Devices {
		seen(d.ID)
		out = append(out, plan.TrustedDevice{ID: plan.DeviceID(d.ID), Name: cut(d.Name), Added: d.Added, LastUsed: d.LastUsed, Until: d.Until,
			This: d.This})
	}
	return out
}

// ids gives a function that notes an id that is empty or came before: a button must not take away another thing.
func (c *check) ids(what string) func(id string) {
	seen := map[string]bool{}
	return func(id string) {
		c.that(id != "" && !seen[id], what)
		seen[id] = true
	}
}
