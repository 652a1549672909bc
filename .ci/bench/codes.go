package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"vestibule/app/kdf"
	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/vault"
	"vestibule/client/store"
	"vestibule/ui/uitest"
	"vestibule/ui/uitest/desktop"
)

// This file measures the list of codes in the real window: how long a vault takes to unlock, and what the open list costs
// while nobody touches it.

const (
	// many and few are how many codes the two vaults hold; idleGoal is the highest ratio of what they cost at rest.
	many, few = 1000, 10
	idleGoal  = 1.2
	// unlockGoal is from the press to the page behind it, on a machine like the one the goals were set on.
	unlockGoal = 500 * time.Millisecond
	// watched is for how long the open list is looked at: a whole turn of the codes.
	watched = 30 * time.Second
	phrase  = "four plain words here"
)

// rested is what one vault costs.
type rested struct{ unlock, idle time.Duration }

// codes measures both vaults in turn and gives how many goals are not kept.
func codes(program string) (failed int, err error) {
	large, err := rest(program, many)
	if err != nil {
		return 0, err
	}
	small, err := rest(program, few)
	if err != nil {
		return 0, err
	}
	stretching, err := stretched()
	if err != nil {
		return 0, err
	}
	verdict := "kept"
	if large.unlock > unlockGoal {
		verdict, failed = "NOT KEPT", 1
	}
	fmt.Printf("%-28s %8.0f ms, %.0f ms of it stretching, seen through AT-SPI every 50 ms; goal %.0f ms  %s\n", fmt.Sprint("unlock of ", many, " codes"),
		float64(large.unlock.Milliseconds()), float64(stretching.Milliseconds()), float64(unlockGoal.Milliseconds()), verdict)
	failed += report(fmt.Sprint("open list at rest, ", many, " codes"), "ms", float64(large.idle.Milliseconds()), float64(small.idle.Milliseconds()), idleGoal)
	return failed, nil
}

// rest unlocks a vault in the real window and looks at its list.
func rest(program string, n int) (r rested, err error) {
	dir, err := os.MkdirTemp("", "codes")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	if err := fill(dir, n); err != nil {
		return r, err
	}
	d, err := desktop.Start(context.Background(), program, "-data", dir)
	if err != nil {
		return r, err
	}
	defer d.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 3*patience)
	defer cancel()
	if _, err := d.Wait(ctx, uitest.Shows(`textbox "Passphrase"`)); err != nil {
		return r, err
	}
	if err := d.Type("Passphrase", phrase); err != nil {
		return r, err
	}
	began := time.Now()
	if err := d.Press("Unlock"); err != nil {
		return r, err
	}
	if _, err := d.Wait(ctx, uitest.Shows(`"Your codes"`)); err != nil {
		return r, err
	}
	r.unlock = time.Since(began)
	if err := d.Press("Your codes"); err != nil {
		return r, err
	}
	if _, err := d.Wait(ctx, uitest.Shows(`timer "Time left"`)); err != nil {
		return r, err
	}
	before, err := processor(d.Process())
	if err != nil {
		return r, err
	}
	<-time.After(watched)
	after, err := processor(d.Process())
	r.idle = after - before
	return r, err
}

// fill makes a vault with n codes under a passphrase.
func fill(dir string, n int) error {
	ctx := context.Background()
	file := store.Open(dir, "vestibule.vault")
	defer file.Close()
	v := vault.Open(ctx, vault.Config{Keys: keyless{}, Storage: file, Chance: rand.Reader, KDF: kdf.Native{}})
	if err := v.SetPassphrase(ctx, secret.Of([]byte(phrase))); err != nil {
		return err
	}
	for i := range n {
		k := otp.Key{Type: otp.TOTP, Issuer: fmt.Sprintf("Shop %04d", i), Account: "a", Algorithm: otp.SHA1, Digits: 6, Period: 30 * time.Second,
			Secret: secret.Of(fmt.Appendf(nil, "secret of shop %06d", i))}
		if _, err := v.AddCode(vault.Code{Issuer: k.Issuer, Account: k.Account}, k); err != nil {
			return err
		}
	}
	return v.Save(ctx)
}

// keyless is a device without a keychain.
type keyless struct{}

func (keyless) none() error                                  { return problem.New(problem.KeyringUnavailable) }
func (k keyless) Load(context.Context) (secret.Bytes, error) { return secret.Bytes{}, k.none() }
func (k keyless) Save(context.Context, secret.Bytes) error   { return k.none() }
func (k keyless) Delete(context.Context) error               { return k.none() }
func (k keyless) Probe(context.Context) error                { return k.none() }

// stretched is how long the stretching of a passphrase takes here by itself.
func stretched() (time.Duration, error) {
	began := time.Now()
	key, err := kdf.Native{}.Derive(context.Background(), kdf.Passphrase, secret.Of([]byte(phrase)), make([]byte, 16), 32, kdf.Usual)
	key.Clear()
	return time.Since(began), err
}

// processor is how long a process has used the processor (proc(5): utime and stime, in hundredths of a second).
func processor(pid int) (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, found := strings.Cut(string(raw), ") ")
	fields := strings.Fields(rest)
	if !found || len(fields) < 13 {
		return 0, errors.New("no times in /proc")
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, errors.Join(err1, err2)
}
