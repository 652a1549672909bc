package profile

import "sync"

// Desk knows who is on screen. There is one for a window. Its zero is ready, with nobody there. It is safe for concurrent use
// and must not be copied.
type Desk struct {
	mu      sync.Mutex
	sat     uint64
	seated  bool
	present Profile
}

// Turn is one person's time on screen, from one Sit to the next Sit or Away. Whoever asks a plan takes the turn along, and asks
// Holds before the answer is shown or kept. The zero Turn never holds.
type Turn struct {
	desk *Desk
	sat  uint64
	key  Key
}

// Key tells whose turn it is: what is asked in it is asked for this record, and kept under this key.
func (t Turn) Key() Key { return t.key }

// Sit puts somebody on screen. Every turn before it is over, one of the same person too.
func (d *Desk) Sit(p Profile) Turn {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sat++
	d.seated, d.present = true, p
	return d.turn()
}

// Present gives who is on screen; false: nobody, and nothing of anybody may be.
func (d *Desk) Present() (Profile, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.present, d.seated
}

// Turn gives the turn that is on; false: nobody is there, and the turn never holds.
func (d *Desk) Turn() (Turn, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.seated {
		return Turn{}, false
	}
	return d.turn(), true
}

func (d *Desk) turn() Turn { return Turn{d, d.sat, d.present.Key} }

// Holds reports whether what was asked in a turn may be shown and kept: the same person has been on screen ever since.
func (d *Desk) Holds(t Turn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seated && t == d.turn()
}

// Away leaves nobody on screen: a lock, a sign-out, a grant that has ended.
func (d *Desk) Away() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seated, d.present = false, Profile{}
}
