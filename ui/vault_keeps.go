package ui

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is the page of what this device keeps: whose it is, where it rests, what opens it, and what can be done with it.

// rest tells where what is remembered rests, also where there is no vault at all.
func (u *UI) rest() vault.Rest {
	if u.vault == nil {
		return vault.Rest{Why: u.vaultWhy}
	}
	return u.vault.Rest()
}

// showKeeps puts the page over the present screen.
func (u *UI) showKeeps() {
	if u.gate == nil {
		u.use()
		u.lay(u.keepsPage, nil)
	}
}

// keepsPage is made anew whenever something on it is another.
func (u *UI) keepsPage() wizard.Page {
	r := u.rest()
	p := wizard.Page{Key: fmt.Sprint("keeps", r.Phase, r.Ways, r.Kept, r.Holder, r.Backup, r.Unsaved, r.Bad, u.idle.After),
		Title: u.say.Say("vault.title"), Lead: u.where(r), Body: u.keepsBody, Notice: u.keepsNotice(r), Back: u.endAside}
	switch r.Phase {
	case vault.Opened:
		p.Others = []wizard.Action{{Label: u.say.Say("vault.lock.now"), Do: u.lockNow}}
	case vault.Shut:
		p.Next = &wizard.Action{Label: u.say.Say("vault.unlock"), Do: u.openShut}
	}
	return p
}

// where says in words where it rests.
func (u *UI) where(r vault.Rest) string {
	place := "device"
	if u.cfg.Platform == "web" {
		place = "browser"
	}
	switch {
	case r.Phase == vault.Shut:
		return u.say.Say("vault.where.shut")
	case r.Phase == vault.Opened:
		return u.say.Say("vault.where.kept." + place)
	case r.Why != nil:
		return u.say.Say("vault.where.memory")
	}
	return u.say.Say("vault.where.fresh." + place)
}

// keepsNotice says what is not as it should be: the first that holds.
func (u *UI) keepsNotice(r vault.Rest) *wizard.Notice {
	switch {
	case r.Why != nil && r.Why.Code != problem.VaultLocked:
		help := u.vaultWays(r.Why)
		delete(help, problem.ImportBackup) // it has a row of its own here
		return u.say.notice(r.Why, help, u.cfg.Device.Now())
	case r.Older:
		return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("vault.older.title"), Detail: u.say.Say("vault.older.detail")}
	case r.Bad > 0:
		return &wizard.Notice{Tone: wizard.Info, Title: u.say.Count("vault.bad.title", r.Bad), Detail: u.say.Say("vault.bad.detail")}
	}
	return u.backupNotice(r)
}

// vaultWays are what helps where nothing is kept, or what is kept is shut.
func (u *UI) vaultWays(p *problem.Problem) ways {
	w := ways{problem.TryAgain: u.openShut, problem.Unlock: u.openShut, problem.SetPassphrase: func() { u.showWay(vault.Passphrase) },
		problem.ImportBackup: u.importBackup, problem.CallThePlan: u.showSupport}
	if p.Facts.URL != "" {
		w[problem.UpdateTheApp] = func() { u.open(p.Facts.URL) }
	}
	return w
}

// openShut asks for a way to open the vault, and comes back.
func (u *UI) openShut() {
	u.endAside()
	if u.vault == nil || u.vault.Rest().Phase != vault.Shut {
		u.recallAgain()
		return
	}
	back := func() { u.takeVault(); u.goOn() }
	u.raise(&gate{vault: u.vault, said: "start", then: back, without: u.redraw})
}

func (u *UI) keepsBody() fyne.CanvasObject {
	r := u.rest()
	parts := []fyne.CanvasObject{u.keepsFacts(r)}
	if r.Phase != vault.Shut {
		parts = append(parts, control.NewHeading(u.say.Say("vault.ways"), 2), control.NewGroup(u.say.Say("vault.ways"), u.wayRows(r)...))
	}
	parts = append(parts, control.NewHeading(u.say.Say("vault.more"), 2), control.NewGroup(u.say.Say("vault.more"), u.keepsRows(r)...))
	return control.Column(24, parts...)
}

// keepsFacts says whose it is, how much, and when it was last backed up.
func (u *UI) keepsFacts(r vault.Rest) fyne.CanvasObject {
	whose, n := r.Holder, 0
	if whose == "" {
		whose = u.say.Say("vault.whose.nobody")
	}
	if u.vault != nil {
		n = len(u.vault.Codes())
	}
	parts := []fyne.CanvasObject{control.NewFact(u.say.Say("vault.whose"), whose)}
	if r.Phase != vault.Shut {
		parts = append(parts, control.NewFact(u.say.Say("vault.codes"), strconv.Itoa(n)), control.NewFact(u.say.Say("vault.backup.last"), u.lastBackup(r)))
	}
	return control.Column(12, parts...)
}

// wayRows lists the ways that can open the vault here.
func (u *UI) wayRows(r vault.Rest) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, w := range u.offeredWays() {
		state := "off"
		if slices.Contains(r.Ways, w) {
			state = "on"
		}
		rows = append(rows, control.NewRow(u.say.Say("vault.way."+string(w)), u.say.Say("vault.way."+state), func() { u.showWay(w) }))
	}
	return rows
}

// offeredWays are those that this device can have: a browser has no keychain, and a PIN needs one.
func (u *UI) offeredWays() []vault.Way {
	if u.cfg.Platform == "web" {
		return []vault.Way{vault.Passphrase, vault.RecoveryCode}
	}
	return []vault.Way{vault.Keychain, vault.Passphrase, vault.RecoveryCode, vault.PIN}
}

// keepsRows lists what can be done. What needs an open vault is there only with one.
func (u *UI) keepsRows(r vault.Rest) []fyne.CanvasObject {
	row := func(key, detail string, do func()) fyne.CanvasObject {
		return control.NewRow(u.say.Say(key), detail, do)
	}
	var rows []fyne.CanvasObject
	if r.Phase != vault.Shut {
		rows = append(rows,
			row("vault.lock.after", u.minutes(u.idle.After), u.showLockAfter),
			row("vault.backup", u.say.Say("vault.backup.detail"), u.showBackup),
			row("vault.import", u.say.Say("vault.import.detail"), u.importBackup),
			row("vault.move", u.say.Say("vault.move.detail"), u.showMove),
			row("vault.whose.change", u.say.Say("vault.whose.change.detail"), u.showHolder))
	}
	if u.cfg.Plans != nil {
		rows = append(rows, row("plans.title", u.say.Say("plans.detail"), u.showPlans))
	}
	return append(rows,
		row("vault.people", u.say.Say("vault.people.detail"), u.showPeople),
		row("vault.erase", u.say.Say("vault.erase.detail"), u.showErase))
}

// lockTimes are what is offered for the lock that comes by itself.
type times []time.Duration

var lockTimes = times{5 * time.Minute, vault.IdleAfter, time.Hour}

// nearest gives the time itself if it is offered, else the usual one: what rests in preferences anybody can change.
func (t times) nearest(d time.Duration) time.Duration {
	if slices.Contains(t, d) {
		return d
	}
	return vault.IdleAfter
}

func (u *UI) minutes(d time.Duration) string { return u.say.Count("time.minute", int(d/time.Minute)) }

// showLockAfter lets the member choose how soon the vault locks by itself.
func (u *UI) showLockAfter() {
	u.lay(func() wizard.Page {
		return wizard.Page{Key: "lock after", Title: u.say.Say("vault.lock.after"), Lead: u.say.Say("vault.lock.lead"), Body: u.lockChoice, Back: u.showKeeps}
	}, nil)
}

func (u *UI) lockChoice() fyne.CanvasObject {
	var options []control.Option
	for _, d := range lockTimes {
		options = append(options, control.Option{Title: u.minutes(d)})
	}
	c := control.NewChoice(u.say.Say("vault.lock.after"), options, func(i int) { u.setLockAfter(lockTimes[i]) })
	c.Pick(slices.Index(lockTimes, u.idle.After))
	return c
}

func (u *UI) setLockAfter(d time.Duration) {
	if d == u.idle.After {
		return
	}
	u.idle.After = d
	u.idle.Begin(u.cfg.Device.Now())
	u.guard()
	if u.cfg.LockIn != nil {
		u.cfg.LockIn(d)
	}
}

// lastBackup says when the last backup was made, and what came since.
func (u *UI) lastBackup(r vault.Rest) string {
	if r.Backup.IsZero() {
		return u.say.Say("vault.backup.never")
	}
	when := u.say.day(r.Backup)
	if r.Unsaved > 0 {
		return when + ". " + u.say.Count("vault.backup.since", r.Unsaved)
	}
	return when
}

// backupNotice reminds of a backup where codes are in none.
func (u *UI) backupNotice(r vault.Rest) *wizard.Notice {
	if r.Unsaved == 0 || r.Phase != vault.Opened {
		return nil
	}
	return &wizard.Notice{Tone: wizard.Info, Title: u.say.Count("vault.remind.title", r.Unsaved), Detail: u.say.Say("vault.remind.detail")}
}

// showHolder lets the member say whose this is.
func (u *UI) showHolder() {
	name := control.NewField(u.say.Say("vault.whose.field"))
	name.SetText(u.rest().Holder)
	s := &sheet{ui: u, key: "holder", title: "vault.whose.change", lead: "vault.whose.lead", back: u.showKeeps, next: "vault.whose.save",
		body: func() fyne.CanvasObject { return name }}
	s.do = func() { s.run("vault.saving", u.naming(name.Text()), u.showKeeps) }
	s.show()
}

func (u *UI) count(n int) assets.Facts { return assets.Facts{"n": strconv.Itoa(n)} }
