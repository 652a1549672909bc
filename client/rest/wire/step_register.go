package wire

import "vestibule/app/plan"

// Register asks how a member who has proved who they are will sign in.
type Register struct {
	Username string `json:"username,omitempty"`
	Phone    bool   `json:"phone"`
}

func fromRegister(s plan.RegisterAccount) *Register { return &Register{s.Username, s.Phone} }

// step leaves out a suggestion that no name could be.
func (w Register) step(h plan.Head, _ *check) plan.Step {
	s := plan.RegisterAccount{Head: h, Username: w.Username, Phone: w.Phone}
	if len(s.Username) > longestSentence {
		s.Username = ""
	}
	return s
}
