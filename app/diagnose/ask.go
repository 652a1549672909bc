package diagnose

import "vestibule/app/problem"

// Question is one thing that only the member knows; it is the key of its words.
type Question string

// The questions, in the order of the catalogue (S141): what is typed, what proves it, this device, the plan.
const (
	// Symptom asks what happens. Problems that stood on screen answer it without being asked.
	Symptom Question = "symptom"
	// KnowsName asks whether the member knows the name they sign in with.
	KnowsName Question = "knows-name"
	// HasProof asks whether they still have the phone or app that the code comes from.
	HasProof Question = "has-proof"
	// CodeCame asks whether a code arrived.
	CodeCame Question = "code-came"
	// WorksElsewhere asks whether it works on another device.
	WorksElsewhere Question = "works-elsewhere"
	// RightPlan asks whether this is the plan on the member's card.
	RightPlan Question = "right-plan"
)

// Questions is every question.
func Questions() []Question {
	return []Question{Symptom, KnowsName, HasProof, CodeCame, WorksElsewhere, RightPlan}
}

// MostAsked is how many questions there are at most before a verdict (catalogue E26).
const MostAsked = 4

// Reply is an answer to a question; it is the key of its words.
type Reply string

// The replies.
const (
	Yes     Reply = "yes"
	No      Reply = "no"
	NotSure Reply = "not-sure"
	// What happens: the answers to Symptom.
	NoMatch   Reply = "no-match"   // the name and password are refused
	CodeStops Reply = "code-stops" // the code, or the other proof
	PageStops Reply = "page-stops" // nothing happens, or the page looks wrong
	Something Reply = "something"  // something else
)

// Replies gives the answers to a question, as they are offered.
func (q Question) Replies() []Reply {
	switch q {
	case Symptom:
		return []Reply{NoMatch, CodeStops, PageStops, Something}
	case KnowsName, HasProof, CodeCame:
		return []Reply{Yes, No}
	}
	return []Reply{Yes, No, NotSure}
}

// Given is what the member has answered so far.
type Given map[Question]Reply

// Next gives what to ask next, or the verdict; the question is empty then.
func Next(f Facts, given Given) (Question, Verdict) {
	if v, found := Measured(f); found {
		return "", v
	}
	switch symptom(f, given) {
	case "":
		return Symptom, Verdict{}
	case NoMatch:
		return ask(given, KnowsName, map[Reply]Cause{Yes: WrongPassword, No: WrongName})
	case CodeStops:
		return proof(given)
	case PageStops:
		return page(given)
	}
	return something(given)
}

// symptom is what happens: as the member says, or else as stood on screen.
func symptom(f Facts, given Given) Reply {
	if said := given[Symptom]; said != "" || len(f.Met) == 0 {
		return said
	}
	switch p := f.Met[len(f.Met)-1]; {
	case p.Code == problem.BadCredentials:
		return NoMatch
	case codes[p.Code]:
		return CodeStops
	}
	return ""
}

// codes are the problems of a second proof.
var codes = map[problem.Code]bool{problem.CodeWrong: true, problem.CodeExpired: true, problem.CodeSuperseded: true, problem.CodeReplayed: true,
	problem.CodeNotSent: true, problem.CodeLandline: true, problem.CodeOptedOut: true, problem.RecoveryWrong: true, problem.RecoveryUsed: true,
	problem.PushDenied: true, problem.PushUnreachable: true, problem.PushExpired: true}

// ask gives a question, or the cause that its answer tells.
func ask(given Given, q Question, tells map[Reply]Cause) (Question, Verdict) {
	said := given[q]
	if said == "" {
		return q, Verdict{}
	}
	return "", Of(tells[said])
}

func proof(given Given) (Question, Verdict) {
	if given[HasProof] != Yes {
		return ask(given, HasProof, map[Reply]Cause{No: LostProof})
	}
	return ask(given, CodeCame, map[Reply]Cause{Yes: RefusedCode, No: LateCode})
}

func page(given Given) (Question, Verdict) {
	if given[WorksElsewhere] == "" || given[WorksElsewhere] == Yes {
		return ask(given, WorksElsewhere, map[Reply]Cause{Yes: OnlyHere})
	}
	return ask(given, RightPlan, map[Reply]Cause{Yes: Unknown, NotSure: Unknown, No: OtherPlan})
}

func something(given Given) (Question, Verdict) {
	if given[KnowsName] != Yes {
		return ask(given, KnowsName, map[Reply]Cause{No: WrongName})
	}
	return page(given)
}

// Shortest is the fix for who wants no questions ("Just get me in", catalogue S142): of what is measured, or else a new
// password, which lifts a lock and needs no memory.
func Shortest(f Facts) Fix {
	if v, found := Measured(f); found {
		return v.Fix
	}
	return ResetPassword
}
