package ui

import (
	"slices"

	"vestibule/ui/wizard"
)

// once takes out what a page would offer twice under one name: two buttons that are called the same are one too many for
// who cannot see where they stand. What fixes the problem stays in its panel; only the filled button goes before it.
func once(p *wizard.Page) {
	if p.Notice == nil {
		return
	}
	n := *p.Notice
	if n.Fix != nil && p.Next != nil && n.Fix.Label == p.Next.Label {
		n.Fix = nil
	}
	others := slices.Clone(p.Others)
	if n.Fix != nil {
		others = slices.DeleteFunc(others, func(a wizard.Action) bool { return a.Label == n.Fix.Label })
	}
	n.More = slices.DeleteFunc(slices.Clone(n.More), func(a wizard.Action) bool {
		same := func(o wizard.Action) bool { return o.Label == a.Label }
		return slices.ContainsFunc(others, same) || p.Next != nil && same(*p.Next)
	})
	p.Notice, p.Others = &n, others
}
