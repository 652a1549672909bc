package plantest

import (
	"vestibule/app/plan"
	"vestibule/app/problem"
)

// resume: a plan that says so takes a conversation up where it was left; one that does not says that it is over.
func resume(h *hand) {
	h.anyMember()
	step := h.begin(plan.SignIn, nil)
	handle := plan.Handle{Bytes: step.At().Handle.Clone()}
	if handle.Empty() {
		h.t.Skip("its conversations have no handle")
	}
	again, err := h.plan.Identity.Resume(h.t.Context(), handle)
	h.saw(again, err)
	if h.plan.Document.Can(plan.CanResume).How != plan.InApp {
		if p := problem.Of(err); err != nil && p.Kind != problem.Conflict && p.Kind != problem.Forbidden {
			h.t.Errorf("taken up: %v", err)
		}
		return
	}
	if err != nil || !plan.Same(step, again) {
		h.t.Fatalf("left at %s, taken up at %v, %v", step.Kind(), again, err)
	}
	h.done(again)
}

// abandon: a conversation that was given up takes no answer.
func abandon(h *hand) {
	h.anyMember()
	step := h.begin(plan.SignIn, nil)
	answer := h.answer(step)
	if err := h.plan.Identity.Abandon(h.t.Context(), step); err != nil {
		h.t.Fatal(err)
	}
	next, err := h.plan.Identity.Submit(h.t.Context(), step, answer)
	h.saw(next, err)
	if err == nil {
		h.t.Fatalf("given up, and went on to %s", next.Kind())
	}
	if p := problem.Of(err); p.Kind != problem.Conflict {
		h.t.Errorf("given up: %v", err)
	}
}

// abandonDone: a sign-in whose end nobody came to see leaves no session.
func abandonDone(h *hand) {
	h.anyMember()
	done := h.signIn()
	live := plan.Session{Token: done.Session.Token.Clone(), ID: done.Session.ID, Actor: done.Session.Actor}
	if err := h.plan.Identity.Abandon(h.t.Context(), done); err != nil {
		h.t.Fatal(err)
	}
	h.over(live, "nobody came to see it")
}

// repeated: the same answer said twice, because the reply to the first was lost, has one effect and one result.
func repeated(h *hand) {
	h.anyMember()
	for step := h.begin(plan.SignIn, nil); ; {
		answer := h.answer(step)
		first := h.accepted(step, twin(answer))
		second, err := h.plan.Identity.Submit(h.t.Context(), step, twin(answer))
		h.saw(second, err)
		if err != nil {
			h.t.Fatalf("%s answered twice: %v", step.Kind(), err)
		}
		if !plan.Same(first, second) {
			h.t.Fatalf("%s answered twice: %s, then %s", step.Kind(), first.Kind(), second.Kind())
		}
		if a, is := first.(plan.Done); is {
			if b := second.(plan.Done); !a.Session.Same(b.Session) {
				h.t.Error("one sign-in gave two sessions")
			}
			h.lives(a.Session, "it was answered twice")
			return
		}
		step = first
	}
}

// twin is the same answer in memory of its own: whoever takes it may clear it.
func twin(a plan.Answer) plan.Answer {
	switch a := a.(type) {
	case plan.NameAndPassword:
		a.Password, a.Trust = a.Password.Clone(), a.Trust.Clone()
		return a
	case plan.CodeTyped:
		a.Code = a.Code.Clone()
		return a
	case plan.RecoveryCodeTyped:
		a.Code = a.Code.Clone()
		return a
	case plan.Arrived:
		a.Address = a.Address.Clone()
		return a
	}
	return a
}

// late: another answer to a step that the conversation has left signs nobody in; what the plan then asks leads on.
func late(h *hand) {
	h.native()
	h.member(plan.SMS)
	step := h.passwords()
	next := h.accepted(step, h.credentials(step, h.m.Name, h.m.Password))
	stands, err := h.submit(step, h.credentials(step, h.m.Name, "Another-Password-2"))
	if p := problem.Of(err); p == nil || p.Kind != problem.Conflict && p.Kind != problem.Credential {
		h.t.Fatalf("another answer to a step of before: %v", err)
	}
	if stands == nil {
		stands = next
	}
	h.sound(h.done(stands))
}
