package wire

import (
	"time"

	"vestibule/app/plan"
)

// Step is one question of the plan. Exactly one of the objects is set: the one named by Kind, with - as _.
type Step struct {
	Flow       Secret    `json:"flow"`
	Number     int       `json:"number"`
	Kind       string    `json:"kind"`
	Purpose    string    `json:"purpose"`
	Position   int       `json:"position,omitempty"`
	Length     int       `json:"length,omitempty"`
	Back       bool      `json:"back"`
	ServerTime time.Time `json:"server_time"`

	Credentials       *Credentials       `json:"credentials,omitempty"`
	Identify          *Identify          `json:"identify,omitempty"`
	Choose            *Choose            `json:"choose_authenticator,omitempty"`
	Code              *Code              `json:"code,omitempty"`
	Push              *Push              `json:"push,omitempty"`
	RecoveryCode      *RecoveryCode      `json:"recovery_code,omitempty"`
	ProveIdentity     *ProveIdentity     `json:"prove_identity,omitempty"`
	Activation        *Activation        `json:"activation,omitempty"`
	Register          *Register          `json:"register,omitempty"`
	Contact           *Contact           `json:"contact,omitempty"`
	NewPassword       *NewPassword       `json:"new_password,omitempty"`
	ShowSecret        *ShowSecret        `json:"show_secret,omitempty"`
	ShowRecoveryCodes *ShowRecoveryCodes `json:"show_recovery_codes,omitempty"`
	OpenBrowser       *OpenBrowser       `json:"open_browser,omitempty"`
	Wait              *Wait              `json:"wait,omitempty"`
	Refer             *Refer             `json:"refer,omitempty"`
	Told              *Told              `json:"told,omitempty"`
	Done              *Done              `json:"done,omitempty"`
}

// part is the object of one kind. It notes in check what its page could not do without.
type part interface {
	step(head plan.Head, c *check) plan.Step
}

// FromStep gives a step as it travels; now is the plan's time. It shares the step's secrets.
func FromStep(step plan.Step, now time.Time) Step {
	h := step.At()
	w := Step{
		Flow: Secret{h.Handle.Bytes}, Number: h.Number, Kind: string(step.Kind()), Purpose: string(h.Purpose),
		Position: h.Position, Length: h.Length, Back: h.Back, ServerTime: now,
	}
	w.set(step)
	return w
}

func (s *Step) set(step plan.Step) {
	switch step := step.(type) {
	case plan.Credentials:
		s.Credentials = fromCredentials(step)
	case plan.Identify:
		s.Identify = fromIdentify(step)
	case plan.Choose:
		s.Choose = fromChoose(step)
	case plan.Code:
		s.Code = fromCode(step)
	case plan.Push:
		s.Push = fromPush(step)
	case plan.RecoveryCode:
		s.RecoveryCode = fromRecoveryCode(step)
	case plan.ProveIdentity:
		s.ProveIdentity = fromProveIdentity(step)
	case plan.Activation:
		s.Activation = fromActivation(step)
	case plan.RegisterAccount:
		s.Register = fromRegister(step)
	case plan.Contact:
		s.Contact = fromContact(step)
	case plan.NewPassword:
		s.NewPassword = fromNewPassword(step)
	case plan.ShowSecret:
		s.ShowSecret = fromShowSecret(step)
	case plan.ShowRecoveryCodes:
		s.ShowRecoveryCodes = fromShowRecoveryCodes(step)
	case plan.OpenBrowser:
		s.OpenBrowser = fromOpenBrowser(step)
	case plan.Wait:
		s.Wait = fromWait(step)
	case plan.Refer:
		s.Refer = fromRefer(step)
	case plan.Told:
		s.Told = fromTold(step)
	case plan.Done:
		s.Done = fromDone(step)
	}
}

// Step gives the step the app understands. A kind it does not know, or one with something in it
// that the page would have to know, is problem.UnknownStep; one that lacks what its page
// needs is problem.Malformed.
func (s Step) Step() (plan.Step, error) {
	p, known := s.part()
	if !known {
		return nil, unknownStep(s.Kind)
	}
	var c check
	c.that(p != nil, s.Kind)
	c.that(!s.Flow.Empty(), "flow")
	c.that(s.Purpose != "", "purpose")
	c.within(int64(s.Number), 1, 1<<31-1, "number")
	c.within(int64(s.Position), 0, int64(s.Length), "position")
	if c.fault != "" {
		return nil, malformed(c.fault)
	}
	step := p.step(s.head(), &c)
	switch {
	case c.fault != "":
		return nil, malformed(s.Kind + "." + c.fault)
	case c.newer != "":
		return nil, unknownStep(s.Kind + "." + c.newer)
	}
	return step, nil
}

func (s Step) head() plan.Head {
	return plan.Head{
		Purpose: plan.Purpose(s.Purpose), Handle: plan.Handle{Bytes: s.Flow.Bytes}, Number: s.Number,
		Position: s.Position, Length: s.Length, Back: s.Back,
	}
}

// part gives the object that Kind names, nil if it is missing.
func (s Step) part() (p part, known bool) {
	switch plan.Kind(s.Kind) {
	case plan.KindCredentials:
		return held(s.Credentials), true
	case plan.KindIdentify:
		return held(s.Identify), true
	case plan.KindChoose:
		return held(s.Choose), true
	case plan.KindCode:
		return held(s.Code), true
	case plan.KindPush:
		return held(s.Push), true
	case plan.KindRecoveryCode:
		return held(s.RecoveryCode), true
	case plan.KindProveIdentity:
		return held(s.ProveIdentity), true
	case plan.KindActivation:
		return held(s.Activation), true
	case plan.KindRegister:
		return held(s.Register), true
	case plan.KindContact:
		return held(s.Contact), true
	case plan.KindNewPassword:
		return held(s.NewPassword), true
	case plan.KindShowSecret:
		return held(s.ShowSecret), true
	case plan.KindShowRecoveryCodes:
		return held(s.ShowRecoveryCodes), true
	case plan.KindOpenBrowser:
		return held(s.OpenBrowser), true
	case plan.KindWait:
		return held(s.Wait), true
	case plan.KindRefer:
		return held(s.Refer), true
	case plan.KindTold:
		return held(s.Told), true
	case plan.KindDone:
		return held(s.Done), true
	}
	return nil, false
}

// held gives a true nil for a missing object.
func held[T part](p *T) part {
	if p == nil {
		return nil
	}
	return *p
}

// Begin is the request that opens a conversation.
type Begin struct {
	Purpose string `json:"purpose"`
}

// Tries is how many tries are left.
type Tries struct {
	Left int `json:"left"`
}

func fromTries(t plan.Tries) *Tries {
	if !t.Known {
		return nil
	}
	return &Tries{t.Left}
}

func (t *Tries) tries(c *check, what string) plan.Tries {
	if t == nil {
		return plan.Tries{}
	}
	c.that(t.Left >= 0, what)
	return plan.Tries{Known: true, Left: t.Left}
}

// Trust is the offer to ask for less on this device; ForS is in seconds.
type Trust struct {
	ForS int64 `json:"for_s"`
}

func fromTrust(t plan.Trust) *Trust {
	if !t.Offered {
		return nil
	}
	return &Trust{inSeconds(t.For)}
}

func (t *Trust) trust(c *check) plan.Trust {
	if t == nil {
		return plan.Trust{}
	}
	return plan.Trust{Offered: true, For: c.seconds(t.ForS, 1, "trust.for_s")}
}
