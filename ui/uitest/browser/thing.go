package browser

import (
	"encoding/json"
	"fmt"

	"vestibule/ui/a11y"
)

// thing is an element as page.js describes it.
type thing struct {
	Role, Name, Value, Description string
	Level, Position, Of, Bullets   int
	Disabled, Focused              bool
	Checkable, Checked             bool
	Expandable, Expanded           bool
	Invalid, Required, Password    bool
	Children                       []thing
}

func (t thing) node() *a11y.Node {
	return &a11y.Node{
		Role: a11y.Role(t.Role), Name: t.Name, Value: t.Value, Description: t.Description,
		Level: t.Level, Position: t.Position, Of: t.Of, Bullets: t.Bullets, Disabled: t.Disabled, Focused: t.Focused,
		Checkable: t.Checkable, Checked: t.Checked, Expandable: t.Expandable, Expanded: t.Expanded, Invalid: t.Invalid,
		Required: t.Required, Password: t.Password, Children: nodes(t.Children),
	}
}

func nodes(things []thing) []*a11y.Node {
	all := make([]*a11y.Node, len(things))
	for i, t := range things {
		all[i] = t.node()
	}
	return all
}

// call writes a call of page.js.
func call(function string, roles []a11y.Role, name string) string {
	arguments, err := json.Marshal([]any{roles, name})
	if err != nil {
		panic(err) // strings always marshal
	}
	return fmt.Sprintf("uitest.%s(...%s)", function, arguments)
}
