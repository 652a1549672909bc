package uitest

import (
	"fmt"
	"slices"

	"vestibule/ui/a11y"
)

// Find gives the one thing beneath root with this role and name; a *Missed where there is none, or more than one.
func Find(root *a11y.Node, role a11y.Role, name string) (*a11y.Node, error) {
	return FindAny(root, name, role)
}

// FindAny is Find for more roles than one.
func FindAny(root *a11y.Node, name string, roles ...a11y.Role) (*a11y.Node, error) {
	var found []*a11y.Node
	root.Each(func(n *a11y.Node) {
		if n.Name == name && slices.Contains(roles, n.Role) {
			found = append(found, n)
		}
	})
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &Missed{fmt.Sprintf("no %s %q", roles[0], name), root.Outline()}
	}
	return nil, &Missed{fmt.Sprintf("%d times %s %q", len(found), roles[0], name), root.Outline()}
}
