package support_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/app/support"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// plainly says a key with its facts, as a test can read it.
func plainly(key string, facts map[string]string) string {
	key = key[strings.LastIndexByte(key, '.')+1:]
	for _, k := range []string{"name", "host", "version", "system", "plan", "device", "skew", "words", "code", "at", "times", "where", "purpose", "step", "n"} {
		if v, ok := facts[k]; ok {
			key += " " + k + "=" + v
		}
	}
	return key
}

func met(code problem.Code) support.Met {
	return support.Met{Title: "Your plan has turned this account off", Detail: "Only a person can turn it on again.", Code: code, Reference: "TM-ABC234",
		Plan: noon, Device: noon.Add(90 * time.Second), Step: plan.KindRefer, Number: 2, Purpose: plan.SignIn}
}

var dana = support.Member{Name: "Dana Okafor", MemberNumber: "TM-4471-82093", Birth: "1984-03-05", Email: "dana@example.org", Phone: "213-555-0142",
	Asked: true, Changes: []string{"name", "phone"}, Note: "I moved."}

var here = support.Circumstances{PlanName: "Tallowmere", Host: "tallowmere.example.org", App: "0.1.0", System: "linux", Plan: noon, Device: noon.Add(90 * time.Second)}

func packet(j *support.Journal, m support.Member) []support.Line {
	return support.Packet(j, m, here, redactor, plainly)
}

func text(lines []support.Line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s: %s\n", l.Label, l.Text)
	}
	return b.String()
}

func TestAPacketSaysWhatAPersonNeeds(t *testing.T) {
	var j support.Journal
	j.Meet(met(problem.AccountDisabled), redactor)
	j.Try(support.Tried{Purpose: plan.SignIn, Step: plan.KindCredentials, At: noon})
	j.Try(support.Tried{Purpose: plan.SignIn, Step: plan.KindCredentials, At: noon})
	j.SignedIn(noon.Add(-time.Hour))
	want := `name: Dana Okafor
member-number: ••• 093
birth: ••• 1984
email: d•••@example.org
phone: ••• 42
changed: name, phone
last-sign-in: 11:00:00 UTC on 2 March 2026
portal: portal name=Tallowmere host=tallowmere.example.org
app: app version=0.1.0 system=linux
times: times plan=12:00:00 UTC on 2 March 2026 device=12:01:30 UTC on 2 March 2026 skew=ahead n=90
problem: problem words=Your plan has turned this account off. Only a person can turn it on again. code=account.disabled at=12:00:00 UTC on 2 March 2026 times=1 where=place purpose=sign-in step=refer
reference: TM-ABC234
steps: tried times=2 step=credentials
note: I moved.
`
	if got := text(packet(&j, dana)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNothingSaidIsNoLine(t *testing.T) {
	lines := support.Packet(new(support.Journal), support.Member{}, support.Circumstances{PlanName: "T", Host: "h", Device: noon}, redactor, plainly)
	if got := text(lines); got != "portal: portal name=T host=h\napp: app version= system=\ntimes: device device=12:00:00 UTC on 2 March 2026\n" {
		t.Error(got)
	}
	asked := packet(new(support.Journal), support.Member{Asked: true})
	if !slices.ContainsFunc(asked, func(l support.Line) bool { return l.Field == support.Changed && l.Text == "nothing" }) {
		t.Error("who was asked and said no is not told:", text(asked))
	}
}

// secrets makes one of everything that may be typed or sent.
func secrets(r *rand.Rand) []string {
	const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	letters := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = crockford[r.IntN(len(crockford))]
		}
		b[r.IntN(n)] = '7'
		return string(b)
	}
	return []string{
		written(r, digitsOf(r, 6+r.IntN(3))), written(r, digitsOf(r, 9)),
		"VEST-" + letters(4) + "-" + letters(4) + "-" + letters(4), strings.ToLower(letters(4) + " " + letters(4) + " " + letters(4)), letters(16),
		"https://tallowmere.example.org/r/" + letters(22), strings.ToLower(letters(22)),
	}
}

// TestNoSecretReachesALine: whatever a plan echoes into its words, and whatever a member types where a sentence or a name
// belongs, no code, recovery code, nine-digit number, token or link is in any line.
func TestNoSecretReachesALine(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for range 12 {
		for _, secret := range secrets(r) {
			for where, lines := range everywhere(secret) {
				if got := text(lines); strings.Contains(shapeless(got), shapeless(secret)) {
					t.Fatalf("%q in the %s:\n%s", secret, where, got)
				}
			}
		}
	}
}

// everywhere gives the packets of a secret in each place where words come from outside.
func everywhere(secret string) map[string][]support.Line {
	out := map[string][]support.Line{}
	in := func(where string, change func(*support.Met, *support.Member, *support.Circumstances)) {
		var j support.Journal
		m, who, c := met(problem.AccountHeld), dana, here
		change(&m, &who, &c)
		j.Meet(m, redactor)
		lines := support.Packet(&j, who, c, redactor, plainly)
		out[where] = append(lines, support.Aloud(lines)...)
	}
	type of struct {
		met    *support.Met
		member *support.Member
		where  *support.Circumstances
	}
	for where, put := range map[string]func(of){
		"title":     func(o of) { o.met.Title = "Use " + secret },
		"detail":    func(o of) { o.met.Detail = "The code " + secret + " is not right." },
		"reference": func(o of) { o.met.Reference = secret },
		"code":      func(o of) { o.met.Code = problem.Code(secret) },
		"name":      func(o of) { o.member.Name = secret },
		"number":    func(o of) { o.member.MemberNumber = secret },
		"birth":     func(o of) { o.member.Birth = secret },
		"e-mail":    func(o of) { o.member.Email = secret + "@" + secret },
		"phone":     func(o of) { o.member.Phone = secret },
		"note":      func(o of) { o.member.Note = "It said " + secret + ", twice" },
		"plan":      func(o of) { o.where.PlanName = secret },
		"host":      func(o of) { o.where.Host = secret },
		"system":    func(o of) { o.where.System = secret },
		"version":   func(o of) { o.where.App = secret },
		"verdict":   func(o of) { o.where.Verdict = secret },
	} {
		in(where, func(m *support.Met, who *support.Member, c *support.Circumstances) { put(of{m, who, c}) })
	}
	return out
}

// TestItIsReadInAMinute at 150 words a minute (S190), whatever there is to say.
func TestItIsReadInAMinute(t *testing.T) {
	var j support.Journal
	for i := range 30 {
		m := met(problem.Code(fmt.Sprint("code", i)))
		m.Detail = strings.Repeat("word ", 60)
		j.Meet(m, redactor)
	}
	who := dana
	who.Note = strings.Repeat("and then ", 100)
	aloud := support.Aloud(packet(&j, who))
	words := 0
	for _, l := range aloud {
		words += len(strings.Fields(l.Label)) + spelled(l.Text)
	}
	if words > 150 || words < 50 {
		t.Errorf("%d words:\n%s", words, text(aloud))
	}
	if aloud[0].Field != support.Name || aloud[1].Field != support.MemberNumber {
		t.Error(text(aloud))
	}
}

// spelled counts words; numbers and codes are spelled.
func spelled(text string) (n int) {
	for _, w := range strings.Fields(text) {
		if strings.ContainsAny(w, "0123456789") {
			n += len([]rune(strings.Trim(w, ".,:;")))
		} else {
			n++
		}
	}
	return n
}
