package scenario

import "slices"

// verbs is everything that can happen in a script, by its first word.
var verbs = map[string]func(*reader) command{
	"part":    func(r *reader) command { return part{r.quoted("a name")} },
	"plan":    readPlan,
	"knob":    readKnob,
	"skew":    func(r *reader) command { return skew{r.duration("how far the device is ahead")} },
	"open":    readOpen,
	"close":   func(*reader) command { return shut{} },
	"device":  readDevice,
	"kill":    func(*reader) command { return kill{} },
	"advance": func(r *reader) command { return advance{r.duration("how long")} },

	"type":     func(r *reader) command { return typed{r.quoted("a field"), r.quoted("a text")} },
	"paste":    func(r *reader) command { return pasted{r.quoted("a field"), r.quoted("a text")} },
	"keys":     func(r *reader) command { return keyed{r.quoted("a field"), r.quoted("a text")} },
	"caps":     readCaps,
	"press":    func(r *reader) command { return press{r.quoted("a button")} },
	"choose":   func(r *reader) command { return choose{r.quoted("a choice")} },
	"file":     readFile,
	"check":    func(r *reader) command { return check{r.quoted("a box"), true} },
	"uncheck":  func(r *reader) command { return check{r.quoted("a box"), false} },
	"key":      readKey,
	"approve":  func(r *reader) command { return approve{r.quoted("a member"), true} },
	"deny":     func(r *reader) command { return approve{r.quoted("a member"), false} },
	"code":     readCode,
	"link":     readLink,
	"visit":    func(r *reader) command { return visit{r.quoted("a link")} },
	"submit":   func(*reader) command { return submit{} },
	"browser":  func(r *reader) command { return browser{r.quoted("a button")} },
	"remember": readRemember,

	"see":      readSee,
	"gone":     readGone,
	"left":     func(r *reader) command { return left{r.duration("how long")} },
	"attempts": func(r *reader) command { return attempts{r.quoted("a member"), r.number("how many")} },
	"requests": readRequests,
	"sent":     readSent,
	"kept":     func(r *reader) command { r.the("nothing"); return keptNothing{} },
	"outline":  func(r *reader) command { return outline{r.quoted("a name")} },
	"error":    func(r *reader) command { return fault{readSee(r).(see)} },
	"ends":     readEnds,
	"within":   func(r *reader) command { return within{r.duration("how long")} },
	"saved":    readSaved,
	"packet":   readPacket,
	"page":     func(r *reader) command { return pageSays{r.quoted("what the page says")} },
	"told":     readTold,
}

func readPlan(r *reader) command {
	if policy := r.object(); len(policy) > 0 {
		return policyOf{policy}
	}
	return policyNamed{r.word("seeds, nist or a piece of policy")}
}

func readKnob(r *reader) command {
	k := knob{name: r.word("a knob")}
	if !knownKnob(k.name) {
		r.fail("%q is no knob of the catalogue", k.name)
	}
	k.off = r.maybe("off")
	k.detail = r.object()
	if len(k.detail) == 0 {
		k.detail = []byte("{}")
	}
	return k
}

func readOpen(r *reader) command { return open{phone: r.maybe("phone")} }

func readCaps(r *reader) command {
	if r.maybe("on") {
		return caps{true}
	}
	r.the("off")
	return caps{false}
}

func readKey(r *reader) command {
	k := key{r.word("a key")}
	if k.name != "Enter" && k.name != "Escape" && k.name != "Tab" {
		r.fail("the keys are Enter, Escape and Tab, not %q", k.name)
	}
	return k
}

// readSource reads who a code is for and how it travels.
func readSource(r *reader) source {
	channel := r.word("sms, voice, email, push, letter, app, recovery or welcome")
	if !slices.Contains([]string{"sms", "voice", "email", "push", "letter", "app", "recovery", "welcome"}, channel) {
		r.fail("a code comes by sms, voice, email, push, letter, app, recovery or welcome, not %q", channel)
	}
	return source{channel, r.quoted("a member")}
}

func readCode(r *reader) command {
	from := readSource(r)
	r.the("into")
	return code{from, r.quoted("a field")}
}

func readLink(r *reader) command {
	from := readSource(r)
	r.the("into")
	return pasteLink{from, r.quoted("a field")}
}

func readTold(r *reader) command {
	not := r.maybe("not")
	from := readSource(r)
	return told{from, r.quoted("what the message says"), not}
}

// readDevice reads "device new", or a device by its name.
func readDevice(r *reader) command {
	if r.maybe("new") {
		return newDevice{}
	}
	return device{r.quoted("new, or a device's name")}
}

func readRemember(r *reader) command {
	if r.maybe("after") {
		c := rememberSeen{after: r.quoted("what stands before it")}
		r.the("as")
		c.name = r.word("a name")
		return c
	}
	if r.maybe("link") {
		c := rememberLink{from: readSource(r)}
		r.the("as")
		c.name = r.word("a name")
		return c
	}
	r.the("code")
	from := readSource(r)
	r.the("as")
	return remember{from, r.word("a name")}
}

func readSee(r *reader) command {
	role, _ := r.next(bare)
	s := see{sight: sight{role: role, name: r.quoted("what is to be seen")}}
	if s.role == "text" {
		s.role = ""
	}
	if r.maybe("=") {
		s.value = r.quoted("what stands in it")
	}
	if r.maybe("with") {
		s.detail = r.quoted("what is said of it")
	}
	s.states = states(r.words())
	return s
}

// states puts "not checked" together again.
func states(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		if words[i] == "not" && i+1 < len(words) {
			out, i = append(out, "not "+words[i+1]), i+1
			continue
		}
		out = append(out, words[i])
	}
	return out
}

func readGone(r *reader) command {
	role, _ := r.next(bare)
	if role == "text" {
		role = ""
	}
	return gone{sight{role: role, name: r.quoted("what is to be gone")}}
}

func readRequests(r *reader) command {
	r.the("at", "most")
	return requests{r.number("how many")}
}

func readSent(r *reader) command {
	from := readSource(r)
	return sent{from, r.number("how many")}
}
