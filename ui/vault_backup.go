package ui

import (
	"context"
	"fmt"
	"slices"

	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/assets"
)

// This file is backups: out of the open vault, and back in.

// showBackup makes one, with a passphrase of its own: the file may lie where others can reach it.
func (u *UI) showBackup() {
	s := &sheet{ui: u, key: "backup", title: "vault.backup", lead: "vault.backup.lead", back: u.showKeeps, next: "vault.backup.do"}
	s.body = s.twice("vault.new.passphrase", "vault.again.passphrase")
	s.do = func() {
		typed, ok := s.typed(passphraseLeast, u.say.Say("vault.short", assets.Facts{"n": fmt.Sprint(passphraseLeast)}))
		if !ok {
			return
		}
		v, where := u.vault, ""
		s.run("vault.backup.busy", func(ctx context.Context) (err error) {
			where, err = u.backUp(ctx, v, typed)
			return err
		}, func() { u.showBackedUp(where) })
	}
	s.show()
}

// backUp writes the backup among the member's downloads. It clears the passphrase.
func (u *UI) backUp(ctx context.Context, v *vault.Vault, passphrase secret.Bytes) (where string, err error) {
	defer passphrase.Clear()
	if v == nil || u.cfg.Files == nil {
		return "", problem.New(problem.FileNotWritten)
	}
	now, before := u.cfg.Device.Now(), v.Rest()
	data, err := v.Backup(ctx, passphrase, now)
	if err != nil {
		return "", err
	}
	where, err = u.cfg.Files.Save(ctx, "vestibule-backup-"+now.In(u.say.zone).Format("2006-01-02")+".vestibule", data)
	if err != nil {
		v.Unbacked(before)
		return "", err
	}
	if v.Rest().Kept {
		err = v.Save(ctx) // so that the reminder knows
	}
	return where, err
}

func (u *UI) showBackedUp(where string) {
	s := &sheet{ui: u, key: "backed up", title: "vault.backup.done", back: u.showKeeps, next: "vault.done", do: u.showKeeps,
		said: u.say.Say("vault.backup.done.lead", assets.Facts{"where": where})}
	s.show()
}

// importBackup brings the codes of a backup in, as any other file of codes: into the vault at hand, or into a new one where
// a browser has cleared it.
func (u *UI) importBackup() {
	bring := func() {
		u.goOn()
		u.withCodes((*codesPage).pickFile)
	}
	if why := u.rest().Why; why == nil || why.Code != problem.StoreEvicted {
		bring()
		return
	}
	keeps := u.reopen()
	background(u, func(ctx context.Context) (reopened, error) { return keeps(ctx), nil },
		func(o reopened, _ *problem.Problem) { u.openGate(o, bring) })
}

// withCodes shows the codes and goes on from there, unless they are locked.
func (u *UI) withCodes(do func(*codesPage)) {
	u.showCodes()
	if u.codes != nil {
		do(u.codes)
	}
}

// onlyKeychain reports that nothing but the keychain opens the vault.
func onlyKeychain(r vault.Rest) bool { return slices.Equal(r.Ways, []vault.Way{vault.Keychain}) }
