package mockplan

import (
	"crypto/sha256"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
)

// This file is what an invitation and a hand-off have in common: a code that takes it up once, and who guesses at codes.

// ticket is one code that is out. What it takes up is found by either of its two forms.
type ticket struct {
	code, token string
	until       time.Time
}

// ticketBytes is how much chance is in a short code: 40 bits, eight signs, guessed at a few times in a quarter of an hour. The
// link has 128.
const ticketBytes, linkBytes = 5, 16

// invitePath and handoffPath begin the links.
const invitePath, handoffPath = "/i/", "/h/"

func (p *Plan) ticket(life time.Duration) ticket {
	return ticket{code: crockford.EncodeToString(p.random(ticketBytes)), token: p.token(linkBytes), until: p.now().Add(life)}
}

// shown is a ticket as it is told to whoever made it.
func (t ticket) shown(path string) plan.Ticket {
	return plan.Ticket{Code: t.code[:4] + "-" + t.code[4:], Link: "https://" + host + path + t.token, Until: t.until}
}

// misread are letters that crockford's base 32 does not have, and what they were taken for.
var misread = strings.NewReplacer("O", "0", "I", "1", "L", "1", "-", "", " ", "")

// is reports whether a ticket is the one that was typed: as a code in whatever spelling, or as the whole link of this plan.
func (t ticket) is(typed, path string) bool {
	typed = strings.TrimSpace(typed)
	if !linkish(typed) && !strings.Contains(typed, path) {
		return matches(t.code, misread.Replace(strings.ToUpper(typed)))
	}
	at, err := url.Parse(typed)
	return err == nil && at.Host == host && matches(path+t.token, at.Path)
}

// matches compares in a time that tells nothing of where two texts differ.
func matches(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return x == y
}

// mostGuessers is how many places the plan remembers wrong guesses of.
const mostGuessers = 10_000

// guesser is where guesses come from: a member's session, or the address of who asks without one.
func guesser(r *http.Request, m *member) nameKey {
	if m != nil {
		return sha256.Sum256([]byte("ticket of member " + string(m.ID)))
	}
	at, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		at = r.RemoteAddr
	}
	return sha256.Sum256([]byte("ticket from " + at))
}

// guessing reports that too many codes from there were wrong, and until when nothing is taken from there.
func (p *Plan) guessing(from nameKey) *problem.Problem {
	if until := p.guesses.under(from).locked(lockMFA, p.now()); !until.IsZero() {
		return p.refusedBy(lockMFA, until)
	}
	return nil
}

// guessed counts a wrong code, and gives the problem to tell.
func (p *Plan) guessed(from nameKey, code problem.Code) *problem.Problem {
	t, now := p.guesses.under(from), p.now()
	p.guesses.note(from, t, func(t *tally) bool { return !t.locked(lockMFA, now).IsZero() })
	t.miss(lockMFA, now, p.policy.Lockout)
	if trouble := p.guessing(from); trouble != nil {
		return trouble
	}
	trouble := problem.New(code)
	if code == problem.InvitationWrong {
		trouble.Field = "typed"
	}
	if tries := t.tries(lockMFA, p.policy.Lockout); tries.Known {
		trouble.Facts.Left = &tries.Left
	}
	return trouble
}
