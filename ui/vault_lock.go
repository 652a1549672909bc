package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"vestibule/app/flow"
	"vestibule/app/session"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/wizard"
)

// This file locks: on demand, after a while, and when the device sleeps. The keys are dropped by the vault; here the screen
// is, and what was typed.

// Why the vault was locked, as the words under vault.gate.
const (
	lockedByMember = "asked"
	lockedByTime   = "away" // or the device slept
)

// lockable reports that there is something open to lock. What rests nowhere cannot be locked, only lost.
func (u *UI) lockable() bool {
	return u.vault != nil && u.gate == nil && u.vault.Rest().Phase == vault.Opened
}

// lockNow is the member's own wish.
func (u *UI) lockNow() {
	if u.lockable() {
		u.lock(lockedByMember)
	}
}

// lock is in effect when it returns: no key, no plaintext, no code on screen, nothing secret in a field.
func (u *UI) lock(said string) {
	u.vault.Lock()
	u.clip.clear()
	u.forgetCodes()
	u.atEach(u.coverSeat)
	u.stopGuard()
	u.raise(&gate{vault: u.vault, said: said, locked: true, then: u.unlocked, without: u.leaveLocked})
	go sweep()
}

// coverSeat lets go of what a seat holds of the vault, and of what it shows.
func (u *UI) coverSeat() {
	u.kept.clear()
	u.help.lock()
	u.kept = keeping{why: u.vault.Rest().Why}
	u.lift()
	u.whose.cover()
	u.dropScreen()
}

// dropScreen lets go of what is behind the lock: what was typed in secret, and what was read of the member's records. A
// conversation keeps its step.
func (u *UI) dropScreen() {
	if u.talk != nil {
		u.talk.cover()
		return
	}
	if u.signedIn() {
		u.show(func() wizard.Page { return wizard.Page{Key: "bared", Title: u.say.Say("vault.gate.title")} })
		u.bared = true
	}
}

// signedIn reports that there is a session at the open plan.
func (u *UI) signedIn() bool {
	if u.plan == nil {
		return false
	}
	phase := u.keeper.Standing(u.plan.Key).Phase
	return phase == session.Active || phase == session.Warned
}

// unlocked goes on where the lock came.
func (u *UI) unlocked() {
	u.takeVault()
	u.touched()
	u.atEach(u.uncoverSeat)
	u.offerResume()
}

// uncoverSeat shows again what a seat showed.
func (u *UI) uncoverSeat() {
	switch {
	case u.talk != nil:
		u.talk.run.Send(flow.Uncover{})
		u.talk.rebuild()
	case u.bared && u.place != "":
		u.showRecords(u.place)
	case u.bared:
		u.showHome()
		u.fetch()
	default:
		u.redraw()
	}
}

// leaveLocked goes on without the vault: whoever cannot open it sees nothing of what was open, at any plan.
func (u *UI) leaveLocked() {
	u.leaveOthers()
	u.names = nil
	switch {
	case u.plan == nil:
		u.first()
	case u.signedIn():
		u.signOut()
	default:
		u.again()
	}
}

// cover clears what was typed in secret and hides the page; its step is kept.
func (c *conversation) cover() {
	c.forget()
	c.run.Send(flow.Cover{})
}

// use tells that the member did something, and keeps the vault open.
func (u *UI) use() { u.idle.Touch(u.cfg.Device.Now()) }

// using gives a press that counts as use.
func (u *UI) using(do func()) func() {
	if do == nil {
		return nil
	}
	return func() { u.use(); do() }
}

// lookEvery is how often an open vault is looked after while nothing happens: soon enough after a sleep, and often enough
// for vault.Idle, which takes a longer silence for one.
const lookEvery = 10 * time.Second

// guard looks after the open vault from now on.
func (u *UI) guard() {
	if !u.lockable() {
		u.stopGuard()
		return
	}
	now := u.cfg.Device.Now()
	if u.guarding == nil {
		u.idle.Begin(now)
	}
	u.stopGuard()
	_, left := u.idle.Standing(now)
	u.guarding = u.cfg.Device.AfterFunc(min(lookEvery, left), func() {
		now := u.cfg.Device.Now() // here: what waits for the UI thread has not slept
		u.cfg.Post(func() { u.lookAfter(now) })
	})
}

func (u *UI) stopGuard() {
	if u.guarding != nil {
		u.guarding()
		u.guarding = nil
	}
}

// lookAfter locks the vault if it is to be locked by now, and has the warning drawn.
func (u *UI) lookAfter(now time.Time) {
	if !u.lockable() || u.closing {
		return
	}
	switch phase, _ := u.idle.Standing(now); phase {
	case vault.IdleDue:
		u.lock(lockedByTime)
		return
	case vault.IdleWarned:
		u.redraw()
	}
	u.guard()
}

// slept hears that the device goes to sleep, or has slept. It comes back once the vault is locked, or could not be: the
// device may wait for it.
func (u *UI) slept() {
	done := make(chan struct{})
	end := sync.OnceFunc(func() { close(done) })
	stop := u.cfg.Device.AfterFunc(sleepWaits, end)
	defer stop()
	u.cfg.Post(func() {
		defer end()
		if u.lockable() && !u.closing {
			u.lock(lockedByTime)
		}
	})
	<-done
}

// sleepWaits is how long a device that wants to sleep is kept from it; logind waits five seconds.
const sleepWaits = 4 * time.Second

// lockLeft is how long an open vault stays open if nothing happens; false while that is long.
func (u *UI) lockLeft() (time.Duration, bool) {
	phase, left := u.idle.Standing(u.cfg.Device.Now())
	return left, phase != vault.IdleOpen && u.lockable()
}

// lockWarning is the panel before the vault locks by itself; nil while that is far.
func (u *UI) lockWarning() *wizard.Notice {
	left, near := u.lockLeft()
	if !near {
		return nil
	}
	u.counting = true
	return &wizard.Notice{Tone: wizard.Warning, Title: u.say.Say("session.warn.title"),
		Detail: u.say.Say("vault.warn", assets.Facts{"time": u.say.span(left)}),
		Fix:    &wizard.Action{Label: u.say.Say("vault.warn.stay"), Do: u.stay}}
}

// listenForLock has Ctrl+L and the device's sleep lock the vault.
func (u *UI) listenForLock() {
	key := &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault}
	u.cfg.Window.Canvas().AddShortcut(key, func(fyne.Shortcut) { u.lockNow() })
	if u.cfg.Sleep != nil {
		u.cfg.Sleep(u.slept)
	}
}
