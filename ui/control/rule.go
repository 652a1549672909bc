package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"vestibule/ui/a11y"
	"vestibule/ui/look"
)

// RuleState is how a rule for a new password stands.
type RuleState uint8

// The states.
const (
	RuleUnmet RuleState = iota
	RuleMet
	RuleLater // only the plan can tell, and will
)

// RuleWords say how a rule stands; the icon is never the only cue.
type RuleWords struct{ Met, Unmet, Later string }

func (w RuleWords) of(s RuleState) string {
	switch s {
	case RuleMet:
		return w.Met
	case RuleLater:
		return w.Later
	}
	return w.Unmet
}

// Rule is one rule for a new password, ticked off while typing.
type Rule struct {
	widget.BaseWidget
	words RuleWords
	state RuleState
	rule  *Text
	how   *Text
	icon  *Icon
	all   *fyne.Container
}

// NewRule makes one that is not met yet.
func NewRule(rule string, words RuleWords) *Rule {
	r := &Rule{words: words, rule: NewText(rule), how: NewSmall(""), icon: NewIcon("open", look.Quiet)}
	r.all = Beside(r.icon, Column(0, r.rule, r.how))
	r.ExtendBaseWidget(r)
	r.put(RuleUnmet)
	return r
}

// Set says how the rule stands now.
func (r *Rule) Set(s RuleState) {
	if s != r.state {
		r.put(s)
		r.Refresh()
	}
}

func (r *Rule) put(s RuleState) {
	r.state = s
	r.how.SetText(r.words.of(s))
	switch s {
	case RuleMet:
		r.icon.Set("good", look.Done)
	case RuleLater:
		r.icon.Set("clock", look.Quiet)
	default:
		r.icon.Set("open", look.Quiet)
	}
}

// Describe says the rule and how it stands.
func (r *Rule) Describe() a11y.Node {
	return a11y.Node{Role: a11y.Text, Name: r.rule.Words(), Description: r.words.of(r.state)}
}

// CreateRenderer is for Fyne.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer { return drawAround(r, r.all) }
